// SPDX-License-Identifier: Apache-2.0
// The last look: the decision as one sentence, the values, the papers that will be printed.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    stepEnd: true

    Rectangle {
        id: decision

        width: parent.width
        height: headline.implicitHeight + 2 * Theme.gap4
        color: Theme.tintOwed
        radius: Theme.radius
        border.width: Theme.high ? Theme.line * 2 : 0
        border.color: Theme.rule

        Icon {
            id: flag

            x: Theme.gap5
            anchors.verticalCenter: parent.verticalCenter
            name: "seal"
            color: Theme.seal
            size: Theme.body * 1.6
        }
        Label {
            id: headline

            x: flag.x + flag.width + Theme.gap4
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x - Theme.gap5
            text: page.view.headline
            font.weight: Font.Medium
            lineHeight: Math.round(font.pixelSize * 1.35)
        }
    }
    Pager {
        anchors.fill: parent
        anchors.topMargin: decision.height + Theme.gap4
        anchors.bottomMargin: foot.height + Theme.gap3
        model: page.view.rows
        gap: 0
        stretch: 0.5
        most: Theme.most

        delegate: LedgerRow {
            required property var modelData

            objectName: "row-" + modelData.id
            text: modelData.label
            value: modelData.value
            chip: modelData.chip
            touchable: modelData.act !== "" && modelData.act !== "edit"
            onClicked: page.explain.one(modelData.label, modelData, modelData.id, page.view.reasons)
        }
    }
    Column {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width

        Row {
            spacing: Theme.gap3

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "printer"
                size: Theme.body
            }
            Label {
                width: foot.width - Theme.body - Theme.gap3
                text: (Theme.texts["ui.review.papers"] ?? "") + (Theme.texts["ui.colon"] ?? "") + (page.view.papers ?? []).join(Theme.texts["ui.comma"] ?? "")
                font.pixelSize: Theme.low ? Theme.caption : Theme.body
                lineHeight: Math.round(font.pixelSize * 1.35)
            }
        }
        Note {
            width: parent.width
            text: page.view.note
        }
    }
}
