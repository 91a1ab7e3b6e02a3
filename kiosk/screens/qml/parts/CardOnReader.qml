// SPDX-License-Identifier: Apache-2.0
// The reader with the place for the card; the card comes from above and lies down, once.
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
    Accessible.name: Theme.texts["ui.card.slot"] ?? ""

    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.verticalCenter
        width: 200 * drawing.unit
        height: 150 * drawing.unit

        Rectangle {
            x: 20 * drawing.unit
            y: 42 * drawing.unit
            width: 160 * drawing.unit
            height: 106 * drawing.unit
            radius: 6 * drawing.unit
            color: Theme.desk
            border.width: Theme.line * 2
            border.color: Theme.ink
        }
        Rectangle {
            id: place

            x: 40 * drawing.unit
            y: 54 * drawing.unit
            width: 120 * drawing.unit
            height: 64 * drawing.unit
            radius: 4 * drawing.unit
            color: Theme.surface
            border.width: Theme.line
            border.color: Theme.rule
        }
        Label {
            kept: true
            anchors.horizontalCenter: place.horizontalCenter
            anchors.verticalCenter: place.bottom
            anchors.verticalCenterOffset: 15 * drawing.unit
            text: Theme.texts["ui.card.slot"] ?? ""
            visible: implicitWidth <= 152 * drawing.unit // the title says it, too
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        Item {
            id: card

            x: 52 * drawing.unit
            y: 26 * drawing.unit
            width: 96 * drawing.unit
            height: 60 * drawing.unit

            YAnimator on y {
                running: Theme.slide > 0
                from: -20 * drawing.unit
                to: 26 * drawing.unit
                duration: 900
                easing.type: Easing.OutCubic
            }
            Rectangle {
                anchors.fill: parent
                radius: 4 * drawing.unit
                color: Theme.tintAct
                border.width: Theme.line * 3
                border.color: Theme.link
            }
            Repeater {
                model: 4

                Rectangle {
                    required property int index

                    x: 9 * drawing.unit
                    y: (12 + index * 11) * drawing.unit
                    width: (index === 3 ? 70 : 34) * drawing.unit
                    height: Math.max(2, 2.2 * drawing.unit)
                    color: Theme.link
                }
            }
            Icon {
                x: 60 * drawing.unit
                y: 9 * drawing.unit
                name: "person"
                size: 27 * drawing.unit
                color: Theme.link
            }
        }
        Icon {
            x: 158 * drawing.unit
            y: 4 * drawing.unit
            name: "down"
            size: 34 * drawing.unit
            color: Theme.link
        }
    }
}
