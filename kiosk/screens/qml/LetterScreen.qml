// SPDX-License-Identifier: Apache-2.0
// A letter that must be read: whole paragraphs, page by page, until its end.
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false

    Rectangle {
        id: paper

        width: Math.min(parent.width, Theme.measure(Theme.body) + 2 * Theme.gap7)
        height: parent.height - turns.height - Theme.gap4
        color: Theme.surface
        border.width: Theme.line
        border.color: Theme.rule

        Pager {
            id: letter

            anchors.fill: parent
            anchors.margins: Theme.low ? Theme.gap4 : Theme.gap6
            anchors.leftMargin: Theme.gap7
            anchors.rightMargin: Theme.gap7
            model: page.view.paragraphs
            gap: Theme.low ? Theme.gap2 : Theme.gap4
            ownMore: false
            onAtEndChanged: page.tell()
            onArranged: page.tell()

            delegate: Paragraph {
                required property var modelData

                style: modelData.style
                text: modelData.text
            }
        }
    }
    Row {
        id: turns

        anchors.bottom: parent.bottom
        spacing: Theme.gap5

        ActButton {
            objectName: "letter-next"
            visible: !letter.atEnd
            height: Theme.target
            size: Theme.body
            iconName: "down"
            text: Session.texts["ui.letter.next"] ?? ""
            onClicked: letter.turn(1)
        }
        ActButton {
            objectName: "letter-previous"
            kind: "plain"
            visible: letter.page > 0
            height: Theme.target
            size: Theme.body
            iconName: "up"
            text: Session.texts["ui.letter.previous"] ?? ""
            onClicked: letter.turn(-1)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Theme.caption
            color: Theme.inkSoft
            text: letter.atEnd ? Session.texts["ui.letter.end"] ?? "" : Theme.fill(Session.texts["ui.page"] ?? "", {
                "page": letter.page + 1,
                "pages": letter.pages
            })
        }
    }

    property bool told: false

    function tell() {
        if (letter.atEnd && letter.ready && !view.read_to_end && !told) {
            told = true;
            Session.act("letter_end", "");
        }
    }
}
