// SPDX-License-Identifier: Apache-2.0
// A list in whole rows: what does not fit, or is more than a person should weigh at once,
// comes at a touch of one big button that at the end leads back to the start.
import QtQuick
import Jiban
import ".."

Item {
    id: pager

    property alias model: rows.model
    property alias delegate: rows.delegate
    property int columns: 1
    property real gap: Theme.gap3
    property int most: 1000
    property bool stretch: false
    property real least: 0
    property real columnGap: gap
    property bool ownMore: true
    property bool ready: false
    property string moreText: Session.texts["ui.more"]

    signal arranged

    property int page: 0
    property int pages: 1
    readonly property bool atEnd: page >= pages - 1
    property var starts: [0]
    // What the own button takes from the foot when there is more than one page.
    readonly property real below: ownMore ? more.height + Math.max(gap, Theme.gap3) : 0

    function schedule() {
        Qt.callLater(arrange);
    }

    // Heights of the grid's lines, for the columns and the width we have.
    function lineHeights(): var {
        const heights = [];
        const cell = (width - (columns - 1) * columnGap) / columns;
        for (let index = 0; index < rows.count; index++) {
            const item = rows.itemAt(index);
            if (!item)
                return [];
            item.width = cell;
            const line = Math.floor(index / columns);
            heights[line] = Math.max(heights[line] || least, item.implicitHeight);
        }
        return heights;
    }

    function breakLines(heights: var, room: real, perPage: int): var {
        const breaks = [0];
        let used = 0;
        for (let line = 0; line < heights.length; line++) {
            const need = heights[line] + (used > 0 ? gap : 0);
            const first = breaks[breaks.length - 1];
            if (line > first && (used + need > room + 0.5 || line - first >= perPage)) {
                breaks.push(line);
                used = heights[line];
            } else {
                used += need;
            }
        }
        return breaks;
    }

    function arrange() {
        const heights = lineHeights();
        if (heights.length === 0 || height <= 0)
            return;
        const perPage = Math.max(1, Math.floor(most / columns));
        let breaks = breakLines(heights, height, rows.count <= most ? heights.length : perPage);
        if (breaks.length > 1) {
            const fewer = Math.max(1, Math.floor((most - 1) / columns));
            breaks = breakLines(heights, height - below, fewer);
        }
        starts = breaks;
        pages = breaks.length;
        page = Math.min(page, pages - 1);
        place(heights);
        ready = true;
        arranged();
    }

    function place(heights: var) {
        const first = starts[page];
        const last = page + 1 < pages ? starts[page + 1] : heights.length;
        const room = height - (pages > 1 ? below : 0);
        let used = -gap;
        for (let line = first; line < last; line++)
            used += heights[line] + gap;
        const lines = last - first;
        const spare = stretch ? Math.max(0, Math.min((room - used) / lines, heights[first] * 0.6)) : 0;
        let top = 0;
        for (let line = 0; line < heights.length; line++) {
            const shown = line >= first && line < last;
            for (let index = line * columns; index < Math.min(rows.count, (line + 1) * columns); index++) {
                const item = rows.itemAt(index);
                item.visible = shown;
                item.x = (index % columns) * (item.width + columnGap);
                item.y = shown ? top : 0;
                item.height = heights[line] + spare;
            }
            if (shown)
                top += heights[line] + spare + gap;
        }
    }

    function turn(by: int) {
        page = (page + by + pages) % pages;
        arrange();
    }

    onWidthChanged: schedule()
    onHeightChanged: schedule()
    onColumnsChanged: schedule()
    onGapChanged: schedule()
    onMostChanged: schedule()

    Item {
        id: body

        anchors.fill: parent

        Repeater {
            id: rows

            onItemAdded: (index, item) => {
                item.implicitHeightChanged.connect(pager.schedule);
                pager.schedule();
            }
            onItemRemoved: pager.schedule()
        }
    }

    Row {
        id: more

        anchors.bottom: parent.bottom
        spacing: Theme.gap5
        visible: pager.ownMore && pager.pages > 1
        height: Theme.target

        ActButton {
            objectName: "more"
            kind: "plain"
            size: Theme.body
            iconName: pager.atEnd ? "up" : "down"
            height: Theme.target
            text: pager.atEnd ? Session.texts["ui.more_first"] : pager.moreText
            onClicked: pager.turn(1)
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            font.pixelSize: Theme.caption
            color: Theme.inkSoft
            text: Theme.fill(Session.texts["ui.page"], {
                page: pager.page + 1,
                pages: pager.pages
            })
        }
    }
}
