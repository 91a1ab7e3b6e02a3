// SPDX-License-Identifier: Apache-2.0
// What all screens share: the sentence at the top and the ground below it.
import QtQuick
import ".."

Item {
    id: page

    property var view: ({})
    property ExplainSheet explain: null
    property bool unframed: false
    property string title: view.title ?? ""
    property string lead: ""
    // Where the licence lies on this page: beside it, and in large type only at a step's end.
    property bool besideSheet: true
    property bool stepEnd: false
    property bool bare: false
    default property alias content: ground.data
    readonly property real wide: ground.width
    readonly property real high: ground.height
    readonly property bool tall: height > width

    Column {
        id: heading

        width: parent.width
        spacing: Theme.gap2
        visible: !page.bare

        Label {
            width: Math.min(parent.width, Theme.measure(font.pixelSize))
            text: page.title
            font.family: Theme.serif
            font.pixelSize: Theme.title
            font.weight: Font.Medium
            Accessible.role: Accessible.Heading
        }
        Label {
            width: Math.min(parent.width, Theme.measure(font.pixelSize))
            visible: text !== ""
            text: page.lead
            color: Theme.inkSoft
        }
    }
    Item {
        id: ground

        y: page.bare ? 0 : heading.height + (Theme.low ? Theme.gap4 : Theme.gap6)
        width: parent.width
        height: parent.height - y
    }
}
