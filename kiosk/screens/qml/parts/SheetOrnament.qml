// SPDX-License-Identifier: Apache-2.0
// What is drawn on the sheet: its frame, fine curves, the place of the code, rules, the seal.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Loader {
    id: element

    required property string elementId
    required property string kind
    required property real boxX
    required property real boxY
    required property real boxWidth
    required property real boxHeight
    required property string text
    required property string colour
    required property real unit
    required property bool ornate

    x: boxX * unit
    y: boxY * unit
    width: boxWidth * unit
    height: kind === "rule" ? Math.max(1, boxHeight * unit) : boxHeight * unit
    active: ornate || kind === "frame" || kind === "rule"
    sourceComponent: kind === "seal" ? seal : kind === "rule" ? rule : frame

    Component {
        id: frame

        SheetFrame {
            kind: element.kind
            unit: element.unit
            line: element.colour.startsWith("#") ? element.colour : Theme.sheetLine
        }
    }
    Component {
        id: rule

        Rectangle {
            color: Theme.sheetSoft
        }
    }
    Component {
        id: seal

        Seal {
            text: element.text
        }
    }
}
