// SPDX-License-Identifier: Apache-2.0
// What a touch test reached: how much answered, and a small picture of the glass.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: result

    property var rows: []
    property string cells: ""
    property string sentence: ""
    readonly property bool beside: width > height
    readonly property real ratio: Window.height > 0 ? Window.width / Window.height : 1.78
    readonly property real room: beside ? width * 0.46 : width
    readonly property real side: Math.min(beside ? height : height * 0.5, room / ratio)

    Pager {
        width: result.beside ? result.width - result.room - Theme.gap5 : result.width
        height: result.beside ? result.height : result.height - result.side - Theme.gap5
        gap: Theme.gap4
        model: result.rows

        delegate: CaseLine {
            required property var modelData

            entry: modelData
        }
    }
    TouchGrid {
        x: result.beside ? result.width - result.room : 0
        y: result.beside ? 0 : result.height - result.side
        width: result.side * result.ratio
        height: result.side
        cells: result.cells
        sentence: result.sentence
    }
}
