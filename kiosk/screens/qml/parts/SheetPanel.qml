// SPDX-License-Identifier: Apache-2.0
// The desk on which the licence is written: the right third, or in portrait a strip at the top.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: panel

    signal opened

    readonly property real stripHeight: Math.round(48 * Theme.mm)
    readonly property real column: panel.width - Theme.gap5 - Theme.margin
    readonly property real ratio: SheetElements.sheetWidth / SheetElements.sheetHeight
    // Each row looks its number up: rows are not made anew while the sheet fills itself.
    readonly property var icons: ({
            "known": "check",
            "gaps": "pen",
            "promised": "flag"
        })
    readonly property var inks: ({
            "known": Theme.done,
            "gaps": Theme.inkSoft,
            "promised": Theme.owed
        })

    objectName: "sheet"
    text: SheetElements.description
    onClicked: panel.opened()

    background: Rectangle {
        color: Theme.desk

        Rectangle {
            width: Theme.portrait ? parent.width : Theme.line
            height: Theme.portrait ? Theme.line : parent.height
            y: Theme.portrait ? parent.height - height : 0
            color: Theme.hairline
        }
    }
    contentItem: Item {
        Grid {
            columns: Theme.portrait ? 2 : 1
            spacing: Theme.portrait ? Theme.gap7 : Theme.gap5
            x: Theme.portrait ? Theme.margin : Theme.gap5
            anchors.verticalCenter: parent.verticalCenter
            verticalItemAlignment: Grid.AlignVCenter

            Label {
                id: head

                visible: !Theme.portrait
                width: panel.column
                text: SheetElements.title
                font.family: Theme.serif
                font.pixelSize: Theme.field
                Accessible.ignored: true
            }
            Sheet {
                id: paper

                // An upright paper leaves room for what stands above and below it.
                room: Theme.portrait ? (panel.stripHeight - 2 * Theme.gap4) * panel.ratio : Math.min(panel.column, (panel.height - head.height - counted.height - 4 * Theme.gap5) * panel.ratio)
            }
            Column {
                id: counted

                spacing: Theme.gap2
                width: Theme.portrait ? panel.width - paper.width - 2 * Theme.margin - Theme.gap7 : panel.column

                Label {
                    visible: Theme.portrait
                    width: parent.width
                    text: SheetElements.title
                    font.family: Theme.serif
                    Accessible.ignored: true
                }
                Flow {
                    width: parent.width
                    spacing: Theme.gap2

                    Repeater {
                        model: ["known", "gaps", "promised"]

                        Row {
                            id: count

                            required property string modelData
                            readonly property int number: SheetElements[modelData]

                            visible: number > 0
                            rightPadding: Theme.gap4
                            spacing: Theme.gap2

                            Icon {
                                anchors.verticalCenter: parent.verticalCenter
                                name: panel.icons[count.modelData]
                                color: panel.inks[count.modelData]
                                size: Theme.caption
                            }
                            Label {
                                text: Theme.fill(Theme.texts["ui.sheet." + count.modelData] ?? "", {
                                    "count": count.number
                                })
                                wrapMode: Text.NoWrap
                                font.pixelSize: Theme.caption
                                Accessible.ignored: true
                            }
                        }
                    }
                }
                Label {
                    width: parent.width
                    text: Theme.texts["ui.sheet.open"] ?? ""
                    color: Theme.link
                    font.pixelSize: Theme.caption
                    Accessible.ignored: true
                }
            }
        }
    }
}
