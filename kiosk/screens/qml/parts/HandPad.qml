// SPDX-License-Identifier: Apache-2.0
// One character at a time written by finger; after each stroke it is told what it may be.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Rectangle {
    id: pad

    property var strokes: []

    objectName: "hand"
    color: Theme.surface
    radius: Theme.radius
    border.width: Theme.line * 3
    border.color: Theme.link
    Accessible.role: Accessible.Canvas
    Accessible.name: hint.text

    Label {
        id: hint

        anchors.centerIn: parent
        visible: pad.strokes.length === 0
        text: Theme.texts["ui.pad.write_here"] ?? ""
        color: Theme.inkSoft
        wrapMode: Text.NoWrap
    }
    Canvas {
        id: ink

        transform: Mirror {
            of: ink
        }
        anchors.fill: parent
        renderStrategy: Canvas.Immediate
        onPaint: {
            const context = getContext("2d");
            context.clearRect(0, 0, width, height);
            context.strokeStyle = Theme.ink;
            context.lineWidth = Math.max(4, 1.6 * Theme.mm);
            context.lineCap = "round";
            context.lineJoin = "round";
            for (const stroke of pad.strokes) {
                context.beginPath();
                context.moveTo(stroke[0][0], stroke[0][1]);
                for (const [x, y] of stroke)
                    context.lineTo(x + 0.1, y);
                context.stroke();
            }
        }
    }
    // A hand writes as it writes, however the page is turned.
    MouseArea {
        id: hand

        transform: Mirror {
            of: hand
        }
        anchors.fill: parent
        preventStealing: true
        Accessible.ignored: true
        onPressed: mouse => {
            pad.strokes = pad.strokes.concat([[[mouse.x, mouse.y]]]);
            ink.requestPaint();
        }
        onPositionChanged: mouse => {
            pad.strokes[pad.strokes.length - 1].push([mouse.x, mouse.y]);
            ink.requestPaint();
        }
        onReleased: Handwriting.write(pad.strokes)
    }
    Connections {
        target: Handwriting

        function onChanged() {
            if (Handwriting.candidates.length === 0) {
                pad.strokes = [];
                ink.requestPaint();
            }
        }
    }

    Component.onDestruction: Handwriting.clear()
}
