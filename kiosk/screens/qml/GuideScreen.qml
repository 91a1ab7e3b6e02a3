// SPDX-License-Identifier: Apache-2.0
// One everyday question: pictures to choose from, or a number pad.
import QtQuick
import Jiban

Page {
    id: page

    readonly property bool asksNumber: view.kind === "number"
    readonly property bool pictured: (view.options ?? []).some(option => option.picture !== "")

    lead: view.help ?? ""

    Choices {
        visible: !page.asksNumber
        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap3
        options: page.view.options
        pictured: page.pictured
        act: "answer"
    }
    PadGround {
        visible: page.asksNumber
        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap3
        unit: page.view.unit
        error: page.view.error
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width

        ErrorLine {
            width: parent.width
            visible: !page.asksNumber && text !== ""
            text: page.view.error
        }
        Note {
            width: parent.width
            text: page.view.progress
        }
    }
}
