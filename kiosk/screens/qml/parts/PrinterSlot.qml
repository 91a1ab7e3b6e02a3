// SPDX-License-Identifier: Apache-2.0
// The slot of the printer and the sheet that comes out of it.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: slot

    property real fraction: 0.5
    property bool labelled: true
    readonly property real unit: Math.min(width / 200, height / 190)

    Accessible.role: Accessible.Graphic
    Accessible.name: Theme.texts["ui.printing.slot"] ?? ""

    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 200 * slot.unit
        height: 190 * slot.unit

        Rectangle {
            width: parent.width
            height: 44 * slot.unit
            radius: 4 * slot.unit
            color: Theme.desk
            border.width: Theme.line * 2
            border.color: Theme.ink
        }
        Rectangle {
            x: 18 * slot.unit
            y: 26 * slot.unit
            width: 164 * slot.unit
            height: 8 * slot.unit
            radius: height / 2
            color: Theme.ink
        }
        Item {
            x: 26 * slot.unit
            y: 30 * slot.unit
            width: 148 * slot.unit
            height: 130 * slot.unit
            clip: true

            Sheet {
                id: paper

                ornate: false
                anchors.horizontalCenter: parent.horizontalCenter
                room: Math.min(146, 126 * SheetElements.sheetWidth / SheetElements.sheetHeight) * slot.unit
                y: -height + slot.fraction * (height + 4 * slot.unit)

                Behavior on y {
                    NumberAnimation {
                        duration: Theme.still ? 0 : 900
                        easing.type: Easing.OutCubic
                    }
                }
            }
        }
        Label {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 13 * slot.unit - height / 2
            visible: slot.labelled
            width: Math.min(implicitWidth, slot.width)
            text: Theme.texts["ui.printing.slot"] ?? ""
            font.pixelSize: Theme.caption
            Accessible.ignored: true
        }
    }
}
