// SPDX-License-Identifier: Apache-2.0
// Between two visits: what this machine does, said large; a touch anywhere begins.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property bool upright: Theme.portrait
    readonly property real side: Theme.margin * (Theme.low ? 1 : 1.5)
    property int knocks: 0

    unframed: true
    bare: true
    besideSheet: false

    Touch {
        objectName: "start"
        anchors.fill: parent
        text: page.view.hint
        onClicked: Session.act("start", "")
    }
    Hero {
        width: page.upright ? page.width - 2 * page.side : page.width * 0.44
        height: page.upright ? page.height * (Theme.elder ? 0.36 : 0.42) : page.height - 2 * page.side - Theme.gap8
        x: page.upright ? page.side : page.width - width - page.side
        y: page.upright ? page.side * 1.6 : page.side
    }
    Column {
        x: page.side
        y: page.upright ? page.height * (Theme.elder ? 0.36 : 0.42) + page.side * 1.6 + Theme.gap8 : Math.max(page.side, (page.height - height - foot.height) / 2)
        width: page.upright ? page.width - 2 * page.side : page.width * 0.56 - 2.6 * page.side
        spacing: Theme.low ? Theme.gap4 : Theme.elder ? Theme.gap5 : Theme.gap7

        Row {
            visible: !(Theme.low && Theme.elder)
            spacing: Theme.gap4

            BrandSeal {
                size: (Theme.low ? 11 : 14) * Theme.mm
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                text: Theme.texts["ui.brand"] ?? ""
                font.family: Theme.serif
                font.pixelSize: Theme.title
                wrapMode: Text.NoWrap
            }
        }
        Label {
            width: parent.width
            text: page.view.title
            font.family: Theme.serif
            font.pixelSize: page.upright ? Theme.headline : Math.min(Theme.headline, page.width * 0.04)
            font.weight: Font.Medium
            Accessible.role: Accessible.Heading
        }
        Column {
            width: parent.width
            spacing: Theme.gap3

            Repeater {
                model: page.view.lines

                Row {
                    id: line

                    required property string modelData
                    required property int index

                    width: parent?.width ?? 0
                    spacing: Theme.gap4

                    Icon {
                        name: ["card", "download", "seal"][line.index % 3]
                        size: Theme.body * 1.4
                        color: Theme.link
                    }
                    Label {
                        width: line.width - Theme.body * 1.4 - Theme.gap4
                        text: line.modelData
                        font.pixelSize: Theme.low && Theme.elder ? Theme.caption : Theme.body
                        lineHeight: Math.round(font.pixelSize * 1.35)
                    }
                }
            }
        }
        Rectangle {
            width: Math.min(parent.width, hint.implicitWidth + 2 * Theme.gap7 + Theme.button * 1.1 + Theme.gap3)
            height: Math.max(Theme.buttonHeight, hint.height + Theme.gap4)
            radius: Theme.radius
            color: Theme.act

            Label {
                id: hint

                anchors.centerIn: parent
                width: Math.min(implicitWidth, parent.width - Theme.gap5)
                horizontalAlignment: Text.AlignHCenter
                text: page.view.hint
                color: Theme.actText
                font.pixelSize: Theme.button
                font.weight: Font.Medium
            }
        }
    }
    Item {
        id: foot

        anchors.bottom: parent.bottom
        x: page.side
        width: page.width - 2 * page.side
        height: Theme.target + Theme.gap5

        Label {
            y: (Theme.target - height) / 2
            text: page.view.contact
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.caption
            color: Theme.inkSoft
        }
        MachineMark {
            anchors.right: parent.right
            machine: page.view.machine
        }
    }
}
