// SPDX-License-Identifier: Apache-2.0
// A paper as it will come out: its sheet beside what is told and touched, or as wide as it goes.
// Large, it is shown in parts, one a touch; no drag is needed.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: paper

    property var pages: []
    property var rows: []
    property bool large: false
    readonly property bool beside: width > height
    // Large, the button has its place whether there is a second part or not.
    readonly property real frameWidth: large ? width - (beside ? more.implicitWidth + Theme.gap5 : 0) : beside ? Math.min(width * 0.5, height * 0.7072) : width
    readonly property real frameHeight: large ? height - (beside ? 0 : Theme.target + Theme.gap4) : beside ? height : height * 0.62
    readonly property real sheetWidth: Math.floor(large ? Math.min(frameWidth, 230 * Theme.mm) : Math.min(frameWidth, frameHeight * 0.7072))
    readonly property real sheetHeight: Math.floor(sheetWidth * 1.4143)
    readonly property int parts: large ? Math.max(1, Math.ceil((sheetHeight - 1) / frameHeight)) : 1
    readonly property int count: pages.length * parts
    property int shown: 0
    readonly property int part: shown % parts

    onLargeChanged: shown = 0

    Item {
        x: paper.beside && !paper.large ? Math.floor(paper.width - width) : Math.floor((paper.frameWidth - width) / 2)
        width: paper.sheetWidth
        height: Math.floor(Math.min(paper.frameHeight, paper.sheetHeight))
        clip: true

        Image {
            // The last part ends at the foot of the sheet, so that nothing is cut.
            y: -Math.min(paper.part * paper.frameHeight, Math.max(0, paper.sheetHeight - paper.frameHeight))
            width: paper.sheetWidth
            height: paper.sheetHeight
            source: paper.pages[Math.floor(paper.shown / paper.parts)] ?? ""
            mipmap: true
            Accessible.ignored: true
        }
        Rectangle {
            anchors.fill: parent
            color: "transparent"
            border.width: Theme.line
            border.color: Theme.rule
        }
    }
    MoreButton {
        id: more

        visible: paper.count > 1
        upright: paper.large && paper.beside
        x: upright ? paper.width - width : 0
        y: upright ? 0 : paper.height - height
        height: upright ? paper.height : Theme.target
        page: paper.shown
        pages: paper.count
        onClicked: paper.shown = (paper.shown + 1) % paper.count
    }
    Pager {
        visible: !paper.large
        y: paper.beside ? 0 : paper.frameHeight + Theme.gap5
        width: paper.beside ? paper.width - paper.sheetWidth - Theme.gap6 : paper.width
        height: paper.height - y - (more.visible ? more.height + Theme.gap4 : 0)
        gap: Theme.gap4
        model: paper.large ? [] : paper.rows

        delegate: CaseLine {
            required property var modelData

            entry: modelData
        }
    }
}
