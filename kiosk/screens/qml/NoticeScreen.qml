// SPDX-License-Identifier: Apache-2.0
// What happens to the citizen's data, said before anything is read.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    Pager {
        anchors.fill: parent
        anchors.bottomMargin: note.height + Theme.gap4
        model: page.view.items
        gap: 0
        stretch: 0.6

        delegate: Plain {
            required property var modelData

            picture: modelData.picture
            text: modelData.title
            detail: modelData.detail
        }
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.note
    }
}
