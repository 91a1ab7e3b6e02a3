// SPDX-License-Identifier: Apache-2.0
// A letter that must be read: whole paragraphs, page by page, until its end.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    property bool told: false

    besideSheet: false

    function tell() {
        if (letter.atEnd && letter.ready && !view.read_to_end && !told) {
            told = true;
            Session.act("letter_end", "");
        }
    }

    Rectangle {
        id: paper

        width: page.tall ? page.wide : Math.min(page.wide - turns.width - Theme.gap6, Theme.measure(Theme.body) + 2 * Theme.gap7)
        height: page.tall ? page.high - turns.height - Theme.gap5 : page.high
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
            keeps: index => ["title", "heading"].includes(page.view.paragraphs[index]?.style)
            onAtEndChanged: page.tell()
            onArranged: page.tell()

            delegate: Paragraph {
                required property var modelData

                style: modelData.style
                text: modelData.text
            }
        }
    }
    Grid {
        id: turns

        readonly property real cell: page.tall ? (page.wide - spacing) / 2 : 70 * Theme.mm * (Theme.elder ? 1.15 : 1)

        x: page.tall ? 0 : paper.width + Theme.gap6
        y: page.tall ? paper.height + Theme.gap5 : 0
        columns: page.tall ? 2 : 1
        spacing: Theme.gap4

        ActButton {
            objectName: "letter-next"
            enabled: !letter.atEnd
            kind: letter.atEnd ? "plain" : "primary"
            width: turns.cell
            size: Theme.body
            iconName: "down"
            text: Theme.texts["ui.letter.next"] ?? ""
            onClicked: letter.turn(1)
        }
        ActButton {
            objectName: "letter-previous"
            kind: "plain"
            enabled: letter.page > 0
            width: turns.cell
            size: Theme.body
            iconName: "up"
            text: Theme.texts["ui.letter.previous"] ?? ""
            onClicked: letter.turn(-1)
        }
        Note {
            width: turns.cell
            text: letter.atEnd ? Theme.texts["ui.letter.end"] ?? "" : Theme.fill(Theme.texts["ui.page"] ?? "", {
                "page": letter.page + 1,
                "pages": letter.pages
            })
        }
    }
}
