// SPDX-License-Identifier: Apache-2.0
// One thing that happens: a shape, what it is, what came of it, and its state in words.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: progress

    required property var line
    readonly property var look: Theme.lines[line.state] ?? Theme.lines["waiting"]
    readonly property bool working: line.state === "working"
    readonly property bool beside: words.width > 28 * Theme.body && Theme.low

    implicitHeight: Math.max(13 * Theme.mm, words.implicitHeight + (Theme.low ? Theme.gap4 : Theme.gap5))
    Accessible.role: Accessible.StaticText
    Accessible.name: [line.text, line.detail, state.text].filter(part => part).join("，")

    Icon {
        id: shape

        anchors.verticalCenter: parent.verticalCenter
        name: progress.look[0]
        color: progress.look[1]
        size: Theme.body * 1.2
    }
    Grid {
        id: words

        x: shape.width + Theme.gap5
        width: parent.width - x - state.width - Theme.gap5
        anchors.verticalCenter: parent.verticalCenter
        columns: progress.beside ? 2 : 1
        columnSpacing: Theme.gap4
        verticalItemAlignment: Grid.AlignVCenter

        Label {
            width: progress.beside ? words.width * 0.5 : words.width
            text: progress.line.text
            font.weight: progress.working ? Font.Medium : Font.Normal
            lineHeight: Math.round(font.pixelSize * 1.3)
            color: progress.line.state === "waiting" ? Theme.inkSoft : Theme.ink
            Accessible.ignored: true
        }
        Label {
            width: progress.beside ? words.width * 0.5 - Theme.gap4 : words.width
            visible: text !== ""
            text: progress.line.detail
            color: Theme.inkSoft
            font.pixelSize: Theme.caption
            lineHeight: Math.round(font.pixelSize * 1.3)
            Accessible.ignored: true
        }
    }
    Label {
        id: state

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        text: Theme.texts["ui.line." + progress.line.state] ?? ""
        wrapMode: Text.NoWrap
        color: progress.look[1]
        font.pixelSize: Theme.caption
        font.weight: Font.Medium
        Accessible.ignored: true
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.hairline
    }
    Item {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line * 3
        clip: true
        visible: progress.working

        Rectangle {
            id: runner

            width: parent.width * 0.2
            height: parent.height
            color: Theme.link

            XAnimator on x {
                running: progress.working && !Theme.still
                loops: Animation.Infinite
                from: -runner.width
                to: progress.width
                duration: 1600
            }
        }
    }
}
