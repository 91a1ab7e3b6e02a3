// SPDX-License-Identifier: Apache-2.0
// Two honest ways, drawn alike: what each means, what it costs, and the legal term small.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false

    Pager {
        anchors.fill: parent
        anchors.bottomMargin: note.height + Theme.gap4
        model: page.view.options
        columns: page.tall ? 1 : Math.max(2, page.view.options.length)
        gap: Theme.gap5
        stretch: 0.5

        delegate: RouteCard {
            required property var modelData

            option: modelData
        }
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.note
    }
}
