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

        Row {
            spacing: Theme.gap6

            Icon {
                name: "stop"
                size: 26 * Theme.mm
                color: Theme.seal
            }
            Icon {
                visible: page.view.picture !== "stop"
                name: page.view.picture
                size: 26 * Theme.mm
                color: Theme.inkSoft
            }
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
        Row {
            visible: page.view.nearest !== ""
            width: parent.width
            spacing: Theme.gap4

            Icon {
                id: arrow

                y: (where.font.pixelSize * 1.5 - height) / 2
                name: "right"
                size: Theme.body * 1.2
                color: Theme.link
            }
            Label {
                id: where

                width: parent.width - arrow.width - parent.spacing
                text: page.view.nearest
                font.weight: Font.Medium
            }
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

            readonly property string coded: Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
                "code": page.view.code
            }).replace(/ /g, "\u00a0")

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - machine.width - Theme.gap5
            text: [page.view.since, page.view.checked, page.view.code ? coded : ""].filter(part => part).join(" · ")
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
