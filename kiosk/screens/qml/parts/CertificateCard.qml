// SPDX-License-Identifier: Apache-2.0
// One certificate as a card: its name like a title, number and issuer, and how long it is valid.
// One that cannot be printed lies flat and says why.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Touch {
    id: card

    property string number: ""
    property string issuer: ""
    property string validity: ""
    property string reason: ""
    readonly property color front: enabled ? Theme.ink : Theme.inkSoft

    implicitHeight: Math.max(Theme.target * 1.25, content.implicitHeight + 2 * (Theme.low ? Theme.gap3 : Theme.gap4))
    Accessible.role: enabled ? Accessible.Button : Accessible.StaticText
    Accessible.name: [text, number, issuer, validity, reason].filter(part => part !== "").join("，")

    background: Rectangle {
        radius: Theme.radius
        color: card.down ? Theme.tintAct : card.enabled ? Theme.surface : Theme.tintNeutral
        border.width: Theme.line * 2
        border.color: card.enabled ? Theme.link : Theme.rule

        Rectangle {
            visible: card.enabled
            x: Theme.gap3
            y: Theme.gap3
            width: parent.width - 2 * Theme.gap3
            height: parent.height - 2 * Theme.gap3
            radius: Theme.radius / 2
            color: "transparent"
            border.width: Theme.line
            border.color: Theme.hairline
        }
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
                color: card.front
                font.family: Theme.serif
                font.pixelSize: Theme.low ? Theme.body : Theme.field
                font.weight: Font.Medium
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: card.number
                color: card.front
                font.pixelSize: Theme.low ? Theme.caption : Theme.body
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: [card.issuer, card.validity].filter(part => part !== "").join(" · ")
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
                lineHeight: Math.round(Theme.caption * 1.4)
                Accessible.ignored: true
            }
            Row {
                visible: card.reason !== ""
                spacing: Theme.gap2

                Icon {
                    id: sign

                    anchors.verticalCenter: parent.verticalCenter
                    name: "stop"
                    color: Theme.seal
                    size: Theme.caption * 1.2
                }
                Label {
                    width: content.width - sign.width - Theme.gap2
                    text: card.reason
                    color: Theme.ink
                    font.pixelSize: Theme.caption
                    lineHeight: Math.round(Theme.caption * 1.4)
                    Accessible.ignored: true
                }
            }
        }
    }
}
