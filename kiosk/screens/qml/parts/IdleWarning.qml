// SPDX-License-Identifier: Apache-2.0
// Before the visit ends by itself: how many seconds are left, and one button to stay. Nobody may
// be there any more, so nothing of the page shows beside it.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Overlay {
    id: idle

    open: Session.secondsLeft >= 0 && !(Session.name === "") && !Session.view.reminder
    covers: true
    title: Theme.texts["ui.idle.title"] ?? ""
    panelWidth: Math.min(width - 2 * Theme.margin, 190 * Theme.mm)

    Row {
        spacing: Theme.gap6

        Countdown {
            id: clock

            seconds: Session.secondsLeft
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: idle.innerWidth - clock.width - Theme.gap6
            text: Theme.fill(Theme.texts["ui.idle.text"] ?? "", {
                "seconds": Session.secondsLeft
            })
        }
    }
    ActButton {
        objectName: "more-time"
        width: idle.innerWidth
        text: Theme.texts["ui.idle.more_time"] ?? ""
        onClicked: Session.act("more_time", "")
    }
}
