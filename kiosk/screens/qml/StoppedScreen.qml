// SPDX-License-Identifier: Apache-2.0
// The way ends here, lawfully: why, what to do next, and where.
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false

    Pager {
        anchors.fill: parent
        gap: Theme.gap6
        model: [["", page.view.reason, "info", Theme.seal], [Session.texts["ui.stopped.next"], page.view.next_step, "right", Theme.link], [Session.texts["ui.stopped.where"], page.view.where, "home", Theme.link]].filter(part => part[1])

        delegate: Said {
            required property var modelData

            label: modelData[0]
            text: modelData[1]
            iconName: modelData[2]
            tone: modelData[3]
        }
    }
}
