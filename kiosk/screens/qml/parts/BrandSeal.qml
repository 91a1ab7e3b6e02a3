// SPDX-License-Identifier: Apache-2.0
// The mark: two characters cut into a square seal.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    id: mark

    property real size: 9 * Theme.mm

    width: size
    height: size
    color: Theme.sheetSeal
    radius: size * 0.06
    transform: Mirror {
        of: mark
    }
    Accessible.role: Accessible.Graphic
    Accessible.name: "即办"

    Rectangle {
        anchors.fill: parent
        anchors.margins: mark.size * 0.07
        color: "transparent"
        border.width: Math.max(1, mark.size * 0.03)
        border.color: "#FFFFFF"
        radius: mark.size * 0.03
    }
    Column {
        anchors.centerIn: parent
        spacing: -mark.size * 0.155

        Repeater {
            model: ["即", "办"]

            Text {
                required property string modelData

                text: modelData
                color: "#FFFFFF"
                font.family: Theme.serif
                font.weight: Font.Bold
                font.pixelSize: mark.size * 0.36
                Accessible.ignored: true
            }
        }
    }
}
