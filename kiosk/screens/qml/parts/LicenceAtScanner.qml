// SPDX-License-Identifier: Apache-2.0
// A licence with its square code, held over the window of the scanner; it comes down once.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: drawing

    readonly property real unit: Math.min(width / 200, height / 150)

    transform: Mirror {
        of: drawing
    }
    Accessible.role: Accessible.Graphic
    Accessible.name: Theme.texts["ui.licence.scanner"] ?? ""

    Item {
        anchors.centerIn: parent
        width: 200 * drawing.unit
        height: 150 * drawing.unit

        Rectangle {
            x: 20 * drawing.unit
            y: 112 * drawing.unit
            width: 160 * drawing.unit
            height: 36 * drawing.unit
            radius: 6 * drawing.unit
            color: Theme.desk
            border.width: Theme.line * 2
            border.color: Theme.ink

            Rectangle {
                x: 42 * drawing.unit
                y: 8 * drawing.unit
                width: 76 * drawing.unit
                height: 12 * drawing.unit
                radius: 3 * drawing.unit
                color: Theme.surface
                border.width: Theme.line
                border.color: Theme.rule
            }
        }
        Rectangle {
            id: licence

            x: 38 * drawing.unit
            y: 8 * drawing.unit
            width: 124 * drawing.unit
            height: 88 * drawing.unit
            color: Theme.surface
            border.width: Theme.line * 3
            border.color: Theme.link

            YAnimator on y {
                running: Theme.slide > 0
                from: -14 * drawing.unit
                to: 8 * drawing.unit
                duration: 900
                easing.type: Easing.OutCubic
            }
            Rectangle {
                anchors.fill: parent
                anchors.margins: 5 * drawing.unit
                color: "transparent"
                border.width: Theme.line
                border.color: Theme.rule
            }
            Repeater {
                model: [[44, 14, 36], [20, 28, 84], [20, 37, 84], [20, 46, 62]]

                Rectangle {
                    required property var modelData

                    x: modelData[0] * drawing.unit
                    y: modelData[1] * drawing.unit
                    width: modelData[2] * drawing.unit
                    height: Math.max(2, 2.4 * drawing.unit)
                    color: Theme.rule
                }
            }
            // three corner marks and a few modules say "code"
            Repeater {
                model: [[50, 54, 10], [64, 54, 10], [50, 68, 10]]

                Rectangle {
                    required property var modelData

                    x: modelData[0] * drawing.unit
                    y: modelData[1] * drawing.unit
                    width: modelData[2] * drawing.unit
                    height: width
                    color: "transparent"
                    border.width: Math.max(2, 2.4 * drawing.unit)
                    border.color: Theme.link
                }
            }
            Repeater {
                model: [[64, 68], [70, 70], [65, 74], [71, 75]]

                Rectangle {
                    required property var modelData

                    x: modelData[0] * drawing.unit
                    y: modelData[1] * drawing.unit
                    width: 3.4 * drawing.unit
                    height: width
                    color: Theme.link
                }
            }
        }
        Icon {
            x: 168 * drawing.unit
            y: 62 * drawing.unit
            kept: true
            name: "down"
            size: 32 * drawing.unit
            color: Theme.link
        }
    }
}
