// SPDX-License-Identifier: Apache-2.0
// A letter that must be read: whole paragraphs, page by page, until its end.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    property bool told: false
    // A wide glass shows two leaves beside each other, like an open book: half as many touches.
    readonly property real spread: page.wide - turns.width - 2 * Theme.gap6
    readonly property bool opens: !page.tall && spread / 2 > 150 * Theme.mm
    readonly property int leaves: opens ? 2 : 1
    readonly property bool close: Theme.low || Theme.elder && !page.tall
    readonly property real side: close ? Theme.gap5 : Theme.gap7
    readonly property bool atEnd: letter.page >= letter.pages - leaves
    readonly property real leafWidth: page.tall ? page.wide : opens ? spread / 2 : Math.min(page.wide - turns.width - Theme.gap6, Theme.measure(Theme.body) + 2 * side)

    besideSheet: false
    // The letter's own title is enough where words are large or the glass is low: more lines on a leaf.
    bare: close

    function tell() {
        if (atEnd && letter.ready && !view.read_to_end && !told) {
            told = true;
            Session.act("letter_end", "");
        }
    }
    function unfold() {
        const next = letter.page + 1;
        if (opens && right.page !== next && next < right.pages) {
            right.page = next;
            right.arrange();
        }
        tell();
    }

    component Leaf: Rectangle {
        id: leaf

        default property alias content: text.data

        width: page.leafWidth
        height: page.tall ? page.high - turns.height - Theme.gap5 : page.high
        color: Theme.surface
        border.width: Theme.line
        border.color: Theme.rule

        Item {
            id: text

            anchors.fill: parent
            anchors.margins: page.close ? Theme.gap4 : Theme.gap6
            anchors.leftMargin: page.side
            anchors.rightMargin: page.side
        }
    }
    component Words: Pager {
        anchors.fill: parent
        gap: page.close ? Theme.gap2 : Theme.gap4
        ownMore: false
        keeps: index => ["title", "heading"].includes(page.view.paragraphs[index]?.style)
        onArranged: page.unfold()

        delegate: Paragraph {
            required property var modelData

            style: modelData.style
            text: modelData.text
        }
    }

    Leaf {
        id: paper

        Words {
            id: letter

            model: page.view.paragraphs
        }
    }
    Leaf {
        x: page.leafWidth + Theme.gap6
        visible: page.opens && letter.page + 1 < letter.pages

        Words {
            id: right

            model: page.opens ? page.view.paragraphs : []
        }
    }
    Grid {
        id: turns

        readonly property real cell: page.tall ? (page.wide - spacing) / 2 : 70 * Theme.mm * (Theme.elder ? 1.15 : 1)

        x: page.tall ? 0 : page.leaves * (paper.width + Theme.gap6)
        y: page.tall ? paper.height + Theme.gap5 : 0
        columns: page.tall ? 2 : 1
        spacing: Theme.gap4

        ActButton {
            objectName: "letter-next"
            enabled: !page.atEnd
            kind: page.atEnd ? "plain" : "primary"
            width: turns.cell
            size: Theme.body
            iconName: "down"
            text: Theme.texts["ui.letter.next"] ?? ""
            onClicked: letter.turn(page.leaves)
        }
        ActButton {
            objectName: "letter-previous"
            kind: "plain"
            enabled: letter.page > 0
            width: turns.cell
            size: Theme.body
            iconName: "up"
            text: Theme.texts["ui.letter.previous"] ?? ""
            onClicked: letter.turn(-page.leaves)
        }
        Note {
            width: turns.cell
            text: page.atEnd ? Theme.texts["ui.letter.end"] ?? "" : Theme.fill(Theme.texts["ui.page"] ?? "", {
                "page": Math.floor(letter.page / page.leaves) + 1,
                "pages": Math.ceil(letter.pages / page.leaves)
            })
        }
    }
}
