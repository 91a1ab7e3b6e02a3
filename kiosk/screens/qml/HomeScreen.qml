// SPDX-License-Identifier: Apache-2.0
// The services of this hall: the first as a wide card, the rest below it.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    besideSheet: false

    Choices {
        anchors.fill: parent
        anchors.bottomMargin: note.height + Theme.gap4
        options: page.view.services
        pictured: true
        wide: true
        named: "service"
        act: "service"
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.note
    }
}
