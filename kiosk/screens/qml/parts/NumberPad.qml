// SPDX-License-Identifier: Apache-2.0
// Digits as on a telephone; with X for identity numbers.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Grid {
    id: pad

    property bool withX: false
    property real room: 110 * Theme.mm
    property real roomBelow: 100 * Theme.mm
    readonly property real keyWidth: Math.min((Theme.portrait ? 80 : 34) * Theme.mm, Math.floor((room - 2 * spacing) / 3))
    readonly property real keyHeight: Math.max(Theme.target, Math.min((Theme.portrait ? 32 : 24) * Theme.mm, Math.floor((roomBelow - (rowsOfKeys - 1) * spacing) / rowsOfKeys)))
    readonly property int rowsOfKeys: 4

    columns: 3
    layoutDirection: Theme.keyOrder
    spacing: Theme.space(12)

    Repeater {
        model: ["1", "2", "3", "4", "5", "6", "7", "8", "9", pad.withX ? "X" : "清空", "0", "⌫"]

        PadKey {
            required property string modelData

            width: pad.keyWidth
            height: pad.keyHeight
            value: modelData
            text: modelData === "清空" ? Theme.texts["ui.pad.clear"] : modelData === "⌫" ? Theme.texts["ui.pad.delete"] : modelData
            iconName: modelData === "⌫" ? "delete" : ""
            quiet: modelData === "清空" || modelData === "⌫"
            size: modelData === "清空" ? Theme.body : Theme.title * 0.8
        }
    }
}
