// SPDX-License-Identifier: Apache-2.0
// The certificates that were found, as cards to take one from; or what to do where there is none.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property int amount: view.cards?.length ?? 0

    lead: Theme.low ? "" : view.help ?? ""
    besideSheet: !Theme.low

    Said {
        id: none

        width: parent.width
        height: implicitHeight
        text: page.view.empty
    }
    Pager {
        visible: page.amount > 0
        anchors.fill: parent
        anchors.topMargin: none.visible ? none.height + Theme.gap5 : 0
        anchors.bottomMargin: note.visible ? note.height + Theme.gap3 : 0
        model: page.view.cards
        columns: width > 130 * Theme.mm * Theme.scale && page.amount > 1 && !Theme.elder ? 2 : 1
        gap: Theme.low ? Theme.gap3 : Theme.gap4
        most: Theme.most
        stretch: 0.25

        delegate: CertificateCard {
            required property var modelData

            objectName: "certificate-" + modelData.id
            text: modelData.name
            number: modelData.number
            issuer: modelData.issuer
            validity: modelData.validity
            reason: modelData.reason
            enabled: modelData.enabled
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
