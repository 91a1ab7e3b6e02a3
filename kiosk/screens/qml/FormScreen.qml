// SPDX-License-Identifier: Apache-2.0
// One field that is missing, with the pad that suits it; or the whole form, to be looked over.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    reserve: page.counts ? pad.taken : 0

    readonly property bool checks: view.asked_id === ""
    readonly property bool picks: !checks && view.asked_kind === "division"
    readonly property bool chooses: !checks && view.asked_kind === "choice"
    readonly property bool codes: !checks && view.asked_kind === "code"
    readonly property bool writes: codes || !checks && view.asked_kind === "text"
    readonly property bool counts: !checks && !chooses && !picks && !writes

    // A low glass in large type has room for one line above the keyboard.
    readonly property bool tight: writes && Theme.low && Theme.elder

    title: (tight && view.trail ? view.trail.split(" › ").pop() : view.title) ?? ""
    lead: tight ? "" : view.why ?? ""
    remark: view.progress ?? ""
    stepEnd: checks
    besideSheet: Theme.portrait || !(writes || picks || counts && Theme.low)

    ErrorLine {
        id: wrong

        width: parent.width
        text: page.chooses ? page.view.error : ""
    }
    PlaceTrail {
        id: trail

        y: wrong.height
        width: parent.width
        picked: page.view.trail ?? ""
        elsewhere: page.tight ? "" : page.view.elsewhere ?? ""
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
    // A list of names that one knows by heart is looked up like keys, not weighed.
    Loader {
        anchors.fill: parent
        anchors.topMargin: trail.visible ? trail.height + Theme.gap4 : 0
        active: page.picks
        sourceComponent: Choices {
            named: "place"
            options: page.view.options
            columns: Theme.portrait ? (Theme.elder ? 1 : 2) : (Theme.elder || Theme.low ? 2 : 3)
            most: Theme.elder ? 9 : 25
        }
    }
    Loader {
        id: pad

        readonly property real taken: (item as PadGround)?.taken ?? 0

        parent: page
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
        anchors.topMargin: trail.visible ? trail.height + (Theme.low ? Theme.gap2 : Theme.gap4) : 0
        active: page.writes
        sourceComponent: TextGround {
            error: page.view.error
            remark: page.view.still ?? ""
            mode: page.codes ? "code" : "pinyin"
            numbered: Boolean(page.view.trail) && !Theme.low
        }
    }
}
