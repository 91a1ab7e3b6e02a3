// SPDX-License-Identifier: Apache-2.0
// What the letters may mean: the likeliest first, the rest page by page at a touch.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: choices

    signal taken(index: int)

    property int first: 0
    readonly property int most: Math.max(2, Math.floor((width - next.width) / (Theme.field * 2.4)) - 1)
    property var all: Pinyin.candidates
    readonly property var shown: fitting()

    onAllChanged: first = 0

    // As many candidates as fit, long phrases counted by their characters.
    function fitting(): var {
        const list = [];
        let used = next.width + Theme.gap3;
        for (let place = first; place < all.length && list.length < most; place++) {
            used += keyWidth(all[place]) + Theme.gap2;
            if (used > width && list.length > 0)
                break;
            list.push(all[place]);
        }
        return list;
    }
    function keyWidth(text: string): real {
        return Math.max(Theme.target * 1.2, text.length * Theme.field + 2 * Theme.gap3);
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.tintNeutral
        radius: Theme.radius
        border.width: Theme.high ? Theme.line : 0
        border.color: Theme.rule
    }
    Note {
        x: Theme.gap4
        anchors.verticalCenter: parent.verticalCenter
        text: choices.all.length === 0 ? Theme.texts["ui.pad.candidates"] ?? "" : ""
    }
    Row {
        spacing: Theme.gap2

        Repeater {
            model: choices.shown

            PadKey {
                required property string modelData
                required property int index

                own: true
                value: modelData
                objectName: "candidate-" + index
                text: modelData
                width: choices.keyWidth(modelData)
                height: choices.height
                onClicked: choices.taken(choices.first + index)
            }
        }
    }
    PadKey {
        id: next

        own: true
        quiet: true
        value: "candidates"
        visible: choices.all.length > choices.shown.length
        anchors.right: parent.right
        width: Theme.target * 1.2
        height: choices.height
        text: Theme.texts["ui.more"] ?? ""
        iconName: "right"
        onClicked: choices.first = choices.first + choices.shown.length < choices.all.length ? choices.first + choices.shown.length : 0
    }
}
