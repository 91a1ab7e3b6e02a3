// SPDX-License-Identifier: Apache-2.0
// Is this licence genuine: where its code goes, then what the check came to and what to do.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property bool waits: view.tone === "wait"
    readonly property bool drawn: !waits && !Theme.elder && !Theme.low

    lead: view.hint ?? ""
    besideSheet: false

    ErrorLine {
        id: wrong

        width: Math.min(parent.width, Theme.measure(Theme.body))
        text: page.view.message
    }
    Loader {
        active: page.waits
        y: wrong.visible ? wrong.height + Theme.gap5 : 0
        width: parent.width
        height: parent.height - y - note.height - Theme.gap4
        sourceComponent: LicenceAtScanner {}
    }
    Icon {
        visible: page.drawn
        x: page.tall ? (page.wide - size) / 2 : page.wide - size - Theme.gap8
        y: page.tall ? 0 : (page.high - size) / 2
        name: page.view.picture
        size: page.tall ? page.wide * 0.3 : Math.min(page.wide * 0.18, page.high * 0.5)
        color: Theme.toneColor(page.view.tone)
    }
    Pager {
        visible: !page.waits
        anchors.fill: parent
        anchors.topMargin: page.drawn && page.tall ? page.wide * 0.3 + Theme.gap7 : 0
        anchors.rightMargin: page.drawn && !page.tall ? page.wide * 0.26 : 0
        anchors.bottomMargin: code.visible ? code.height + Theme.gap3 : 0
        gap: Theme.low ? Theme.gap4 : Theme.gap7
        model: [["", page.view.reason, page.view.picture, Theme.toneColor(page.view.tone)], [Theme.texts["ui.licence.face"] ?? "", page.view.face.join("\n"), "certificate", Theme.link], [Theme.texts["ui.stopped.next"] ?? "", page.view.next_step, "right", Theme.link]].filter(part => part[1])

        delegate: Said {
            required property var modelData

            label: modelData[0]
            text: modelData[1]
            iconName: modelData[2]
            tone: modelData[3]
        }
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        visible: page.waits
        text: page.view.note
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
