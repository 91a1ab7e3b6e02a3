// SPDX-License-Identifier: Apache-2.0
// One field that is missing, with the pad that suits it; or the whole form, to be looked over.
import QtQuick
import Jiban

Page {
    id: page

    readonly property bool checks: view.asked_id === ""
    readonly property bool chooses: !checks && view.asked_kind === "choice"
    readonly property bool writes: !checks && view.asked_kind === "text"
    readonly property bool counts: !checks && !chooses && !writes

    lead: view.why ?? ""
    stepEnd: checks
    besideSheet: !writes || Theme.portrait

    Pager {
        id: rows

        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap3
        visible: page.checks
        model: page.checks ? page.view.rows : []
        most: Theme.most
        gap: 0

        delegate: LedgerRow {
            required property var modelData

            objectName: "row-" + modelData.id
            text: modelData.label
            value: modelData.value
            chip: modelData.chip
            touchable: true
            onClicked: page.explain.one(modelData.label, modelData.chip, modelData.id)
        }
    }
    Choices {
        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap3
        visible: page.chooses
        options: page.chooses ? page.view.options : []
    }
    PadGround {
        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap3
        visible: page.counts
        unit: page.view.unit
        error: page.view.error
        grouped: page.view.asked_kind === "phone"
        withX: page.view.asked_kind === "identity"
    }
    TextGround {
        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap3
        visible: page.writes
        error: page.view.error
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width

        ErrorLine {
            width: parent.width
            visible: page.chooses && text !== ""
            text: page.view.error
        }
        Note {
            width: parent.width
            text: page.view.progress
        }
    }
}
