// SPDX-License-Identifier: Apache-2.0
// One's own cases, newest first, to touch one; or what to do where there is none.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property int amount: view.cards?.length ?? 0

    lead: Theme.low ? "" : view.help ?? ""
    besideSheet: false

    Said {
        id: none

        width: parent.width
        height: implicitHeight
        text: page.view.empty
    }
    Pager {
        visible: page.amount > 0
        anchors.fill: parent
        anchors.bottomMargin: note.visible ? note.height + Theme.gap3 : 0
        model: page.view.cards
        columns: width > 130 * Theme.mm * Theme.scale && page.amount > 1 && !Theme.elder && !Theme.portrait ? 2 : 1
        gap: Theme.low ? Theme.gap3 : Theme.gap4
        most: Theme.most
        stretch: 0.25

        delegate: CaseCard {
            required property var modelData

            objectName: "case-" + modelData.id
            text: modelData.title
            standing: modelData.standing
            detail: modelData.detail
            tone: modelData.tone
            onClicked: Session.act("pick", modelData.id)
        }
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        visible: text !== ""
        text: page.view.code ? page.view.note + "  " + Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
            "code": page.view.code
        }) : page.view.note
    }
}
