// SPDX-License-Identifier: Apache-2.0
// What a technician has to mend in the configuration: key, file and line, and what it must be.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Column {
    id: mends

    required property var rows
    required property var more
    readonly property int shown: Math.min(rows.length, Theme.low ? (Theme.elder ? 1 : 2) : 3)

    spacing: Theme.gap4

    Repeater {
        model: mends.rows.slice(0, mends.shown)

        Item {
            id: row

            required property var modelData

            width: mends.width
            height: words.height

            Rectangle {
                width: Math.max(2, 0.8 * Theme.mm)
                height: parent.height
                color: Theme.seal
            }
            Column {
                id: words

                x: Theme.gap4
                width: parent.width - x

                Label {
                    width: parent.width
                    text: row.modelData.title
                    font.weight: Font.Medium
                }
                Label {
                    visible: text !== ""
                    width: parent.width
                    text: row.modelData.place
                    font.pixelSize: Theme.caption
                }
                Label {
                    visible: text !== ""
                    width: parent.width
                    text: row.modelData.remedy
                    font.pixelSize: Theme.caption
                    color: Theme.inkSoft
                }
            }
        }
    }
    Label {
        visible: text !== ""
        width: parent.width
        text: mends.more[mends.shown - 1] ?? ""
    }
}
