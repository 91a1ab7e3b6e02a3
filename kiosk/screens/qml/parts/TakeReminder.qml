// SPDX-License-Identifier: Apache-2.0
// Papers still lie in the slot: the picture, again and again until somebody says that they are
// taken, and the seconds that are left at the end.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Overlay {
    id: reminder

    objectName: "take-reminder"

    property int everyMs: 20000
    readonly property string told: Session.view.reminder ?? ""
    readonly property bool ending: Session.secondsLeft >= 0
    property bool due: false

    open: told !== "" && (due || ending)
    title: told
    panelWidth: Math.min(width - 2 * Theme.margin, 190 * Theme.mm)

    Timer {
        interval: reminder.everyMs
        repeat: true
        running: reminder.told !== ""
        onTriggered: reminder.due = true
        onRunningChanged: reminder.due = false
    }

    Item {
        width: reminder.innerWidth
        height: Math.min(reminder.height * 0.3, 80 * Theme.mm)

        PrinterSlot {
            id: slot

            // What hangs out of the slot ends well above the foot of its picture.
            width: parent.width
            height: parent.height * 190 / 148
            labelled: false
            fraction: 1

            SequentialAnimation on fraction {
                running: reminder.open && !Theme.still
                loops: Animation.Infinite

                PropertyAction {
                    value: 0.3
                }
                PauseAnimation {
                    duration: 900
                }
                PropertyAction {
                    value: 1
                }
                PauseAnimation {
                    duration: 2400
                }
            }
        }
    }
    Label {
        width: reminder.innerWidth
        visible: reminder.ending
        text: Theme.fill(Theme.texts["ui.idle.text"] ?? "", {
            "seconds": Math.max(0, Session.secondsLeft)
        })
    }
    Row {
        spacing: Theme.gap3

        ActButton {
            objectName: "still-taking"
            kind: "plain"
            width: (reminder.innerWidth - Theme.gap3) / 2
            height: taken.implicitHeight
            text: Theme.texts["ui.take.still"] ?? ""
            onClicked: {
                reminder.due = false;
                Session.act("more_time", "");
            }
        }
        ActButton {
            id: taken

            objectName: "all-taken"
            width: (reminder.innerWidth - Theme.gap3) / 2
            text: Theme.texts["ui.take.taken"] ?? ""
            onClicked: Session.act("taken", "")
        }
    }
}
