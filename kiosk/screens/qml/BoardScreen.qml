// SPDX-License-Identifier: Apache-2.0
// The ledger of materials: one row each, its chip at the right, the totals at the foot.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property var kinds: {
        const seen = {};
        for (const row of view.rows ?? [])
            if (!seen[row.chip.kind])
                seen[row.chip.kind] = row.chip;
        return Object.values(seen);
    }

    // In large type four things to touch are enough: then each row that can be touched explains its own mark.
    readonly property bool weighs: Theme.elder && (view.rows ?? []).some(row => row.act !== "")

    stepEnd: true

    Pager {
        id: ledger

        anchors.fill: parent
        anchors.bottomMargin: foot.height + Theme.gap4
        model: page.view.rows
        gap: 0
        stretch: 0.35
        most: page.weighs ? 3 : 1000

        delegate: MaterialRow {
            required property var modelData

            row: modelData
            onTouched: page.explain.one(modelData.title, modelData, modelData.subject, page.view.reasons)
        }
    }
    Item {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        height: sums.implicitHeight + Theme.gap3

        Rectangle {
            width: parent.width
            height: Theme.line * 3
            color: Theme.ink
        }
        Column {
            id: sums

            y: Theme.gap3
            width: parent.width - (legend.visible ? legend.width + Theme.gap4 : 0)

            Label {
                width: parent.width
                text: page.view.totals
                font.family: Theme.serif
                font.pixelSize: Theme.field
                font.weight: Font.Medium
            }
            Note {
                width: parent.width
                text: page.view.note
            }
        }
        ActButton {
            id: legend

            objectName: "legend"
            visible: !page.weighs
            kind: "quiet"
            size: Theme.caption
            iconName: "info"
            anchors.right: parent.right
            y: Theme.gap2
            text: Theme.texts["ui.chip.explain"] ?? ""
            onClicked: page.explain.legend(page.kinds)
        }
    }
}
