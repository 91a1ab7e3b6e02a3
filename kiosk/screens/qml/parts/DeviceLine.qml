// SPDX-License-Identifier: Apache-2.0
// One device: shape and word of its state, when it was looked at, what to do, the code.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: line

    required property var device
    readonly property var looks: ({
            "good": ["check", Theme.done, Theme.tintDone],
            "bad": ["cross", Theme.seal, Theme.tintSeal],
            "low": ["warning", Theme.owed, Theme.tintOwed],
            "unknown": ["question", Theme.inkSoft, Theme.tintNeutral]
        })
    readonly property var look: looks[device.state] ?? looks["unknown"]
    // Large type on a low glass: three steps are as high as the page, so the rest makes way.
    readonly property bool tight: Theme.low && Theme.elder

    implicitHeight: Math.max(badge.height, words.implicitHeight) + 2 * Theme.gap2
    Accessible.role: Accessible.StaticText
    Accessible.name: [device.title, device.word, device.checked, device.action].filter(part => part).join("，")

    Rectangle {
        id: badge

        anchors.verticalCenter: parent.verticalCenter
        width: 50 * Theme.mm * (Theme.elder ? 1.3 : 1)
        height: Theme.body * 1.7
        radius: Theme.radius
        color: line.look[2]
        border.width: Theme.high ? Theme.line : 0
        border.color: Theme.rule

        Row {
            anchors.centerIn: parent
            spacing: Theme.gap2

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: line.look[0]
                color: line.look[1]
                size: Theme.body
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: line.device.word
                wrapMode: Text.NoWrap
                font.weight: Font.Medium
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
        }
    }
    Column {
        id: words

        x: badge.width + Theme.gap5
        width: line.width - x - (drawing.visible ? drawing.width + Theme.gap5 : 0)
        anchors.verticalCenter: parent.verticalCenter

        Item {
            width: parent.width
            height: Math.max(name.height, time.height)

            Label {
                id: name

                width: parent.width - time.width - Theme.gap4
                text: line.device.title
                font.weight: Font.Medium
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Label {
                id: time

                anchors.right: parent.right
                text: (line.tight ? [line.device.code, line.device.checked] : [line.device.checked]).filter(part => part).join(" · ")
                wrapMode: Text.NoWrap
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
                Accessible.ignored: true
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: line.device.action
            font.pixelSize: line.tight ? Theme.caption : Theme.body
            lineHeight: Math.round(font.pixelSize * 1.35)
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== "" && !line.tight
            text: [line.device.code, line.device.detail].filter(part => part).join(" · ")
            color: Theme.inkSoft
            font.family: "Noto Sans Mono CJK SC"
            font.pixelSize: Theme.caption
            wrapMode: Text.WrapAnywhere
            lineHeight: Math.round(font.pixelSize * 1.3)
            Accessible.ignored: true
        }
    }
    Icon {
        id: drawing

        anchors.verticalCenter: parent.verticalCenter
        x: line.width - width
        visible: Boolean(line.device.picture) && !line.tight
        name: line.device.picture || "stop"
        size: Theme.body * 2.6
        color: Theme.inkSoft
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.hairline
    }
}
