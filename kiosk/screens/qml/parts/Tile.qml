// SPDX-License-Identifier: Apache-2.0
// One thing to choose: a line drawing, a plain name, a word more. Chosen shows as a tick and a bar.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: tile

    property string detail: ""
    property string picture: ""
    property bool chosen: false
    property bool upright: false
    property bool large: false
    property real size: Theme.field
    readonly property color front: enabled ? Theme.ink : Theme.inkSoft
    readonly property real drawing: picture === "" ? 0 : large ? size * (Theme.low ? 2 : 2.6) : upright ? size * 2 : size * 1.7
    readonly property real tick: chosen ? Theme.body + Theme.gap3 : 0

    implicitHeight: Math.max(Theme.target * 1.25, content.implicitHeight + 2 * Theme.gap4)
    Accessible.name: detail ? text + "。" + detail : text
    Accessible.checked: chosen
    Accessible.checkable: chosen

    background: Rectangle {
        radius: Theme.radius
        color: tile.down ? Theme.tintAct : tile.chosen ? Theme.tintAct : tile.enabled ? Theme.surface : Theme.tintNeutral
        border.width: Theme.line * (tile.chosen ? 3 : 2)
        border.color: tile.enabled ? Theme.link : Theme.rule

        Icon {
            visible: tile.chosen
            name: "check"
            color: Theme.link
            size: Theme.body
            anchors.right: parent.right
            anchors.rightMargin: Theme.gap4
            anchors.verticalCenter: parent.verticalCenter
        }
    }
    contentItem: Item {
        Grid {
            id: content

            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap5
            columns: tile.upright ? 1 : 2
            columnSpacing: Theme.gap5
            rowSpacing: Theme.gap3
            verticalItemAlignment: Grid.AlignVCenter

            Icon {
                visible: tile.picture !== ""
                name: tile.picture
                size: tile.drawing
                color: tile.enabled ? Theme.link : Theme.inkSoft
            }
            Column {
                readonly property real room: tile.width - 2 * Theme.gap5 - tile.tick - (tile.upright || tile.picture === "" ? 0 : tile.drawing + Theme.gap5)

                width: room
                spacing: Theme.gap1

                Label {
                    width: parent.width
                    text: tile.text
                    color: tile.front
                    font.pixelSize: tile.size
                    font.weight: Font.Medium
                    lineHeight: Math.round(tile.size * 1.3)
                    Accessible.ignored: true
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: tile.detail
                    color: Theme.inkSoft
                    font.pixelSize: Theme.caption
                    lineHeight: Math.round(Theme.caption * 1.4)
                    Accessible.ignored: true
                }
            }
        }
    }
}
