// SPDX-License-Identifier: Apache-2.0
// Handwriting as vectors: (x, y) in millimetres of the pad, t in milliseconds from the first touch.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Rectangle {
    id: pad

    property var strokes: []
    property real begun: 0

    objectName: "pad"
    color: "#FFFFFF"
    radius: Theme.radius
    border.width: Theme.line * 3
    border.color: Theme.link
    Accessible.role: Accessible.Canvas
    Accessible.name: Theme.texts["ui.sign.pad"] ?? ""

    function clear() {
        strokes = [];
        ink.requestPaint();
        Session.act("clear_signature", "");
    }
    function undo() {
        strokes = strokes.slice(0, -1);
        ink.requestPaint();
        if (strokes.length > 0)
            Session.sign(strokes);
        else
            Session.act("clear_signature", "");
    }
    function point(x: real, y: real): var {
        const bound = (value, most) => Math.max(0, Math.min(value, most)) / Theme.mm;
        return [bound(x, pad.width), bound(y, pad.height), Math.round(Date.now() - begun)];
    }
    function put(x: real, y: real) {
        if (strokes.length === 0)
            begun = Date.now();
        strokes = strokes.concat([[point(x, y)]]);
        ink.requestPaint();
    }
    function draw(x: real, y: real) {
        if (strokes.length === 0) { // wiped away under the pen: it begins anew
            put(x, y);
            return;
        }
        strokes[strokes.length - 1].push(point(x, y));
        ink.requestPaint();
    }

    Rectangle {
        x: Theme.gap6
        width: parent.width - 2 * Theme.gap6
        y: parent.height * 0.78
        height: Theme.line
        color: "#8A8F96"
    }
    Label {
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height * 0.78 + Theme.gap1
        text: Theme.texts["ui.sign.here"] ?? ""
        visible: pad.strokes.length === 0 && !pen.visualFocus
        color: "#3C4856"
        font.pixelSize: Theme.caption
        lineHeight: Math.round(Theme.caption * 1.3)
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
            context.strokeStyle = "#14202B";
            context.lineWidth = Math.max(3, 1.1 * Theme.mm);
            context.lineCap = "round";
            context.lineJoin = "round";
            for (const stroke of pad.strokes)
                trace(context, stroke);
        }

        function trace(context: var, stroke: var) {
            const mm = Theme.mm;
            context.beginPath();
            context.moveTo(stroke[0][0] * mm, stroke[0][1] * mm);
            for (let index = 1; index < stroke.length; index++) {
                const [x, y] = stroke[index - 1];
                const [nextX, nextY] = stroke[index];
                context.quadraticCurveTo(x * mm, y * mm, (x + nextX) / 2 * mm, (y + nextY) / 2 * mm);
            }
            const last = stroke[stroke.length - 1];
            context.lineTo(last[0] * mm + 0.1, last[1] * mm);
            context.stroke();
        }
    }
    // Below the hand, so that no finger touches it.
    PenKeys {
        id: pen

        transform: Mirror {
            of: pen
        }
        anchors.fill: parent
        onPut: (x, y) => pad.put(x, y)
        onDrawn: (x, y) => pad.draw(x, y)
        onLifted: any => any ? Session.sign(pad.strokes) : pad.undo()
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
        onPressed: mouse => pad.put(mouse.x, mouse.y)
        onPositionChanged: mouse => pad.draw(mouse.x, mouse.y)
        onReleased: Session.sign(pad.strokes)
    }
}
