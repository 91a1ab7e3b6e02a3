// SPDX-License-Identifier: Apache-2.0
// This machine cannot help now: why, since when, who can; it looks for itself whether it is well again.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    readonly property bool mends: page.view.mend.length > 0
    readonly property bool splits: mends && width > 1.2 * height

    unframed: true
    bare: true
    besideSheet: false

    Column {
        id: words

        x: Theme.margin * 1.5
        y: Math.max(Theme.margin, (page.height - height - foot.height) * 0.42)
        width: page.splits ? page.width * 0.36 : page.width - 3 * Theme.margin
        spacing: Theme.low ? Theme.gap5 : Theme.gap7

        Icon {
            name: "stop"
            size: 26 * Theme.mm
            color: Theme.seal
        }
        Label {
            width: parent.width
            text: page.view.title
            font.family: Theme.serif
            font.pixelSize: page.mends ? Theme.title : Theme.headline
            font.weight: Font.Medium
            Accessible.role: Accessible.Heading
        }
        Label {
            width: Math.min(parent.width, Theme.measure(Theme.field))
            text: page.view.message
            font.pixelSize: page.mends ? Theme.body : Theme.field
        }
        Loader {
            active: page.mends && !page.splits
            visible: active
            width: parent.width
            sourceComponent: mending
        }
        Label {
            visible: page.view.contact !== ""
            width: parent.width
            text: (Theme.texts["ui.trouble.contact"] ?? "") + "  " + page.view.contact
            font.weight: Font.Medium
        }
    }
    Loader {
        active: page.splits
        anchors.right: parent.right
        anchors.rightMargin: Theme.margin * 1.5
        y: Math.max(Theme.margin, (page.height - height - foot.height) * 0.42)
        width: page.width - words.width - 5 * Theme.margin
        sourceComponent: mending
    }
    Component {
        id: mending

        Mends {
            rows: page.view.mend
            more: page.view.more
        }
    }
    Item {
        id: foot

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.gap5
        x: Theme.margin * 1.5
        width: page.width - 3 * Theme.margin
        height: Math.max(Theme.target, small.height)

        Label {
            id: small

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - machine.width - Theme.gap5
            text: [page.view.since, page.view.checked, Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
                    "code": page.view.code
                })].filter(part => part).join(" · ")
            color: Theme.inkSoft
            font.pixelSize: Theme.caption
        }
        MachineMark {
            id: machine

            anchors.right: parent.right
            visible: page.view.machine !== ""
            machine: page.view.machine
        }
    }
}
