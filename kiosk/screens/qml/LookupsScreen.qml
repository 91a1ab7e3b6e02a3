// SPDX-License-Identifier: Apache-2.0
// One line for each source that is asked, with its state in words.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    stepEnd: true

    ProgressLines {
        anchors.fill: parent
        anchors.bottomMargin: note.height + Theme.gap3
        model: page.view.lines
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.code ? page.view.note + "  " + Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
            "code": page.view.code
        }) : page.view.note
    }
}
