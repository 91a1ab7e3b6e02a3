// SPDX-License-Identifier: Apache-2.0
// What to take along, drawn; the card first when it is still there; what is due and when.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    stepEnd: true
    besideSheet: Theme.portrait || !view.card_left
    lead: view.card_left && Theme.low ? "" : view.headline ?? ""

    Column {
        id: warnings

        width: parent.width
        spacing: Theme.gap3

        ErrorLine {
            width: parent.width
            text: page.view.card_left ? Theme.texts["ui.take.card_left"] : ""
        }
    }
    Pager {
        anchors.fill: parent
        anchors.topMargin: page.view.card_left ? warnings.height + Theme.gap3 : 0
        anchors.bottomMargin: foot.height + Theme.gap3
        model: page.view.items
        columns: page.wide > 150 * Theme.mm * Theme.scale ? 2 : 1
        gap: 0
        stretch: 0.6
        columnGap: Theme.gap6

        delegate: Plain {
            required property var modelData

            picture: modelData.picture
            text: modelData.title
            detail: Theme.low && Theme.elder ? "" : modelData.detail
        }
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gap3

        Grid {
            id: reminders

            readonly property bool both: Boolean(page.view.due && page.view.note)
            readonly property real cell: columns === 2 ? (page.wide - spacing) / 2 : page.wide

            columns: both && page.wide > 36 * Theme.body ? 2 : 1
            spacing: Theme.gap3

            DueLine {
                width: reminders.cell
                height: reminders.columns === 2 ? Math.max(implicitHeight, note.implicitHeight) : implicitHeight
                iconName: "flag"
                text: page.view.due
            }
            DueLine {
                id: note

                width: reminders.cell
                iconName: "stop"
                text: page.view.note
            }
        }
    }
}
