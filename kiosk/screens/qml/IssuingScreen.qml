// SPDX-License-Identifier: Apache-2.0
// The licence is made: lines that finish, then the seal comes down.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false

    Sheet {
        id: paper

        visible: SheetElements.shown
        readonly property real ratio: SheetElements.sheetWidth / SheetElements.sheetHeight

        room: page.tall ? Math.min(page.wide - Theme.line * 3, page.high * 0.62 * ratio) : Math.min(page.wide * 0.56, page.high * ratio)
        x: page.tall ? (page.wide - Theme.line * 3 - width) / 2 : page.wide - width - Theme.line * 3
    }
    ProgressLines {
        y: page.tall ? paper.height + Theme.gap7 : 0
        width: page.tall ? page.wide : page.wide - paper.width - Theme.gap7
        height: page.high - y
        model: page.view.lines
    }
}
