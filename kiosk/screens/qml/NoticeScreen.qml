// SPDX-License-Identifier: Apache-2.0
// What happens to the citizen's data, said before anything is read; beside it, where the service
// goes on on a telephone, the code that leads there.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property bool phoned: (page.view.squares ?? "") !== ""
    readonly property real aside: phoned ? Math.min(width * 0.3, 62 * Theme.mm) : 0
    readonly property real below: phoned && Theme.portrait ? aside : 0

    Pager {
        anchors.fill: parent
        anchors.rightMargin: Theme.portrait || !page.phoned ? 0 : page.aside + Theme.gap5
        anchors.bottomMargin: note.height + Theme.gap4 + (page.below > 0 ? page.below + said.height + Theme.gap4 : 0)
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
    ScanCode {
        id: code

        visible: page.phoned
        anchors.right: parent.right
        y: Theme.portrait ? note.y - height - Theme.gap4 : Theme.gap3
        width: page.aside
        height: page.aside
        path: page.view.squares ?? ""
        across: page.view.across ?? 0
    }
    Label {
        id: said

        visible: page.phoned
        x: Theme.portrait ? 0 : code.x
        y: Theme.portrait ? code.y : code.y + code.height + Theme.gap3
        width: Theme.portrait ? code.x - Theme.gap5 : page.aside
        text: page.view.phone ?? ""
        font.pixelSize: Theme.low ? Theme.caption : Theme.body
        lineHeight: Math.round(font.pixelSize * 1.35)
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.note
    }
}
