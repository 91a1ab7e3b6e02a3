// SPDX-License-Identifier: Apache-2.0
// Something failed: what happened, what to do now, where else to go; the code small at the foot.
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
        name: "warning"
        size: Math.min(page.wide * 0.16, page.high * 0.5)
        color: Theme.rule
    }
    Pager {
        anchors.fill: parent
        anchors.rightMargin: page.tall || Theme.elder ? 0 : page.wide * 0.3
        anchors.bottomMargin: code.height + Theme.gap3
        gap: Theme.low ? Theme.gap4 : Theme.gap7
        model: [["", page.view.message, "warning", Theme.seal], [Theme.texts["ui.trouble.now"], page.view.next_step, "right", Theme.link], [Theme.texts["ui.trouble.elsewhere"], page.view.elsewhere, "home", Theme.link]].filter(part => part[1])

        delegate: Said {
            required property var modelData

            label: modelData[0]
            text: modelData[1]
            iconName: modelData[2]
            tone: modelData[3]
        }
    }
    Note {
        id: code

        anchors.bottom: parent.bottom
        visible: Boolean(page.view.code)
        text: Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
            "code": page.view.code
        })
    }
}
