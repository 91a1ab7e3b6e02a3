// SPDX-License-Identifier: Apache-2.0
// One step of mending: what the hand does, drawn large, and the sentence that says it.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: guide

    property string picture: ""
    property string sentence: ""
    readonly property bool beside: width > height
    readonly property real side: beside ? Math.min(height, width * 0.42) : Math.min(width, height * 0.55)

    Rectangle {
        id: ground

        width: guide.beside ? guide.side : guide.width
        height: guide.side
        radius: Theme.radius
        color: Theme.surface
        border.width: Theme.line
        border.color: Theme.rule

        Icon {
            anchors.centerIn: parent
            name: guide.picture
            size: Math.min(parent.width, parent.height) * 0.72
            stroke: Theme.stroke * 1.6
            color: Theme.link
        }
    }
    Label {
        x: guide.beside ? guide.side + Theme.gap6 : 0
        y: guide.beside ? Math.max(0, (guide.side - height) / 2) : guide.side + Theme.gap6
        width: Math.min(guide.width - x, Theme.measure(font.pixelSize))
        text: guide.sentence
        font.pixelSize: Theme.field * (Theme.low ? 1.15 : 1.35)
        lineHeight: Math.round(font.pixelSize * 1.45)
    }
}
