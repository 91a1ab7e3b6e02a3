// SPDX-License-Identifier: Apache-2.0
// A line drawing on a grid of 48, with one stroke width at every size.
// An image and not a Shape: a Shape that slides with its page leaves ghosts of itself behind
// under the software renderer.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Image {
    id: icon

    property string name: ""
    property real size: Theme.body
    property color color: Theme.ink
    // Lies in a picture that is turned back as a whole.
    property bool kept: false
    property real stroke: Math.max(1.6, Math.min(Theme.stroke, size * 0.075))

    readonly property string drawing: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">'
        + '<path d="' + Drawings.of(name) + '" fill="none" stroke="' + color + '" stroke-width="'
        + (stroke * 48 / Math.max(1, size)).toFixed(2) + '" stroke-linecap="round" stroke-linejoin="round"/></svg>'

    // Once for all that changed, and by a provider: what Qt loads in a thread of its own for a
    // page that goes meanwhile is never given back, up to a quarter of a megabyte each.
    function draw() {
        if (size < 1)
            return;
        const side = Math.ceil(size);
        if (sourceSize.width !== side) {
            source = ""; // else what was drawn before is drawn in the new size first
            sourceSize = Qt.size(side, side);
        }
        source = name === "" ? "" : "image://svg/" + encodeURIComponent(drawing);
    }

    // An arrow along the line goes with the words; whatever else is drawn is never turned over.
    readonly property bool along: ["right", "left", "first", "last", "undo"].includes(name)

    transform: Mirror {
        of: icon
        turns: !icon.kept && !icon.along
    }
    width: size
    height: size
    onDrawingChanged: Qt.callLater(draw)
    onSizeChanged: Qt.callLater(draw)
    Component.onCompleted: draw()
    Accessible.ignored: true
}
