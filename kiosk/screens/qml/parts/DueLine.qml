// SPDX-License-Identifier: Apache-2.0
// Something to remember at home: a flag for what is due, a stop for what must not be done yet.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    id: line

    property string text: ""
    property string iconName: "flag"

    visible: text !== ""
    implicitHeight: visible ? words.implicitHeight + 2 * Theme.gap3 : 0
    color: Theme.tintOwed
    radius: Theme.radius
    border.width: Theme.high ? Theme.line : 0
    border.color: Theme.rule

    Icon {
        id: shape

        x: Theme.gap5
        anchors.verticalCenter: parent.verticalCenter
        name: line.iconName
        color: Theme.owed
        size: Theme.body * 1.2
    }
    Label {
        id: words

        x: shape.x + shape.width + Theme.gap4
        width: line.width - x - Theme.gap4
        anchors.verticalCenter: parent.verticalCenter
        text: line.text
        lineHeight: Math.round(font.pixelSize * 1.35)
    }
}
