// SPDX-License-Identifier: Apache-2.0
// A row of the ledger of materials, and under it the earlier paper that may be ticked.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: material

    required property var row

    signal touched

    implicitHeight: ledger.implicitHeight + use.height

    LedgerRow {
        id: ledger

        objectName: "row-" + material.row.id
        width: material.width
        height: material.height - use.height
        text: material.row.title
        detail: material.row.plain
        told: material.row.told
        chip: material.row.chip
        picture: material.row.picture
        touchable: material.row.act !== ""
        onClicked: material.touched()
    }
    Touch {
        id: use

        objectName: "reuse-" + material.row.id
        visible: material.row.use !== ""
        width: material.width
        height: text !== "" ? Theme.target : 0
        anchors.bottom: material.bottom
        text: material.row.use
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: material.row.is_used
        onClicked: Session.act("reuse", material.row.id)

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
                color: material.row.is_used ? Theme.act : Theme.surface
                border.width: Theme.line * 2
                border.color: Theme.act

                Icon {
                    anchors.centerIn: parent
                    visible: material.row.is_used
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
}
