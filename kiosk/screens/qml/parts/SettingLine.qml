// SPDX-License-Identifier: Apache-2.0
// One key of the configuration: what it is and its name at the left, its value and mark at the right.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: line

    required property var entry
    readonly property real room: width - 2 * Theme.gap4
    readonly property real share: Math.min(held.implicitWidth, room * 0.45)

    objectName: "option-" + entry.id
    implicitHeight: Math.max(Theme.target, Math.max(names.implicitHeight, values.implicitHeight) + 2 * Theme.gap3)
    Accessible.name: [entry.title, entry.key, entry.value, entry.mark].filter(part => part).join("。")
    onClicked: Session.act("choose", entry.id)

    background: Rectangle {
        radius: Theme.radius
        color: line.down ? Theme.tintAct : Theme.surface
        border.width: Theme.line * 2
        border.color: Theme.link
    }
    contentItem: Item {
        Column {
            id: names

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap4
            width: line.room - line.share - Theme.gap4

            Label {
                width: parent.width
                text: line.entry.title
                font.weight: Font.Medium
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: line.entry.key
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
                wrapMode: Text.WrapAnywhere
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
        }
        Column {
            id: values

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap4 + line.room - line.share
            width: line.share

            Label {
                id: held

                width: parent.width
                text: line.entry.value
                horizontalAlignment: Text.AlignRight
                wrapMode: Text.Wrap
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Row {
                anchors.right: parent.right
                visible: line.entry.mark !== ""
                spacing: Theme.gap2

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: line.entry.tone === "owed" ? "pen" : "check"
                    color: Theme.toneColor(line.entry.tone)
                    size: Theme.caption
                }
                Label {
                    text: line.entry.mark
                    font.pixelSize: Theme.caption
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }
        }
    }
}
