// SPDX-License-Identifier: Apache-2.0
// One way to identify oneself: its picture, its name, what to do. Told, not touched.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: way

    property string picture: ""
    property string text: ""
    property string detail: ""
    property bool works: true
    // Picture at the left of the words instead of above them.
    property bool lying: false
    // Height that the words of the tallest neighbour need, so that all pictures are of one size.
    property real wordsRoom: words.height
    readonly property real wordsHeight: words.height

    Accessible.role: Accessible.StaticText
    Accessible.name: text + "。" + detail

    WayDrawing {
        id: shape

        y: way.lying ? (way.height - height) / 2 : Math.max(0, (way.height - height - Theme.gap5 - way.wordsRoom) / 2)
        width: way.lying ? Math.min(way.width * 0.4, way.height * 4 / 3) : way.width
        height: Math.max(0, Math.min(width * 0.75, way.lying ? way.height : way.height - way.wordsRoom - Theme.gap5))
        name: way.picture
        works: way.works
    }
    Column {
        id: words

        x: way.lying ? shape.width + Theme.gap6 : 0
        y: way.lying ? (way.height - height) / 2 : shape.y + shape.height + Theme.gap5
        width: way.width - x
        spacing: Theme.gap1

        Label {
            width: parent.width
            text: way.text
            color: way.works ? Theme.ink : Theme.inkSoft
            font.pixelSize: Theme.field
            font.weight: Font.Medium
            horizontalAlignment: way.lying ? Theme.start : Text.AlignHCenter
            lineHeight: Math.round(font.pixelSize * 1.3)
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            text: way.detail
            color: Theme.inkSoft
            font.pixelSize: Theme.caption
            horizontalAlignment: way.lying ? Theme.start : Text.AlignHCenter
            lineHeight: Math.round(font.pixelSize * 1.35)
            Accessible.ignored: true
        }
    }
}
