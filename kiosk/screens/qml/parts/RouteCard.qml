// SPDX-License-Identifier: Apache-2.0
// One way to go on, as a card that is touched anywhere.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: card

    required property var option
    // On a low glass in large type both ways still stand side by side.
    readonly property real pad: Theme.low ? Theme.gap2 : Theme.gap5
    readonly property real size: Theme.low && Theme.elder ? Theme.caption : Theme.body

    objectName: "route-" + option.id
    text: option.title
    enabled: option.enabled
    implicitHeight: words.implicitHeight + 2 * pad
    Accessible.description: option.points.join("；")
    onClicked: Session.act("route", option.id)

    background: Rectangle {
        radius: Theme.radius
        color: card.down ? Theme.tintAct : card.enabled ? Theme.surface : Theme.tintNeutral
        border.width: Theme.line * 2
        border.color: card.enabled ? Theme.link : Theme.rule
    }
    contentItem: Item {
        Column {
            id: words

            x: Theme.gap6
            y: card.pad
            width: card.width - 2 * Theme.gap6
            spacing: Theme.low && Theme.elder ? Theme.gap1 : Theme.low ? Theme.gap2 : Theme.gap4

            Label {
                width: parent.width
                text: card.option.title
                font.family: Theme.serif
                font.pixelSize: Theme.low && Theme.elder ? Theme.body : Math.round(Theme.title * 0.8)
                font.weight: Font.Medium
                color: card.enabled ? Theme.link : Theme.inkSoft
                Accessible.ignored: true
            }
            Label {
                width: parent.width
                text: card.option.term
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
                lineHeight: Math.round(font.pixelSize * 1.2)
                Accessible.ignored: true
            }
            Rectangle {
                width: parent.width
                height: Theme.line
                color: Theme.hairline
            }
            Repeater {
                model: card.enabled ? card.option.points : []

                Row {
                    id: point

                    required property string modelData

                    spacing: Theme.gap4

                    Rectangle {
                        y: card.size * 0.5
                        width: Theme.gap2
                        height: width
                        color: card.enabled ? Theme.link : Theme.inkSoft
                    }
                    Label {
                        width: words.width - Theme.gap2 - Theme.gap4
                        text: point.modelData
                        font.pixelSize: card.size
                        lineHeight: Math.round(font.pixelSize * (Theme.low ? 1.25 : 1.35))
                        color: card.enabled ? Theme.ink : Theme.inkSoft
                        Accessible.ignored: true
                    }
                }
            }
            ErrorLine {
                width: parent.width
                text: card.option.reason
            }
        }
        Row {
            anchors.right: parent.right
            anchors.bottom: parent.bottom
            anchors.margins: Theme.gap5
            visible: card.enabled && card.height > card.implicitHeight + Theme.button * 2
            spacing: Theme.gap3

            Label {
                text: Theme.texts["ui.route.choose"] ?? ""
                wrapMode: Text.NoWrap
                color: Theme.link
                font.weight: Font.Medium
                Accessible.ignored: true
            }
            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "right"
                color: Theme.link
                size: Theme.body
            }
        }
    }
}
