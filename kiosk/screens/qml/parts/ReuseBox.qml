// SPDX-License-Identifier: Apache-2.0
// Consent to use a paper that was handed in before: a box to tick, and what the tick means.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: use

    required property var row

    objectName: "reuse-" + row.id
    text: row.use
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: row.is_used
    onClicked: Session.act("reuse", row.id)

    background: Rectangle {
        color: use.down ? Theme.tintAct : "transparent"

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.line
            color: Theme.hairline
        }
    }
    contentItem: Item {
        Rectangle {
            id: box

            anchors.verticalCenter: parent.verticalCenter
            width: Theme.body * 1.3
            height: width
            radius: Theme.radius / 2
            color: use.row.is_used ? Theme.act : Theme.surface
            border.width: Theme.line * 2
            border.color: Theme.act

            Icon {
                anchors.centerIn: parent
                visible: use.row.is_used
                name: "check"
                color: Theme.surface
                size: Theme.body
            }
        }
        Label {
            anchors.left: box.right
            anchors.leftMargin: Theme.gap3
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: use.text
            color: Theme.link
            font.weight: Font.Medium
            Accessible.ignored: true
        }
    }
}
