// SPDX-License-Identifier: Apache-2.0
// Over every page of a training: that nothing here is valid, and the way to the teacher's desk.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: band

    readonly property var training: Session.training
    readonly property real size: Math.ceil(4.8 * Theme.mm / Theme.inkRatio)

    // On the lowest glass large type leaves no room: the band tells, and opens in usual type.
    readonly property bool slim: Theme.low && Theme.elder

    objectName: "training-open"
    visible: Boolean(training)
    enabled: !slim
    implicitHeight: slim ? 9 * Theme.mm : Theme.target
    text: (training?.text ?? "") + "。" + (training?.news ?? "")
    onClicked: Session.act("training", training?.is_open ? "close" : "open")

    background: Rectangle {
        color: Theme.owed
    }
    contentItem: Item {
        Row {
            x: Theme.margin
            height: parent.height
            spacing: Theme.gap4

            Icon {
                id: sign

                anchors.verticalCenter: parent.verticalCenter
                name: "warning"
                size: band.size * 1.3
                color: Theme.actText
            }
            Label {
                id: what

                anchors.verticalCenter: parent.verticalCenter
                text: band.training?.text ?? ""
                wrapMode: Text.NoWrap
                color: Theme.actText
                font.pixelSize: band.size
                font.weight: Font.Medium
                lineHeight: Math.round(band.size * 1.3)
                Accessible.ignored: true
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                width: band.width - 2 * Theme.margin - sign.width - what.width - 2 * Theme.gap4
                horizontalAlignment: Text.AlignRight
                text: band.training?.news ?? ""
                color: Theme.actText
                font.pixelSize: band.size
                lineHeight: Math.round(band.size * 1.1)
                Accessible.ignored: true
            }
        }
    }
}
