// SPDX-License-Identifier: Apache-2.0
// One case as a card: what it is, how it stands with a sign and a colour, number and day.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Touch {
    id: card

    property string standing: ""
    property string detail: ""
    property string tone: "open"

    implicitHeight: Math.max(Theme.target * 1.25, content.implicitHeight + 2 * (Theme.low ? Theme.gap3 : Theme.gap4))
    Accessible.name: [text, standing, detail].filter(part => part !== "").join("，")

    background: Rectangle {
        radius: Theme.radius
        color: card.down ? Theme.tintAct : Theme.surface
        border.width: Theme.line * 2
        border.color: Theme.link
    }
    contentItem: Item {
        Column {
            id: content

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap5
            width: card.width - 2 * Theme.gap5
            spacing: Theme.gap1

            Label {
                width: parent.width
                text: card.text
                font.family: Theme.serif
                font.pixelSize: Theme.low ? Theme.body : Theme.field
                font.weight: Font.Medium
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Row {
                spacing: Theme.gap3

                Icon {
                    id: sign

                    anchors.verticalCenter: parent.verticalCenter
                    name: Theme.toneIcon(card.tone)
                    color: Theme.toneColor(card.tone)
                    size: Theme.body
                }
                Label {
                    width: content.width - sign.width - Theme.gap3
                    text: card.standing
                    font.pixelSize: Theme.low ? Theme.caption : Theme.body
                    lineHeight: Math.round(font.pixelSize * 1.3)
                    Accessible.ignored: true
                }
            }
            Label {
                width: parent.width
                text: card.detail
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
                lineHeight: Math.round(Theme.caption * 1.4)
                Accessible.ignored: true
            }
        }
    }
}
