// SPDX-License-Identifier: Apache-2.0
// A pen led by keys, for whoever cannot draw on glass: Enter puts it down and lifts it, arrows lead
// it, and digits as they lie on a telephone, for slanting strokes. Enter where it was lifted, or
// Tab, puts it away, so nobody is held here.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: pen

    // The pen is in the hand: the keypad leaves all keys but Tab to it.
    property bool holdsKeys: false
    property bool inked: false
    property bool led: false
    property real atX: width * 0.12
    property real atY: height * 0.25
    readonly property real pace: 4 * Theme.mm
    readonly property var ways: ({
            [Qt.Key_Up]: [0, -1],
            [Qt.Key_Down]: [0, 1],
            [Qt.Key_Left]: [-1, 0],
            [Qt.Key_Right]: [1, 0],
            [Qt.Key_1]: [-1, -1],
            [Qt.Key_2]: [0, -1],
            [Qt.Key_3]: [1, -1],
            [Qt.Key_4]: [-1, 0],
            [Qt.Key_6]: [1, 0],
            [Qt.Key_7]: [-1, 1],
            [Qt.Key_8]: [0, 1],
            [Qt.Key_9]: [1, 1]
        })

    signal put(x: real, y: real)
    signal drawn(x: real, y: real)
    // Whether the stroke has any length.
    signal lifted(any: bool)

    objectName: "pen"
    text: Theme.texts[!holdsKeys ? "ui.pen.away" : inked ? "ui.pen.down" : "ui.pen.up"] ?? ""
    onClicked: turn()
    onActiveFocusChanged: if (!activeFocus)
        away()

    function turn() {
        if (inked)
            lift();
        else if (holdsKeys && !led)
            holdsKeys = false;
        else
            begin();
        Session.reached(text);
    }
    function begin() {
        holdsKeys = true;
        inked = true;
        led = false;
        put(atX, atY);
    }
    function lift() {
        inked = false;
        lifted(led);
        led = false;
    }
    function away() {
        if (inked)
            lift();
        holdsKeys = false;
    }
    function lead(way: var) {
        atX = Math.max(0, Math.min(atX + way[0] * pace, width));
        atY = Math.max(0, Math.min(atY + way[1] * pace, height));
        led = true;
        if (inked)
            drawn(atX, atY);
    }

    Keys.onPressed: event => {
        if (!holdsKeys)
            return;
        if (ways[event.key])
            lead(ways[event.key]);
        else if (event.key === Qt.Key_Escape)
            away();
        else
            return;
        event.accepted = true;
    }

    // What the keys do now, and where the pen is.
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: parent.height - height - Theme.gap2
        visible: pen.visualFocus
        width: told.width + 2 * Theme.gap4
        height: told.implicitHeight + Theme.gap3
        radius: Theme.radius
        color: "#E6EFF7"

        Label {
            id: told

            anchors.centerIn: parent
            width: Math.min(implicitWidth, pen.width - 4 * Theme.gap4)
            text: pen.text
            color: "#14202B"
            font.pixelSize: Theme.caption
            lineHeight: Math.round(Theme.caption * 1.3)
            Accessible.ignored: true
        }
    }
    Rectangle {
        visible: pen.holdsKeys
        x: pen.atX - width / 2
        y: pen.atY - height / 2
        width: 5 * Theme.mm
        height: width
        radius: width / 2
        color: pen.inked ? "#0B4A7D" : "transparent"
        border.width: Theme.line * 3
        border.color: "#0B4A7D"
    }
}
