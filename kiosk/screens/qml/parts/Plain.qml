// SPDX-License-Identifier: Apache-2.0
// A thing told, not touched: drawing, name, a sentence.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: plain

    property string picture: ""
    property string text: ""
    property string detail: ""

    implicitHeight: Math.max(shape.height, words.implicitHeight) + 2 * (Theme.low ? Theme.gap2 : Theme.gap4)
    Accessible.role: Accessible.StaticText
    Accessible.name: text + "。" + detail

    Icon {
        id: shape

        anchors.verticalCenter: parent.verticalCenter
        name: plain.picture
        size: Theme.body * (Theme.low ? 1.6 : 2)
        color: Theme.link
    }
    Column {
        id: words

        x: shape.width + Theme.gap6
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(plain.width - x, Theme.measure(Theme.body))

        Label {
            width: parent.width
            text: plain.text
            font.pixelSize: Theme.field
            font.weight: Font.Medium
            lineHeight: Math.round(font.pixelSize * 1.35)
            Accessible.ignored: true
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: plain.detail
            color: Theme.inkSoft
            lineHeight: Math.round(font.pixelSize * 1.35)
            Accessible.ignored: true
        }
    }
    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.line
        color: Theme.hairline
    }
}
