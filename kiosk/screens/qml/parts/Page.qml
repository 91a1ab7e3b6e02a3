// SPDX-License-Identifier: Apache-2.0
// What all screens share: the sentence at the top and the ground below it.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: page

    property var view: ({})
    property ExplainSheet explain: null
    property bool unframed: false
    property string title: view.title ?? ""
    property string lead: ""
    // A remark at the right of the title, such as how many questions are left.
    property string remark: ""
    // Where the licence lies on this page: beside it, and in large type only at a step's end.
    property bool besideSheet: true
    property bool stepEnd: false
    property bool bare: false
    // A page that turns its own leaves names the way to the next and the one before; while it does, the
    // footer's two ways lead there.
    property string nextLeaf: ""
    property string previousLeaf: ""
    // Whether there are several: the way forward is never grey then, and so never loses the focus between two.
    property bool leafed: false
    // Width at the right, from the very top, that a pad takes on a low glass.
    property real reserve: 0
    readonly property real groundTop: ground.y
    default property alias content: ground.data
    readonly property real wide: ground.width
    readonly property real high: ground.height
    readonly property bool tall: height > width

    signal turned(int by)

    Column {
        id: heading

        width: parent.width - page.reserve
        spacing: Theme.gap1
        visible: !page.bare

        Item {
            width: parent.width
            height: sentence.height

            Label {
                id: sentence

                objectName: "sentence"
                width: Math.min(parent.width - (page.remark ? aside.width + Theme.gap5 : 0), Theme.measure(font.pixelSize))
                text: page.title
                font.family: Theme.serif
                font.pixelSize: Theme.title
                font.weight: Font.Medium
                Accessible.role: Accessible.Heading
            }
            Label {
                id: aside

                anchors.right: parent.right
                y: (Theme.title * 1.3 - height) / 2
                visible: text !== ""
                text: page.remark
                wrapMode: Text.NoWrap
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
            }
        }
        Label {
            width: Math.min(parent.width, Theme.measure(font.pixelSize))
            visible: text !== ""
            text: page.lead
            color: Theme.inkSoft
            lineHeight: Math.round(font.pixelSize * (Theme.low ? 1.35 : Theme.leading))
        }
    }
    Item {
        id: ground

        y: page.bare ? 0 : heading.height + (Theme.low ? Theme.gap4 : Theme.gap6)
        width: parent.width
        height: parent.height - y
    }
}
