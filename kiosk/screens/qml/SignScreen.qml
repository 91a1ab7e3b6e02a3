// SPDX-License-Identifier: Apache-2.0
// The statement, and below it the place to sign by hand.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false
    lead: view.statement ?? ""

    ErrorLine {
        id: wrong

        width: parent.width
        text: page.view.error
    }
    SignaturePad {
        id: pad

        y: wrong.visible ? wrong.height + Theme.gap4 : 0
        width: page.tall ? parent.width : parent.width - side.width - Theme.gap6
        height: page.tall ? Math.min(page.high - y - side.height - Theme.gap5, width * 0.7) : page.high - y
    }
    Grid {
        id: side

        readonly property real cell: page.tall ? (page.wide - spacing) / 2 : 70 * Theme.mm * (Theme.elder ? 1.15 : 1)

        x: page.tall ? 0 : pad.width + Theme.gap6
        y: page.tall ? pad.y + pad.height + Theme.gap5 : pad.y
        columns: page.tall ? 2 : 1
        spacing: Theme.gap4

        ActButton {
            objectName: "undo"
            kind: "plain"
            width: side.cell
            height: Theme.buttonHeight
            size: Theme.body
            iconName: "undo"
            enabled: pad.strokes.length > 0
            text: Theme.texts["ui.sign.undo"] ?? ""
            onClicked: pad.undo()
        }
        ActButton {
            objectName: "clear"
            kind: "plain"
            width: side.cell
            height: Theme.buttonHeight
            size: Theme.body
            iconName: "loop"
            enabled: pad.strokes.length > 0
            text: Theme.texts["ui.sign.clear"] ?? ""
            onClicked: pad.clear()
        }
        Note {
            width: side.cell
            text: page.view.error ? "" : page.view.hint
        }
    }
}
