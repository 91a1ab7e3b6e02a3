// SPDX-License-Identifier: Apache-2.0
// The way ends here, lawfully: why, what to do next, and where.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false

    Icon {
        visible: !page.tall && !Theme.elder
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.rightMargin: Theme.gap8
        name: "home"
        size: Math.min(page.wide * 0.16, page.high * 0.5)
        color: Theme.rule
    }
    Pager {
        anchors.fill: parent
        anchors.rightMargin: page.tall || Theme.elder ? 0 : page.wide * 0.3
        gap: Theme.low ? Theme.gap4 : Theme.gap7
        model: [["", page.view.reason, "info", Theme.seal], [Theme.texts["ui.stopped.next"], page.view.next_step, "right", Theme.link], [Theme.texts["ui.stopped.where"], page.view.where, "home", Theme.link]].filter(part => part[1])

        delegate: Said {
            required property var modelData

            label: modelData[0]
            text: modelData[1]
            iconName: modelData[2]
            tone: modelData[3]
        }
    }
}
