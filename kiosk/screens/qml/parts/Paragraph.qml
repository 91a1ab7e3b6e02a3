// SPDX-License-Identifier: Apache-2.0
// A paragraph of a letter in the style it asks for.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: paragraph

    property string style: "body"
    property string text: ""
    readonly property alias lineHeight: words.lineHeight
    readonly property bool isTitle: style === "title"
    readonly property bool isItem: style === "item"

    implicitHeight: words.implicitHeight

    Rectangle {
        visible: paragraph.isItem
        x: Theme.gap2
        y: Theme.body * 0.62
        width: Theme.gap2
        height: width
        color: Theme.ink
    }
    Label {
        id: words

        x: paragraph.isItem ? Theme.gap6 : 0
        width: paragraph.width - x
        text: paragraph.text
        horizontalAlignment: paragraph.isTitle ? Text.AlignHCenter : Theme.start
        font.family: paragraph.isTitle ? Theme.serif : Theme.sans
        font.pixelSize: paragraph.isTitle ? Theme.field : Theme.body
        font.weight: paragraph.isTitle || paragraph.style === "heading" ? Font.Medium : Font.Normal
    }
}
