// SPDX-License-Identifier: Apache-2.0
// The five steps as one line of ink: done, here, to come. Short form: the bars and one word.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: steps

    property bool brief: false
    readonly property int now: Session.step
    readonly property real fullWidth: full.implicitWidth
    readonly property real briefWidth: now > 0 ? short.implicitWidth : 0
    readonly property string word: now > 0 ? Theme.texts["ui.steps." + now] : ""

    visible: now > 0
    implicitWidth: brief ? short.implicitWidth : full.implicitWidth
    implicitHeight: brief ? short.implicitHeight : full.implicitHeight
    Accessible.role: Accessible.StaticText
    Accessible.name: Theme.fill(Theme.texts["ui.steps.now"] ?? "", {
        step: now,
        name: word
    })

    Row {
        id: full

        visible: !steps.brief
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap3

        Repeater {
            model: 5

            Row {
                id: step

                required property int index
                readonly property bool here: index + 1 === steps.now
                readonly property bool past: index + 1 < steps.now

                spacing: Theme.gap2

                Rectangle {
                    visible: step.index > 0
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.gap4
                    height: Theme.line * 2
                    color: step.past || step.here ? Theme.ink : Theme.rule
                }
                Rectangle {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.caption * 1.5
                    height: width
                    radius: width / 2
                    color: step.here ? Theme.ink : "transparent"
                    border.width: Theme.line * 2
                    border.color: step.here || step.past ? Theme.ink : Theme.rule

                    Icon {
                        anchors.centerIn: parent
                        visible: step.past
                        name: "check"
                        size: parent.width * 0.55
                    }
                    Text {
                        id: number

                        transform: Mirror {
                            of: number
                        }
                        anchors.centerIn: parent
                        visible: !step.past
                        text: step.index + 1
                        font.family: Theme.sans
                        font.pixelSize: Theme.caption
                        font.weight: Font.Medium
                        color: step.here ? Theme.paper : Theme.inkSoft
                    }
                }
                Label {
                    anchors.verticalCenter: parent.verticalCenter
                    text: Theme.texts["ui.steps." + (step.index + 1)] ?? ""
                    wrapMode: Text.NoWrap
                    font.pixelSize: Theme.caption
                    font.weight: step.here ? Font.Medium : Font.Normal
                    color: step.here ? Theme.ink : Theme.inkSoft
                }
            }
        }
    }

    Row {
        id: short

        visible: steps.brief
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.gap4

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.gap1

            Repeater {
                model: 5

                Rectangle {
                    required property int index

                    width: Theme.gap5
                    height: index + 1 === steps.now ? Theme.gap3 : Theme.gap1
                    anchors.verticalCenter: parent?.verticalCenter
                    color: index < steps.now ? Theme.ink : Theme.rule
                }
            }
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            text: steps.now + " " + steps.word
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
        }
    }
}
