// SPDX-License-Identifier: Apache-2.0
// One large button across the page that makes things easier; going on declines it.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: bar

    readonly property var offer: Session.offer
    readonly property real size: Theme.field * 1.15

    objectName: "offer"
    visible: Boolean(offer)
    text: offer?.label ?? ""
    implicitHeight: Math.max(20 * Theme.mm, words.height + Theme.gap5)
    onClicked: Session.act(offer.act, offer.value)

    background: Rectangle {
        radius: Theme.radius
        color: bar.down ? Theme.tintNeutral : Theme.tintAct
        border.width: Theme.line * 2
        border.color: Theme.link
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.gap4

            Icon {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                name: "large"
                size: bar.size * 1.5
                color: Theme.link
            }
            Label {
                id: words

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, bar.width - sign.width - Theme.gap4 - 2 * Theme.gap5)
                text: bar.text
                font.pixelSize: bar.size
                font.weight: Font.Medium
                lineHeight: Math.round(bar.size * 1.3)
                Accessible.ignored: true
            }
        }
    }
}
