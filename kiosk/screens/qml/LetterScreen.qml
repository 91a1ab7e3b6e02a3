// SPDX-License-Identifier: Apache-2.0
// A letter that must be read: it lies open across the glass, and the way forward turns its leaves.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    property bool told: false
    readonly property real fold: 2 * Theme.gap5
    // Two leaves beside each other, like an open book, where each is wide enough to read.
    readonly property bool opens: !page.tall && (page.wide - fold) / 2 > 140 * Theme.mm
    readonly property int leaves: opens ? 2 : 1
    readonly property bool close: Theme.low || Theme.elder
    readonly property real leafWidth: Math.min(opens ? (page.wide - fold) / 2 : page.wide, Theme.measure(Theme.body))
    readonly property real begin: (page.wide - leaves * leafWidth - (opens ? fold : 0)) / 2
    readonly property bool atEnd: spread >= spreads - 1
    readonly property int spreads: Math.ceil(starts.length / leaves)
    property int spread: 0
    property var starts: [{ "at": 0, "line": 0 }]
    property bool ready: false
    property bool gone: false

    besideSheet: false
    // The letter's own title is enough where words are large or the glass is low: more lines on a leaf.
    bare: close
    nextLeaf: atEnd ? "" : Theme.fill(Theme.texts["ui.letter.next"] ?? "", {
        "page": spread + 1,
        "pages": spreads
    })
    previousLeaf: spread > 0 ? Theme.texts["ui.letter.previous"] ?? "" : ""
    leafed: spreads > 1
    onTurned: by => {
        spread = Math.max(0, Math.min(spreads - 1, spread + by));
        unfold();
    }

    // Lines that stay together from this one on: a heading with what follows, two at either end of a leaf
    // where there is room to be so neat.
    function together(all: var, at: int, line: int): real {
        const one = all[at];
        if (one.keeps && line === 0 && at + 1 < all.length)
            return one.lines * one.height + left.gap + together(all, at + 1, 0);
        if (close)
            return one.height;
        if (line === 0)
            return (one.lines < 4 ? one.lines : 2) * one.height;
        return (line === one.lines - 2 ? 2 : 1) * one.height;
    }
    function arrange() {
        const all = gone ? [] : left.paragraphs();
        if (all.length === 0 || page.high <= 0)
            return;
        const begun = [{ "at": 0, "line": 0 }];
        let used = 0;
        for (let at = 0; at < all.length; at++)
            for (let line = 0; line < all[at].lines; line++) {
                const above = line === 0 && used > 0 ? left.gap : 0;
                if (used > 0 && used + above + together(all, at, line) > page.high + 0.5) {
                    begun.push({ "at": at, "line": line });
                    used = all[at].height;
                } else {
                    used += above + all[at].height;
                }
            }
        starts = begun;
        spread = Math.min(spread, spreads - 1);
        ready = true;
        unfold();
    }
    function unfold() {
        const first = spread * leaves;
        left.show(starts[first], starts[first + 1] ?? null);
        right.visible = opens && first + 1 < starts.length;
        if (right.visible)
            right.show(starts[first + 1], starts[first + 2] ?? null);
        if (atEnd && ready && !view.read_to_end && !told) {
            told = true;
            Session.act("letter_end", "");
        }
    }

    onViewChanged: {
        if (!view.read_to_end)
            told = false;
        Qt.callLater(arrange);
    }
    onHighChanged: Qt.callLater(arrange)
    onLeafWidthChanged: Qt.callLater(arrange)
    Component.onDestruction: gone = true

    // The sheet reaches from edge to edge; the text keeps the margin of every page.
    Rectangle {
        x: -Theme.margin
        y: -Theme.gap4
        width: page.wide + 2 * Theme.margin
        height: page.high + Theme.gap4 + Theme.gap2
        color: Theme.surface

        Rectangle {
            visible: page.opens
            x: (parent.width - width) / 2
            width: Theme.line
            height: parent.height
            color: Theme.hairline
        }
        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.line
            color: Theme.rule
        }
    }
    Leaf {
        id: left

        x: page.begin
        width: page.leafWidth
        height: page.high
        gap: Theme.low && Theme.elder ? Theme.gap1 : page.close ? Theme.gap2 : Theme.gap4
        model: page.view.paragraphs
        onMeasured: Qt.callLater(page.arrange)
    }
    Leaf {
        id: right

        x: page.begin + page.leafWidth + page.fold
        width: page.leafWidth
        height: page.high
        gap: left.gap
        model: page.opens ? page.view.paragraphs : []
        onMeasured: Qt.callLater(page.arrange)
    }
}
