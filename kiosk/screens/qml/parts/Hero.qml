// SPDX-License-Identifier: Apache-2.0
// The promise of the machine as one picture: a card, a sheet that is half written, a seal.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: hero

    readonly property real unit: Math.min(width / 300, height / 250)

    transform: Mirror {
        of: hero
    }
    Accessible.ignored: true

    Item {
        anchors.centerIn: parent
        width: 300 * hero.unit
        height: 250 * hero.unit

        Rectangle {
            x: 34 * hero.unit
            y: 4 * hero.unit
            width: 266 * hero.unit
            height: 188 * hero.unit
            color: Theme.high ? "#000000" : "#DDD7CA"
        }
        Rectangle {
            id: paper

            x: 31 * hero.unit
            y: 1 * hero.unit
            width: 266 * hero.unit
            height: 188 * hero.unit
            color: Theme.sheetPaper
            border.width: Theme.line
            border.color: "#C9C3B4"

            SheetFrame {
                kind: "frame"
                unit: hero.unit
                anchors.fill: parent
                anchors.margins: 8 * hero.unit
            }
            SheetFrame {
                kind: "guilloche"
                unit: hero.unit
                x: 20 * hero.unit
                y: 66 * hero.unit
                width: 226 * hero.unit
                height: 60 * hero.unit
            }
            Text {
                x: 53 * hero.unit
                y: 22 * hero.unit
                width: 160 * hero.unit
                text: "许可证"
                font.family: Theme.kai
                font.pixelSize: Math.max(1, 24 * hero.unit)
                font.letterSpacing: 44 * hero.unit
                color: Theme.sheetInk
                Accessible.ignored: true
            }
            Repeater {
                model: [["单位名称", "零栗小院理发店"], ["负责人", "林知夏"], ["地　　址", ""], ["许可项目", ""]]

                Item {
                    id: line

                    required property var modelData
                    required property int index

                    y: (66 + index * 21) * hero.unit

                    Text {
                        x: 28 * hero.unit
                        text: line.modelData[0]
                        color: Theme.sheetSoft
                        font.family: Theme.serif
                        font.pixelSize: Math.max(1, 9 * hero.unit)
                        Accessible.ignored: true
                    }
                    Text {
                        x: 76 * hero.unit
                        text: line.modelData[1]
                        color: Theme.sheetDone
                        font.family: Theme.kai
                        font.pixelSize: Math.max(1, 11 * hero.unit)
                        Accessible.ignored: true
                    }
                    DottedLine {
                        x: 76 * hero.unit
                        y: 14 * hero.unit
                        width: 154 * hero.unit
                        dot: Math.max(1, hero.unit)
                    }
                }
            }
            Seal {
                x: 182 * hero.unit
                y: 116 * hero.unit
                width: 56 * hero.unit
                height: 56 * hero.unit
                text: "一次办好当场领证"
                down: true
            }
        }
        Item {
            x: 0
            y: 150 * hero.unit
            width: 128 * hero.unit
            height: 80 * hero.unit

            Rectangle {
                anchors.fill: parent
                radius: 5 * hero.unit
                color: Theme.high ? "#000000" : "#E6EFF7"
                border.width: Theme.line * 3
                border.color: Theme.link
            }
            Repeater {
                model: 4

                Rectangle {
                    required property int index

                    x: 12 * hero.unit
                    y: (16 + index * 14) * hero.unit
                    width: (index === 3 ? 92 : 44) * hero.unit
                    height: 3 * hero.unit
                    color: Theme.link
                }
            }
            Icon {
                x: 82 * hero.unit
                y: 12 * hero.unit
                name: "person"
                size: 36 * hero.unit
                color: Theme.link
            }
        }
    }
}
