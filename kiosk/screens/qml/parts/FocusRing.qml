// SPDX-License-Identifier: Apache-2.0
// Where the keypad is: 3 px of ink and 3 px of white, seen on every ground.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    required property bool shown

    anchors.fill: parent
    anchors.margins: -6
    visible: shown
    color: "transparent"
    radius: Theme.radius + 6
    border.width: 3
    border.color: "#14202B"

    Rectangle {
        anchors.fill: parent
        anchors.margins: 3
        color: "transparent"
        radius: Theme.radius + 3
        border.width: 3
        border.color: "#FFFFFF"
    }
}
