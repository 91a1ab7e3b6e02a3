// SPDX-License-Identifier: Apache-2.0
// One everyday question: pictures to choose from, or a number pad.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    reserve: page.asksNumber ? pad.taken : 0

    readonly property bool asksNumber: view.kind === "number"
    readonly property bool pictured: (view.options ?? []).some(option => option.picture !== "")

    besideSheet: !(asksNumber && Theme.low)
    lead: view.help ?? ""
    remark: view.progress ?? ""

    ErrorLine {
        id: wrong

        width: parent.width
        text: page.asksNumber ? "" : page.view.error
    }
    Choices {
        visible: !page.asksNumber
        anchors.fill: parent
        anchors.topMargin: wrong.visible ? wrong.height + Theme.gap4 : 0
        options: page.view.options
        pictured: page.pictured
        act: "answer"
    }
    PadGround {
        id: pad

        lift: page.groundTop
        visible: page.asksNumber
        anchors.fill: parent
        unit: page.view.unit
        error: page.view.error
    }
}
