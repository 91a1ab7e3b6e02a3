// SPDX-License-Identifier: Apache-2.0
// The statement, and below it the place to sign by hand.
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false
    lead: view.statement ?? ""

    SignaturePad {
        id: pad

        width: Math.min(parent.width, 280 * Theme.mm)
        height: Math.min(parent.height - foot.height - Theme.gap4, width * 0.6)
    }
    Column {
        id: foot

        y: pad.height + Theme.gap4
        width: pad.width
        spacing: Theme.gap3

        ErrorLine {
            width: parent.width
            text: page.view.error
        }
        Row {
            spacing: Theme.gap4

            ActButton {
                objectName: "undo"
                kind: "plain"
                height: Theme.target
                size: Theme.body
                iconName: "undo"
                enabled: pad.strokes.length > 0
                text: Session.texts["ui.sign.undo"] ?? ""
                onClicked: pad.undo()
            }
            ActButton {
                objectName: "clear"
                kind: "plain"
                height: Theme.target
                size: Theme.body
                iconName: "loop"
                enabled: pad.strokes.length > 0
                text: Session.texts["ui.sign.clear"] ?? ""
                onClicked: pad.clear()
            }
            Label {
                anchors.verticalCenter: parent.verticalCenter
                visible: x + width < foot.width
                text: page.view.hint
                wrapMode: Text.NoWrap
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
            }
        }
    }
}
