// SPDX-License-Identifier: Apache-2.0
// What hangs on a promised gap: a small flag and its date.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Row {
    id: flag

    required property string text
    required property real unit
    property bool ornate: true

    leftPadding: 1.5 * unit
    spacing: 1.5 * unit

    Icon {
        anchors.verticalCenter: parent.verticalCenter
        visible: flag.ornate
        kept: true
        name: "flag"
        size: Math.min(flag.height * 0.8, 7 * flag.unit)
        color: Theme.sheetOwed
    }
    Text {
        anchors.verticalCenter: parent.verticalCenter
        text: flag.text
        color: Theme.sheetOwed
        font.family: Theme.sans
        font.pixelSize: Math.max(1, Math.min(flag.height * 0.62, 5.2 * flag.unit))
        Accessible.ignored: true
    }
}
