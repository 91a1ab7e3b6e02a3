// SPDX-License-Identifier: Apache-2.0
// One offer with its three answers, a question about it, what is registered, or the staff's pad.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    readonly property bool asksPin: view.kind === "pin"
    readonly property bool tells: view.kind === "done"

    reserve: page.asksPin ? pad.taken : 0
    // On a low glass in large type the answers stand alone: what they mean is in their words.
    readonly property bool crowded: Theme.low && Theme.elder
    readonly property var answers: crowded ? (view.options ?? []).map(one => Object.assign({}, one, {
        "detail": ""
    })) : view.options

    besideSheet: false
    lead: view.lead ?? ""

    // Never unloaded: a pager measures its rows a moment later.
    Choices {
        anchors.fill: parent
        anchors.bottomMargin: whose.text ? whose.height + Theme.gap3 : 0
        visible: !page.asksPin && !page.tells
        options: visible ? page.answers : []
        pictured: page.view.kind === "offer" && !Theme.low && !Theme.portrait
        act: "answer"
    }
    Loader {
        anchors.fill: parent
        active: page.tells
        sourceComponent: ProgressLines {
            model: page.view.lines
        }
    }
    Note {
        id: whose

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.remark
    }
    Loader {
        id: pad

        readonly property real taken: (item as PadGround)?.taken ?? 0

        parent: page
        anchors.fill: parent
        active: page.asksPin
        sourceComponent: PadGround {
            lift: page.groundTop
            hidden: true
            digits: page.view.digits ?? 0
            error: page.view.message
        }
    }
}
