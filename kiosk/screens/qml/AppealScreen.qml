// SPDX-License-Identifier: Apache-2.0
// An appeal: a question to choose from, a few words, or the last look at what will be lodged.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property bool asks: view.kind === "choose"
    readonly property bool writes: view.kind === "write"
    readonly property bool reviews: view.kind === "review"

    lead: asks && Theme.low && Theme.elder ? "" : view.lead ?? ""
    remark: view.remark ?? ""
    besideSheet: false

    // Never unloaded: a pager measures its rows a moment later.
    Choices {
        anchors.fill: parent
        visible: page.asks
        options: page.asks ? page.view.options : []
    }
    Pager {
        anchors.fill: parent
        visible: page.reviews
        gap: Theme.low ? Theme.gap4 : Theme.gap5
        most: Theme.most
        model: page.reviews ? (page.view.rows ?? []).concat(page.view.options ?? []) : []

        delegate: CaseLine {
            required property var modelData

            entry: modelData
        }
    }
    Loader {
        anchors.fill: parent
        active: page.writes
        sourceComponent: TextGround {}
    }
}
