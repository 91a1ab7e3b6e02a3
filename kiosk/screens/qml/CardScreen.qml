// SPDX-License-Identifier: Apache-2.0
// Where the card goes, drawn; and what went wrong the last time.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    lead: view.hint ?? ""

    ErrorLine {
        id: wrong

        width: Math.min(parent.width, Theme.measure(Theme.body))
        text: page.view.message
    }
    CardOnReader {
        y: wrong.visible ? wrong.height + Theme.gap5 : 0
        width: parent.width
        height: parent.height - y
    }
}
