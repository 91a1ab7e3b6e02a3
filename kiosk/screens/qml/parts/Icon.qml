// SPDX-License-Identifier: Apache-2.0
// A line drawing on a grid of 48, with one stroke width at every size.
import QtQuick
import QtQuick.Shapes
import ".."

Item {
    id: icon

    property string name: ""
    property real size: Theme.body
    property color color: Theme.ink
    property real stroke: Math.max(1.6, Math.min(Theme.stroke, size * 0.075))

    implicitWidth: size
    implicitHeight: size
    Accessible.ignored: true

    Shape {
        width: 48
        height: 48
        transform: Scale {
            xScale: icon.size / 48
            yScale: icon.size / 48
        }

        ShapePath {
            strokeColor: icon.color
            strokeWidth: icon.stroke * 48 / Math.max(1, icon.size)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathSvg {
                path: Drawings.of(icon.name)
            }
        }
    }
}
