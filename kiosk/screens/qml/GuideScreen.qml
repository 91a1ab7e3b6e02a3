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
    Loader {
        anchors.fill: parent
        anchors.topMargin: wrong.visible ? wrong.height + Theme.gap4 : 0
        active: !page.asksNumber
        sourceComponent: Choices {
            options: page.view.options
            pictured: page.pictured
            act: "answer"
        }
    }
    Loader {
        id: pad

        readonly property real taken: (item as PadGround)?.taken ?? 0

        parent: page
        anchors.fill: parent
        active: page.asksNumber
        sourceComponent: PadGround {
            lift: page.groundTop
            unit: page.view.unit
            error: page.view.error
        }
    }
}
