// SPDX-License-Identifier: Apache-2.0
// Goodbye, and that everything is wiped.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    unframed: true
    bare: true
    besideSheet: false

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.measure(Theme.body))
        spacing: Theme.gap7

        BrandSeal {
            anchors.horizontalCenter: parent.horizontalCenter
            size: 30 * Theme.mm
        }
        Label {
            width: parent.width
            text: page.view.title
            horizontalAlignment: Text.AlignHCenter
            font.family: Theme.serif
            font.pixelSize: Theme.headline
            font.weight: Font.Medium
            Accessible.role: Accessible.Heading
        }
        Label {
            width: parent.width
            text: page.view.text
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
