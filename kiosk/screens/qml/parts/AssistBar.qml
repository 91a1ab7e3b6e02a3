// SPDX-License-Identifier: Apache-2.0
// Staff beside the citizen: who has the glass now, and the touch that passes it on.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Rectangle {
    id: bar

    readonly property var assist: Session.assist
    readonly property bool urgent: assist?.is_urgent ?? false

    objectName: "assist"
    visible: Boolean(assist)
    implicitHeight: Math.max(Theme.target, words.height + Theme.gap3) + Theme.gap2
    color: urgent ? Theme.tintOwed : Theme.tintAct

    Icon {
        id: sign

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: bar.urgent ? "hand" : "person"
        size: Theme.body * 1.3
        color: bar.urgent ? Theme.owed : Theme.link
    }
    Label {
        id: words

        x: sign.x + sign.width + Theme.gap3
        anchors.verticalCenter: parent.verticalCenter
        width: ways.x - x - Theme.gap4
        text: bar.assist?.text ?? ""
        font.pixelSize: Theme.caption
        font.weight: bar.urgent ? Font.Medium : Font.Normal
        lineHeight: Math.round(Theme.caption * 1.3)
    }
    Row {
        id: ways

        x: bar.width - width - Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap3

        ActButton {
            objectName: "assist-turn"
            kind: bar.urgent ? "primary" : "plain"
            visible: Boolean(bar.assist?.turn)
            size: Theme.caption
            height: Theme.target
            text: bar.assist?.turn?.label ?? ""
            onClicked: Session.act(bar.assist.turn.act, bar.assist.turn.value)
        }
        ActButton {
            objectName: "assist-end"
            kind: "quiet"
            size: Theme.caption
            height: Theme.target
            text: bar.assist?.end?.label ?? ""
            onClicked: Session.act(bar.assist.end.act, bar.assist.end.value)
        }
    }
}
