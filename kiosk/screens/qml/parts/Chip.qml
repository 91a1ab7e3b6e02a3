// SPDX-License-Identifier: Apache-2.0
// Where a value comes from or how a material is supplied: a shape, a tint and a word in ink.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    id: chip

    required property string kind
    required property string text
    property real most: 90 * Theme.mm
    readonly property var look: Theme.chips[kind] ?? Theme.chips["unknown"]

    implicitWidth: content.width + 2 * Theme.gap3
    implicitHeight: content.height + Theme.gap2
    radius: Theme.radius
    color: look[1]
    border.width: Theme.high ? Theme.line : 0
    border.color: Theme.rule
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.gap2

        Icon {
            y: (Theme.caption * 1.3 - height) / 2
            name: chip.look[0]
            color: chip.look[2]
            size: Theme.caption * 1.05
        }
        Label {
            text: chip.text
            width: Math.min(implicitWidth, chip.most - Theme.caption * 1.05 - Theme.gap2 - 2 * Theme.gap3)
            font.pixelSize: Theme.caption
            lineHeight: Math.round(Theme.caption * 1.3)
            Accessible.ignored: true
        }
    }
}
