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
    readonly property bool aside: beside
    readonly property real frameWidth: large ? width - (more.visible && aside ? more.width + Theme.gap5 : 0) : beside ? Math.min(width * 0.5, height * 0.7072) : width
    readonly property real frameHeight: large ? height - (more.visible && !aside ? more.height + Theme.gap4 : 0) : beside ? height : height * 0.62
    readonly property real sheetWidth: large ? Math.min(frameWidth, 230 * Theme.mm) : Math.min(frameWidth, frameHeight * 0.7072)
    readonly property real sheetHeight: sheetWidth * 1.4143
    readonly property int parts: large ? Math.max(1, Math.ceil((sheetHeight - 1) / frameHeight)) : 1
    readonly property int count: pages.length * parts
    property int shown: 0
    readonly property int part: shown % parts

    onLargeChanged: shown = 0

    Item {
        x: paper.beside && !paper.large ? paper.width - width : (paper.frameWidth - width) / 2
        width: paper.sheetWidth
        height: Math.min(paper.frameHeight, paper.sheetHeight)
        clip: true

        Image {
            // The last part ends at the foot of the sheet, so that nothing is cut.
            y: -Math.min(paper.part * paper.frameHeight, Math.max(0, paper.sheetHeight - paper.frameHeight))
            width: paper.sheetWidth
            height: paper.sheetHeight
            source: paper.pages[Math.floor(paper.shown / paper.parts)] ?? ""
            sourceSize.width: Math.min(1240, Math.ceil(paper.sheetWidth))
            smooth: true
            mipmap: false
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
        upright: paper.large && paper.aside
        x: paper.large ? (paper.aside ? paper.width - width : 0) : 0
        y: paper.large && paper.aside ? 0 : paper.large ? paper.height - height : paper.height - height
        height: paper.large && paper.aside ? paper.height : Theme.target
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
