// SPDX-License-Identifier: Apache-2.0
// A small control of the header: line drawing and word.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Touch {
    id: tool

    required property string iconName
    property bool wordless: false

    implicitHeight: Theme.target
    implicitWidth: Math.max(Theme.target, content.implicitWidth + 2 * Theme.gap3)

    background: Rectangle {
        radius: Theme.radius
        color: tool.down ? Theme.tintAct : "transparent"
    }
    contentItem: Item {
        Row {
            id: content

            anchors.centerIn: parent
            spacing: Theme.gap2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: tool.iconName
                size: Theme.caption * 1.25
                color: Theme.link
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: !tool.wordless
                text: tool.text
                wrapMode: Text.NoWrap
                color: Theme.link
                font.pixelSize: Theme.caption
                font.weight: Font.Medium
                Accessible.ignored: true
            }
        }
    }
}
