// SPDX-License-Identifier: Apache-2.0
// A telephone with a code on it, held over the window of the scanner.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: drawing

    property real unit: 1
    property color tone: Theme.link

    Rectangle {
        x: 20 * drawing.unit
        y: 104 * drawing.unit
        width: 160 * drawing.unit
        height: 42 * drawing.unit
        radius: 6 * drawing.unit
        color: Theme.desk
        border.width: Theme.line * 2
        border.color: Theme.ink
    }
    Rectangle {
        x: 62 * drawing.unit
        y: 112 * drawing.unit
        width: 76 * drawing.unit
        height: 12 * drawing.unit
        radius: 3 * drawing.unit
        color: Theme.surface
        border.width: Theme.line
        border.color: Theme.rule
    }
    Rectangle {
        x: 68 * drawing.unit
        y: 2 * drawing.unit
        width: 64 * drawing.unit
        height: 96 * drawing.unit
        radius: 7 * drawing.unit
        color: Theme.tintAct
        border.width: Theme.line * 3
        border.color: drawing.tone

        // three corner marks and a few modules say "code"
        Repeater {
            model: [[12, 22, 16], [36, 22, 16], [12, 46, 16]]

            Rectangle {
                required property var modelData

                x: modelData[0] * drawing.unit
                y: modelData[1] * drawing.unit
                width: modelData[2] * drawing.unit
                height: width
                color: "transparent"
                border.width: Math.max(2, 3 * drawing.unit)
                border.color: drawing.tone
            }
        }
        Repeater {
            model: [[36, 46], [46, 50], [38, 57], [47, 59]]

            Rectangle {
                required property var modelData

                x: modelData[0] * drawing.unit
                y: modelData[1] * drawing.unit
                width: 5 * drawing.unit
                height: width
                color: drawing.tone
            }
        }
    }
    Icon {
        x: 146 * drawing.unit
        y: 58 * drawing.unit
        name: "down"
        size: 34 * drawing.unit
        color: drawing.tone
    }
}
