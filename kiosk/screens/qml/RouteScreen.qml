// SPDX-License-Identifier: Apache-2.0
// Honest ways, drawn alike: what each means, what it costs, and the legal term small.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    // Three ways in large type on a low glass: two a page, and every line is for them.
    readonly property bool crowded: Theme.low && Theme.elder && page.view.options.length > 2

    besideSheet: false

    Pager {
        anchors.fill: parent
        anchors.bottomMargin: page.crowded ? 0 : note.height + Theme.gap4
        model: page.view.options
        columns: page.tall ? 1 : Theme.elder ? 2 : Math.max(2, page.view.options.length)
        gap: Theme.gap5
        stretch: 0.5

        delegate: RouteCard {
            required property var modelData

            option: modelData
        }
    }
    Note {
        id: note

        visible: !page.crowded
        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.note
    }
}
