// SPDX-License-Identifier: Apache-2.0
// What is not right and what to do about it: a shape, a tint, words in ink.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    id: line

    property string text: ""

    visible: text !== ""
    implicitHeight: visible ? words.implicitHeight + 2 * Theme.gap3 : 0
    color: Theme.tintSeal
    radius: Theme.radius
    border.width: Theme.high ? Theme.line * 2 : 0
    border.color: Theme.seal
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Rectangle {
        width: Theme.gap1 * 1.5
        height: parent.height
        color: Theme.seal
    }
    Icon {
        id: shape

        x: Theme.gap5
        anchors.verticalCenter: parent.verticalCenter
        name: "warning"
        color: Theme.seal
        size: Theme.body * 1.2
    }
    Label {
        id: words

        x: shape.x + shape.width + Theme.gap4
        width: Math.min(line.width - x - Theme.gap4, Theme.measure(font.pixelSize))
        anchors.verticalCenter: parent.verticalCenter
        text: line.text
        lineHeight: Math.round(font.pixelSize * 1.35)
    }
}
