// SPDX-License-Identifier: Apache-2.0
// One line for each thing that happens: a shape, what it is, and its state in words.
import QtQuick
import Jiban
import ".."

Column {
    id: lines

    property var model: []
    readonly property var looks: ({
            "waiting": ["clock", Theme.inkSoft],
            "working": ["loop", Theme.link],
            "done": ["check", Theme.done],
            "none": ["dash", Theme.inkSoft],
            "failed": ["cross", Theme.seal]
        })

    Repeater {
        model: lines.model

        Item {
            id: line

            required property var modelData
            readonly property var look: lines.looks[modelData.state] ?? lines.looks["waiting"]
            readonly property bool working: modelData.state === "working"

            width: lines.width
            height: Math.max(13 * Theme.mm, words.implicitHeight + 2 * Theme.gap3)
            Accessible.role: Accessible.StaticText
            Accessible.name: modelData.text + "，" + state.text

            Icon {
                id: shape

                anchors.verticalCenter: parent.verticalCenter
                name: line.look[0]
                color: line.look[1]
                size: Theme.body * 1.2
            }
            Column {
                id: words

                x: shape.width + Theme.gap5
                width: parent.width - x - state.width - Theme.gap5
                anchors.verticalCenter: parent.verticalCenter

                Label {
                    width: parent.width
                    text: line.modelData.text
                    font.weight: line.working ? Font.Medium : Font.Normal
                    lineHeight: Math.round(font.pixelSize * 1.3)
                    color: line.modelData.state === "waiting" ? Theme.inkSoft : Theme.ink
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: line.modelData.detail
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
                text: Session.texts["ui.line." + line.modelData.state] ?? ""
                wrapMode: Text.NoWrap
                color: line.look[1]
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
                visible: line.working

                Rectangle {
                    id: runner

                    width: parent.width * 0.2
                    height: parent.height
                    color: Theme.link

                    XAnimator on x {
                        running: line.working && !Theme.still
                        loops: Animation.Infinite
                        from: -runner.width
                        to: line.width
                        duration: 1600
                    }
                }
            }
        }
    }
}
