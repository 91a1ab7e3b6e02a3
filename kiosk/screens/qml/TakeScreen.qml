// SPDX-License-Identifier: Apache-2.0
// What to take along, drawn; the card first when it is still there; what is due and when.
import QtQuick
import Jiban

Page {
    id: page

    stepEnd: true
    besideSheet: !Theme.low
    lead: view.headline ?? ""

    Column {
        id: warnings

        width: parent.width
        spacing: Theme.gap3

        ErrorLine {
            width: parent.width
            text: page.view.card_left ? Session.texts["ui.take.card_left"] : ""
        }
    }
    Pager {
        anchors.fill: parent
        anchors.topMargin: page.view.card_left ? warnings.height + Theme.gap3 : 0
        anchors.bottomMargin: foot.height + Theme.gap3
        model: page.view.items
        columns: page.wide > 150 * Theme.mm * Theme.scale ? 2 : 1
        gap: 0
        columnGap: Theme.gap6

        delegate: Plain {
            required property var modelData

            picture: modelData.picture
            text: modelData.title
            detail: modelData.detail
        }
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gap3

        DueLine {
            width: parent.width
            iconName: "flag"
            text: page.view.due
        }
        DueLine {
            width: parent.width
            iconName: "stop"
            text: page.view.note
        }
    }
}
