// SPDX-License-Identifier: Apache-2.0
// One line of the ledger: what it is, its value or plain words, and at the right the chip.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Touch {
    id: row

    property string detail: ""
    property string value: ""
    property string told: ""
    // What the thing looks like, drawn at the left.
    property string picture: ""
    property var chip: null
    property bool touchable: false
    readonly property real labelShare: value === "" ? 0.42 : 0.28
    readonly property real inset: picture ? Theme.body * 2.2 + Theme.gap4 : 0
    readonly property real most: width * 0.42

    enabled: touchable
    implicitHeight: Math.max(touchable ? Theme.target : 0, words.implicitHeight + 2 * Theme.gap2)
    Accessible.role: touchable ? Accessible.Button : Accessible.StaticText
    Accessible.name: [text, value, detail, told, chip?.text ?? ""].filter(part => part !== "").join("，")

    background: Rectangle {
        color: row.down ? Theme.tintAct : "transparent"

        Rectangle {
            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.line
            color: Theme.hairline
        }
    }
    contentItem: Item {
        Loader {
            anchors.verticalCenter: parent.verticalCenter
            active: row.picture !== ""
            sourceComponent: Icon {
                name: row.picture
                size: Theme.body * 2.2
                color: Theme.inkSoft
            }
        }
        Column {
            id: words

            readonly property real room: row.width - row.inset - (row.chip ? mark.width + Theme.gap5 : 0)
            readonly property bool beside: row.width > 29 * Theme.body && (row.value !== "" || Theme.low && row.detail !== "")

            x: row.inset
            anchors.verticalCenter: parent.verticalCenter
            width: room

            Grid {
                columns: words.beside ? 2 : 1
                columnSpacing: Theme.gap4
                width: parent.width
                verticalItemAlignment: Grid.AlignVCenter

                Label {
                    width: words.beside ? row.width * row.labelShare : words.room
                    text: row.text
                    color: row.value === "" ? Theme.ink : Theme.inkSoft
                    font.pixelSize: row.value === "" || words.beside ? Theme.body : Theme.caption
                    font.weight: row.value === "" ? Font.Medium : Font.Normal
                    lineHeight: Math.round(font.pixelSize * 1.3)
                    Accessible.ignored: true
                }
                Label {
                    width: words.beside ? words.room - row.width * row.labelShare - Theme.gap4 : words.room
                    visible: text !== ""
                    text: row.value || (words.beside ? row.detail : "")
                    color: row.value ? Theme.ink : Theme.inkSoft
                    font.pixelSize: row.value ? Theme.body : Theme.caption
                    font.weight: row.value ? Font.Medium : Font.Normal
                    lineHeight: Math.round(font.pixelSize * 1.3)
                    Accessible.ignored: true
                }
            }
            Loader {
                visible: active
                active: row.detail !== "" && (!words.beside || row.value !== "")
                sourceComponent: Label {
                    width: words.room
                    text: row.detail
                    color: Theme.inkSoft
                    font.pixelSize: Theme.caption
                    lineHeight: Math.round(Theme.caption * 1.3)
                    Accessible.ignored: true
                }
            }
            Loader {
                visible: active
                active: row.told !== ""
                sourceComponent: Label {
                    width: words.room
                    text: row.told
                    color: Theme.owed
                    font.pixelSize: Theme.caption
                    lineHeight: Math.round(Theme.caption * 1.3)
                    Accessible.ignored: true
                }
            }
        }
        Chip {
            id: mark

            visible: row.chip !== null
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            kind: row.chip?.kind ?? "unknown"
            text: row.chip?.text ?? ""
            most: row.most
            Accessible.ignored: true
        }
    }
}
