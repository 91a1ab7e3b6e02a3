// SPDX-License-Identifier: Apache-2.0
// A row of the ledger of materials, and under it the earlier paper that may be ticked.
pragma ComponentBehavior: Bound
import QtQuick
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
    // Few papers were handed in before: only their rows have a box to tick.
    Loader {
        id: use

        active: material.row.use !== ""
        width: material.width
        height: active ? Theme.target : 0
        anchors.bottom: material.bottom
        sourceComponent: ReuseBox {
            row: material.row
        }
    }
}
