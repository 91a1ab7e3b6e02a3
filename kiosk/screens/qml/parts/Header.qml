// SPDX-License-Identifier: Apache-2.0
// Which service, which step, and the four things that may be changed at any time.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: header

    readonly property bool twoRows: Theme.portrait
    readonly property real room: width - 2 * Theme.margin - tools.width - Theme.gap6

    readonly property real base: twoRows && Session.step > 0 ? Theme.target * 2 + Theme.gap4 : Theme.target + 2 * Theme.gap3

    // On the lowest glass in large type there is no room for both.
    readonly property bool helped: help.visible && Theme.low && Theme.elder

    implicitHeight: base + (help.visible && !helped ? help.height : 0)

    Row {
        id: name

        visible: !header.helped
        x: Theme.margin
        height: Theme.target
        y: header.twoRows ? Theme.gap2 : Theme.gap3
        spacing: Theme.gap3

        BrandSeal {
            visible: !(Theme.elder && header.twoRows)
            anchors.verticalCenter: parent.verticalCenter
            size: 9 * Theme.mm
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, header.twoRows ? header.room - (Theme.elder ? 0 : 9 * Theme.mm + Theme.gap3) - (sample.visible ? sample.width + Theme.gap3 : 0) : header.room - 9 * Theme.mm - (sample.visible ? sample.width + Theme.gap3 : 0) - steps.briefWidth - Theme.gap6)
            text: Session.service || (Theme.texts["ui.brand"] ?? "")
            font.family: Theme.serif
            font.pixelSize: Theme.caption
            font.weight: Font.Medium
        }
        Rectangle {
            id: sample

            anchors.verticalCenter: parent.verticalCenter
            visible: Session.sample
            width: mark.implicitWidth + 2 * Theme.gap2
            height: mark.implicitHeight
            color: "transparent"
            border.width: Theme.line * 2
            border.color: Theme.seal

            Label {
                id: mark

                anchors.centerIn: parent
                text: Theme.texts["ui.sample"] ?? ""
                wrapMode: Text.NoWrap
                color: Theme.seal
                font.pixelSize: Theme.caption
                font.weight: Font.Medium
                Accessible.name: Theme.texts["ui.sample_note"] ?? ""
            }
        }
    }

    Steps {
        id: steps

        visible: Session.step > 0 && !header.helped
        readonly property real start: header.twoRows ? Theme.margin : name.x + name.width + Theme.gap5
        readonly property real space: header.twoRows ? header.width - 2 * Theme.margin : tools.x - start - Theme.gap5

        x: header.twoRows ? start : start + Math.max(0, (space - implicitWidth) / 2)
        y: header.twoRows ? Theme.target + Theme.gap3 : Theme.gap3
        height: Theme.target
        brief: fullWidth > space
    }

    Row {
        id: tools

        visible: !header.helped
        readonly property bool wordless: Theme.elder && header.width < 1500
        readonly property bool terse: header.width < 1500

        anchors.right: parent.right
        anchors.rightMargin: Theme.margin - Theme.gap3
        y: header.twoRows ? Theme.gap2 : Theme.gap3

        ToolButton {
            objectName: "language"
            iconName: "globe"
            text: Theme.texts["ui.language"] ?? ""
            onClicked: Session.act("language", Session.language === "en" ? "zh_CN" : "en")
        }
        ToolButton {
            objectName: "elder"
            iconName: "large"
            text: (Session.elder ? Theme.texts["ui.elder_off"] : Theme.texts["ui.elder_on"]) ?? ""
            onClicked: Session.act("elder", Session.elder ? "off" : "on")
        }
        ToolButton {
            objectName: "ease"
            iconName: "ease"
            wordless: tools.terse
            text: Theme.texts["ui.ease.open"] ?? ""
            onClicked: Session.act("ease", "open")
        }
        ToolButton {
            objectName: "help"
            iconName: "help"
            wordless: tools.wordless
            text: Theme.texts["ui.help"] ?? ""
            onClicked: Session.act("help", "")
        }
    }

    BrandKnock {
        x: name.x
        y: name.y
        width: Math.min(name.width, 30 * Theme.mm)
        height: name.height
    }
    AssistBar {
        id: help

        y: header.helped ? 0 : header.base
        width: parent.width
        height: header.helped ? header.base : implicitHeight
    }
    Rectangle {
        y: header.base - height
        width: parent.width
        height: Theme.line
        color: Theme.rule
    }
}
