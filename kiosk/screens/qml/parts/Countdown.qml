// SPDX-License-Identifier: Apache-2.0
// Seconds left, in large tabular figures.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    id: countdown

    required property int seconds

    implicitWidth: Theme.headline * 2.2
    implicitHeight: Theme.headline * 1.6
    color: Theme.tintNeutral
    radius: Theme.radius
    border.width: Theme.line * 2
    border.color: Theme.ink
    Accessible.role: Accessible.StaticText
    Accessible.name: seconds

    Text {
        id: number

        transform: Mirror {
            of: number
        }
        anchors.centerIn: parent
        text: Math.max(0, countdown.seconds)
        color: Theme.ink
        font.family: Theme.sans
        font.pixelSize: Theme.headline
        font.weight: Font.Medium
        Accessible.ignored: true
    }
}
