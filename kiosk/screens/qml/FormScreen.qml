// SPDX-License-Identifier: Apache-2.0
// One field that is missing, with the pad that suits it; or the whole form, to be looked over.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    reserve: page.counts ? pad.taken : 0

    readonly property bool checks: view.asked_id === ""
    readonly property bool chooses: !checks && view.asked_kind === "choice"
    readonly property bool codes: !checks && view.asked_kind === "code"
    readonly property bool writes: codes || !checks && view.asked_kind === "text"
    readonly property bool counts: !checks && !chooses && !writes

    lead: writes && Theme.low && Theme.elder ? "" : view.why ?? ""
    remark: view.progress ?? ""
    stepEnd: checks
    besideSheet: Theme.portrait || !(writes || counts && Theme.low)

    ErrorLine {
        id: wrong

        width: parent.width
        text: page.chooses ? page.view.error : ""
    }
    Pager {
        anchors.fill: parent
        visible: page.checks
        model: page.checks ? page.view.rows : []
        most: Theme.most
        gap: 0
        stretch: 0.5

        delegate: LedgerRow {
            required property var modelData

            objectName: "row-" + modelData.id
            text: modelData.label
            value: modelData.value
            chip: modelData.chip
            touchable: true
            onClicked: page.explain.one(modelData.label, modelData, modelData.id, page.view.reasons)
        }
    }
    Loader {
        anchors.fill: parent
        anchors.topMargin: wrong.visible ? wrong.height + Theme.gap4 : 0
        active: page.chooses
        sourceComponent: Choices {
            options: page.view.options
        }
    }
    Loader {
        id: pad

        readonly property real taken: (item as PadGround)?.taken ?? 0

        anchors.fill: parent
        active: page.counts
        sourceComponent: PadGround {
            lift: page.groundTop
            unit: page.view.unit
            error: page.view.error
            remark: page.view.still ?? ""
            grouped: page.view.asked_kind === "phone"
            dated: page.view.asked_kind === "date"
            latest: page.view.latest ?? ""
            withX: page.view.asked_kind === "identity"
        }
    }
    Loader {
        anchors.fill: parent
        active: page.writes
        sourceComponent: TextGround {
            error: page.view.error
            remark: page.view.still ?? ""
            mode: page.codes ? "code" : "pinyin"
        }
    }
}
