// SPDX-License-Identifier: Apache-2.0
// A line to write on, as one shape.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes

Shape {
    id: line

    property color color: "#8A8F96"
    property real dot: 2

    // The renderer repaints what lies within the item: a shape without a height would leave traces.
    height: Math.ceil(dot) + 1

    ShapePath {
        strokeColor: line.color
        strokeWidth: line.dot
        strokeStyle: ShapePath.DashLine
        dashPattern: [1, 1.8]
        capStyle: ShapePath.FlatCap
        startX: 0
        startY: line.dot / 2

        PathLine {
            x: line.width
            y: line.dot / 2
        }
    }
}
