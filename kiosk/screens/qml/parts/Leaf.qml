// SPDX-License-Identifier: Apache-2.0
// One leaf of a letter: paragraphs of which it shows whole lines, as books do.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: leaf

    property alias model: rows.model
    property real gap
    // What is shown: from line `line` of paragraph `at` up to, without, that of `until`.
    property var from: ({ "at": 0, "line": 0 })
    property var until: null

    signal measured

    // Lines, height of a line and style of each paragraph; nothing while one is missing.
    function paragraphs(): var {
        const found = [];
        for (let index = 0; index < rows.count; index++) {
            const item = rows.itemAt(index) as Passage;
            if (!item)
                return [];
            found.push({ "lines": item.lines, "height": item.whole / item.lines, "keeps": item.keeps });
        }
        return found;
    }
    function show(first: var, end: var) {
        from = first;
        until = end;
        let top = 0;
        for (let index = 0; index < rows.count; index++) {
            const item = rows.itemAt(index) as Passage;
            item.first = index === first.at ? first.line : 0;
            const last = !end || index < end.at ? item.lines : index === end.at ? end.line : 0;
            item.shown = index < first.at ? 0 : Math.max(0, last - item.first);
            item.y = top;
            top += item.shown > 0 ? item.height + gap : 0;
        }
    }

    component Passage: Item {
        id: passage

        required property var modelData
        readonly property int lines: Math.max(1, Math.round(words.implicitHeight / lineHeight))
        readonly property real lineHeight: words.lineHeight
        readonly property real whole: words.implicitHeight
        readonly property bool keeps: ["title", "heading"].includes(modelData.style)
        // Cut between lines, never through one; the layout audit measures it.
        readonly property bool wholeLines: true
        property int first: 0
        property int shown: 0

        width: leaf.width
        height: shown < lines ? shown * lineHeight : words.implicitHeight
        visible: shown > 0
        clip: shown < lines

        Paragraph {
            id: words

            y: -passage.first * passage.lineHeight
            width: parent.width
            style: passage.modelData.style
            text: passage.modelData.text
            onImplicitHeightChanged: leaf.measured()
        }
    }

    Repeater {
        id: rows

        delegate: Passage {}
        onItemAdded: leaf.measured()
        onItemRemoved: leaf.measured()
    }
}
