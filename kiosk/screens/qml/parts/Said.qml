// SPDX-License-Identifier: Apache-2.0
// A labelled paragraph: what now, where else. The label stands above the words, a bar beside them.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: said

    property string label: ""
    property string text: ""
    property string iconName: "info"
    property color tone: Theme.link
    property bool first: label === ""

    visible: text !== ""
    // Of the text, not of `visible`: a pager hides what it still has to measure.
    implicitHeight: text !== "" ? words.implicitHeight : 0

    Rectangle {
        width: Theme.line * 2
        height: parent.height
        color: said.tone
    }
    Icon {
        id: shape

        x: Theme.gap5
        y: Theme.gap1
        name: said.iconName
        color: said.tone
        size: Theme.body * 1.4
    }
    Column {
        id: words

        x: shape.x + shape.width + Theme.gap5
        width: Math.min(said.width - x, Theme.measure(Theme.field))

        Label {
            width: parent.width
            visible: text !== ""
            text: said.label
            color: Theme.inkSoft
            font.pixelSize: Theme.caption
            lineHeight: Math.round(font.pixelSize * 1.4)
        }
        Label {
            width: parent.width
            text: said.text
            font.pixelSize: said.first && !Theme.low ? Theme.field : Theme.body
            lineHeight: Math.round(font.pixelSize * 1.4)
        }
    }
}
