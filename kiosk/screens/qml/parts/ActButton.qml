// SPDX-License-Identifier: Apache-2.0
// A button that says what it does. Kinds: primary (the one way forward), plain, quiet, stop.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Touch {
    id: button

    property string kind: "primary"
    property string iconName: ""
    property real size: Theme.button
    property bool iconLast: false

    readonly property bool filled: kind === "primary" || kind === "stop"
    readonly property color ground: !enabled ? Theme.tintNeutral : kind === "stop" ? Theme.seal : filled ? (down ? Theme.actPressed : Theme.act) : down ? Theme.tintAct : kind === "plain" ? Theme.surface : "transparent"
    readonly property color front: !enabled ? Theme.inkSoft : filled ? Theme.actText : Theme.link

    implicitHeight: Math.max(kind === "quiet" ? Theme.target : Theme.buttonHeight, label.implicitHeight + Theme.gap3)
    implicitWidth: label.implicitWidth + 2 * Theme.gap6 + (iconName ? size * 1.1 + Theme.gap3 : 0)

    background: Rectangle {
        radius: Theme.radius
        color: button.ground
        border.width: button.kind === "quiet" ? 0 : Theme.line * (button.filled && button.enabled ? 0 : 2)
        border.color: button.enabled ? Theme.link : Theme.rule
    }
    contentItem: Item {
        Row {
            anchors.centerIn: parent
            spacing: Theme.gap3
            layoutDirection: button.iconLast ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                name: button.iconName
                visible: button.iconName !== ""
                size: button.size * 1.1
                color: button.front
                anchors.verticalCenter: parent.verticalCenter
            }
            Label {
                id: label

                readonly property real room: button.width - 2 * Theme.gap3 - (button.iconName ? button.size * 1.1 + Theme.gap3 : 0)

                text: button.text
                color: button.front
                width: Math.min(implicitWidth, room)
                font.pixelSize: button.size
                font.weight: Font.Medium
                lineHeight: Math.round(button.size * 1.3)
                horizontalAlignment: Text.AlignHCenter
                anchors.verticalCenter: parent.verticalCenter
                Accessible.ignored: true
            }
        }
    }
}
