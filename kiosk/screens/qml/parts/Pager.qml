// SPDX-License-Identifier: Apache-2.0
// A list in whole rows: what does not fit, or is more than a person should weigh at once,
// comes at a touch of one big button that at the end leads back to the start.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: pager

    property alias model: rows.model
    property alias delegate: rows.delegate
    property int columns: 1
    property real gap: Theme.gap3
    property real columnGap: gap
    property int most: 1000
    // How much taller rows may grow where there is room, as a share of their height.
    property real stretch: 0
    property bool ownMore: true
    // Whether row `index` must not be the last of a page, like a heading.
    property var keeps: index => false
    // On a low glass the button stands at the side, where there is room.
    readonly property bool aside: ownMore && Theme.low && !Theme.portrait && width > 120 * Theme.mm

    signal arranged

    property int page: 0
    property int pages: 1
    property bool ready: false
    // Known to need the button; unlearnt only when the frame or the list changes.
    property bool crowded: false
    readonly property bool atEnd: page >= pages - 1
    property var starts: [0]
    // Where the shown rows end.
    property real end: 0

    function schedule() {
        Qt.callLater(arrange);
    }
    function restart() {
        crowded = false;
        schedule();
    }

    // Heights of the grid's lines, for the columns and a width.
    function lineHeights(room: real): var {
        const heights = [];
        const cell = (room - (columns - 1) * columnGap) / columns;
        for (let index = 0; index < rows.count; index++) {
            const item = rows.itemAt(index);
            if (!item)
                return [];
            item.width = cell;
            const line = Math.floor(index / columns);
            heights[line] = Math.max(heights[line] || 0, item.implicitHeight);
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
                const kept = keeps((line - 1) * columns) && line - 1 > first;
                breaks.push(kept ? line - 1 : line);
                used = kept ? heights[line - 1] + gap + heights[line] : heights[line];
            } else {
                used += need;
            }
        }
        return breaks;
    }

    // A page that turns changes the list and lets it go in one breath.
    property bool gone: false

    Component.onDestruction: gone = true

    function arrange() {
        if (gone)
            return;
        const beside = crowded && aside ? more.width + Theme.gap5 : 0;
        const below = crowded && ownMore && !aside ? more.height + Math.max(gap, Theme.gap3) : 0;
        const room = height - below;
        const heights = lineHeights(width - beside);
        if (heights.length === 0 || height <= 0 || width <= 0)
            return;
        const perPage = Math.max(1, Math.floor((most - 1) / columns));
        const breaks = breakLines(heights, room, rows.count <= most ? heights.length : perPage);
        if (breaks.length > 1 && !crowded) {
            crowded = true;
            arrange();
            return;
        }
        starts = breaks;
        pages = breaks.length;
        page = Math.min(page, pages - 1);
        place(heights, room);
        ready = true;
        arranged();
    }

    function place(heights: var, room: real) {
        const first = starts[page];
        const last = page + 1 < pages ? starts[page + 1] : heights.length;
        const used = heights.slice(first, last).reduce((sum, height) => sum + height + gap, -gap);
        const spare = Math.max(0, Math.min((room - used) / (last - first), heights[first] * stretch));
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
        end = top - gap;
    }

    function turn(by: int) {
        page = (page + by + pages) % pages;
        arrange();
    }

    onWidthChanged: restart()
    onHeightChanged: restart()
    onColumnsChanged: restart()
    onGapChanged: restart()
    onMostChanged: restart()

    Item {
        anchors.fill: parent

        Repeater {
            id: rows

            onItemAdded: (index, item) => {
                item.implicitHeightChanged.connect(pager.schedule);
                pager.restart();
            }
            onItemRemoved: pager.restart()
        }
    }
    MoreButton {
        id: more

        upright: pager.aside
        visible: pager.ownMore && pager.pages > 1
        x: pager.aside ? pager.width - width : 0
        y: pager.aside ? 0 : Math.min(pager.height - height, pager.end + Math.max(pager.gap, Theme.gap4))
        height: pager.aside ? pager.height : Theme.target
        page: pager.page
        pages: pager.pages
        onClicked: pager.turn(1)
    }
}
