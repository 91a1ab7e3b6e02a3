// SPDX-License-Identifier: Apache-2.0
// A person in front of the camera: where to look.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: drawing

    readonly property real unit: Math.min(width / 200, height / 150)

    Accessible.role: Accessible.Graphic
    Accessible.name: Theme.texts["ui.check.camera"] ?? ""

    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        width: 200 * drawing.unit
        height: 150 * drawing.unit

        Rectangle {
            x: 40 * drawing.unit
            y: 22 * drawing.unit
            width: 120 * drawing.unit
            height: 126 * drawing.unit
            radius: 6 * drawing.unit
            color: Theme.surface
            border.width: Theme.line * 2
            border.color: Theme.ink
        }
        Rectangle {
            x: 92 * drawing.unit
            y: 2 * drawing.unit
            width: 16 * drawing.unit
            height: 16 * drawing.unit
            radius: 8 * drawing.unit
            color: Theme.tintAct
            border.width: Theme.line * 2
            border.color: Theme.link
        }
        Icon {
            x: 46 * drawing.unit
            y: 38 * drawing.unit
            name: "person"
            size: 108 * drawing.unit
            stroke: Theme.line * 3
            color: Theme.link
        }
    }
}
