// SPDX-License-Identifier: Apache-2.0
// The licence over the whole glass, as large as it goes.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: large

    property bool open: false

    visible: open

    Rectangle {
        anchors.fill: parent
        color: Theme.desk
    }
    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
    }
    Loader {
        active: large.open
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -(closer.height + Theme.gap4) / 2
        sourceComponent: Sheet {
            room: Math.min(large.width - 2 * Theme.margin, (large.height - closer.height - 2 * Theme.gap7) * SheetElements.sheetWidth / SheetElements.sheetHeight)
        }
    }
    ActButton {
        id: closer

        objectName: "close-sheet"
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap5
        anchors.horizontalCenter: parent.horizontalCenter
        text: Theme.texts["ui.sheet.close"] ?? ""
        onClicked: large.open = false
    }
}
