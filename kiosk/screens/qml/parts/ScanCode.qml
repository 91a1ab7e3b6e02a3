// SPDX-License-Identifier: Apache-2.0
// A code for the citizen's telephone: dark squares on white, also in high contrast.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: scan

    property string path: ""
    property int across: 0

    readonly property string drawing: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ' + across + ' ' + across
        + '" shape-rendering="crispEdges"><path d="M0 0h' + across + 'v' + across + 'h-' + across + 'z" fill="#FFFFFF"/><path d="'
        + path + '" fill="#000000"/></svg>'
    // Whole pixels for each module, so that no edge is blurred.
    readonly property int side: across > 0 ? Math.floor(Math.min(width, height, 90 * Theme.mm) / across) * across : 0

    transform: Mirror {
        of: scan
    }
    Accessible.role: Accessible.Graphic
    Accessible.name: Theme.texts["ui.check.code"] ?? ""

    // Once for all that changed, and never kept: what a code says is this citizen's alone.
    function draw() {
        image.source = "";
        if (side < 1)
            return;
        image.sourceSize = Qt.size(side, side);
        image.source = "image://code/" + encodeURIComponent(drawing);
    }

    onDrawingChanged: Qt.callLater(draw)
    onSideChanged: Qt.callLater(draw)
    Component.onCompleted: draw()

    Image {
        id: image

        anchors.horizontalCenter: parent.horizontalCenter
        width: scan.side
        height: scan.side
        cache: false
        smooth: false
        Accessible.ignored: true
    }
}
