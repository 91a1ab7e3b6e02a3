// SPDX-License-Identifier: Apache-2.0
// Shows the rest of a list, page by page; upright it stands at the list's side.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: more

    property bool upright: false
    property int page: 0
    property int pages: 1
    readonly property bool atEnd: page >= pages - 1

    objectName: "more"
    text: Theme.texts[atEnd ? "ui.more_first" : "ui.more"] ?? ""
    implicitHeight: Theme.target
    implicitWidth: upright ? 40 * Theme.mm * Theme.scale : line.implicitWidth + 2 * Theme.gap5
    Accessible.description: where.text

    background: Rectangle {
        radius: Theme.radius
        color: more.down ? Theme.tintAct : Theme.surface
        border.width: Theme.line * 2
        border.color: Theme.link
    }
    contentItem: Item {
        Grid {
            id: line

            anchors.centerIn: parent
            columns: more.upright ? 1 : 3
            spacing: Theme.gap3
            horizontalItemAlignment: Grid.AlignHCenter
            verticalItemAlignment: Grid.AlignVCenter

            Icon {
                name: more.atEnd ? "up" : "down"
                size: Theme.body * 1.1
                color: Theme.link
            }
            Label {
                text: more.text
                visible: !more.upright || more.height > 5 * Theme.body
                width: more.upright ? Math.min(implicitWidth, more.width - Theme.gap4) : implicitWidth
                horizontalAlignment: Text.AlignHCenter
                color: Theme.link
                font.weight: Font.Medium
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
            Label {
                id: where

                text: more.upright ? (more.page + 1) + " / " + more.pages : Theme.fill(Theme.texts["ui.page"] ?? "", {
                    "page": more.page + 1,
                    "pages": more.pages
                })
                wrapMode: Text.NoWrap
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
                lineHeight: Math.round(font.pixelSize * 1.3)
                Accessible.ignored: true
            }
        }
    }
}
