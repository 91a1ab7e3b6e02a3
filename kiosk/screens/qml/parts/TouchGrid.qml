// SPDX-License-Identifier: Apache-2.0
// The touch test: a grid of cells; while it runs it lies over the whole glass and takes every touch.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Rectangle {
    id: grid

    // One sign a cell, row by row: 1 touched, 0 not.
    property string cells: ""
    property string sentence: ""
    property bool running: false
    readonly property int columns: 8
    readonly property int rows: Math.max(1, cells.length / columns)
    readonly property var tints: ({
        "answered": Theme.tintDone,
        "open": Theme.surface,
        "missed": Theme.tintSeal
    })
    readonly property var colours: ({
        "answered": Theme.done,
        "open": Theme.ink,
        "missed": Theme.seal
    })

    objectName: "touchgrid"
    color: Theme.surface
    border.width: Theme.line
    border.color: Theme.ink
    Accessible.role: Accessible.Graphic
    Accessible.name: sentence

    Repeater {
        model: grid.cells.length

        Rectangle {
            id: cell

            required property int index
            readonly property string found: grid.cells[index] === "1" ? "answered" : grid.running ? "open" : "missed"

            x: (index % grid.columns) * grid.width / grid.columns
            y: Math.floor(index / grid.columns) * grid.height / grid.rows
            width: grid.width / grid.columns
            height: grid.height / grid.rows
            color: grid.tints[found]
            border.width: Theme.line
            border.color: Theme.rule

            Icon {
                anchors.centerIn: parent
                visible: cell.found !== "open"
                name: cell.found === "answered" ? "check" : "cross"
                size: Math.min(parent.width, parent.height) * 0.4
                color: grid.colours[cell.found]
            }
        }
    }
    Rectangle {
        visible: grid.running
        anchors.centerIn: parent
        width: Math.min(parent.width * 0.86, said.implicitWidth + 2 * Theme.gap6)
        height: said.height + 2 * Theme.gap4
        color: Theme.surface
        border.width: Theme.line
        border.color: Theme.ink
        radius: Theme.radius

        Label {
            id: said

            anchors.centerIn: parent
            width: Math.min(implicitWidth, grid.width * 0.86 - 2 * Theme.gap6)
            horizontalAlignment: Text.AlignHCenter
            text: grid.sentence
        }
    }
    MouseArea {
        anchors.fill: parent
        enabled: grid.running
        preventStealing: true
        Accessible.ignored: true
        onPressed: mouse => grid.touch(mouse.x, mouse.y)
        onPositionChanged: mouse => grid.touch(mouse.x, mouse.y)
    }
    Timer {
        id: silence

        interval: 10000
        running: grid.running
        onTriggered: Session.act("choose", "end")
    }

    function touch(x: real, y: real) {
        silence.restart();
        if (x < 0 || y < 0 || x >= grid.width || y >= grid.height)
            return;
        const place = Math.floor(y * rows / height) * columns + Math.floor(x * columns / width);
        if (cells[place] === "0")
            Session.act("choose", String(place));
    }
}
