// SPDX-License-Identifier: Apache-2.0
// Help over any page; it stays until it is put away.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Overlay {
    id: help

    open: Boolean(Session.help)
    title: Session.help?.title ?? ""
    iconName: "help"
    panelWidth: Math.min(width - 2 * Theme.margin, (Theme.low ? 300 : 210) * Theme.mm)

    Repeater {
        model: Session.help?.lines ?? []

        Row {
            id: line

            required property string modelData
            required property int index

            spacing: Theme.gap3

            Label {
                text: (line.index + 1) + "."
                color: Theme.inkSoft
                Accessible.ignored: true
            }
            Label {
                width: Math.min(help.innerWidth - Theme.body * 1.4, Theme.measure(font.pixelSize))
                text: line.modelData
            }
        }
    }
    Row {
        spacing: Theme.gap3
        visible: contact.text !== ""

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "phone"
            size: Theme.body
        }
        Label {
            id: contact

            width: Math.min(implicitWidth, help.innerWidth - Theme.body - Theme.gap3)
            text: Session.help?.contact ?? ""
            font.weight: Font.Medium
        }
    }
    Flow {
        width: help.innerWidth
        spacing: Theme.gap4

        ActButton {
            objectName: "pause"
            visible: text !== ""
            kind: "plain"
            iconName: "shade"
            text: Session.help?.away ?? ""
            onClicked: Session.act("pause", "")
        }
        ActButton {
            objectName: "close-help"
            text: Theme.texts["ui.close"] ?? ""
            onClicked: Session.act("close_help", "")
        }
    }
}
