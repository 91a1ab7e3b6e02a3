// SPDX-License-Identifier: Apache-2.0
// The visual system on one page, for the gallery: colours, sizes of type, chips, buttons, drawings.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: parts

    readonly property var colours: ["paper", "surface", "desk", "ink", "inkSoft", "act", "actPressed", "link", "seal", "done", "owed", "rule", "tintAct", "tintDone", "tintOwed", "tintSeal", "tintNeutral"]
    readonly property var sizes: ["caption", "body", "field", "button", "title", "headline"]
    readonly property var chips: ["card", "called", "reused", "issued_online", "waiting", "generated", "you", "calculated", "promised", "tolerated", "handed_in", "not_needed", "disputed", "unknown"]
    readonly property var drawings: Object.keys(Drawings.paths).concat(Object.keys(Shops.paths))

    width: 1920
    height: 2400
    color: Theme.paper

    Column {
        x: Theme.margin
        y: Theme.margin
        width: parent.width - 2 * Theme.margin
        spacing: Theme.gap7

        Flow {
            width: parent.width
            spacing: Theme.gap4

            Repeater {
                model: parts.colours

                Column {
                    id: swatch

                    required property string modelData

                    Rectangle {
                        width: 50 * Theme.mm
                        height: 14 * Theme.mm
                        color: Theme[swatch.modelData]
                        border.width: Theme.line
                        border.color: Theme.rule
                    }
                    Note {
                        text: swatch.modelData
                    }
                }
            }
        }
        Repeater {
            model: parts.sizes

            Label {
                required property string modelData

                text: modelData + "  国 公共场所卫生许可证 0123456789"
                font.pixelSize: Theme[modelData]
                font.family: ["title", "headline"].includes(modelData) ? Theme.serif : Theme.sans
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.gap4

            Repeater {
                model: parts.chips

                Chip {
                    required property string modelData

                    kind: modelData
                    text: modelData
                }
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.gap4

            Repeater {
                model: ["primary", "plain", "quiet", "stop"]

                ActButton {
                    required property string modelData

                    kind: modelData
                    text: modelData
                    iconName: "right"
                    iconLast: true
                }
            }
            ActButton {
                text: "disabled"
                enabled: false
            }
        }
        Flow {
            width: parent.width
            spacing: Theme.gap5

            Repeater {
                model: parts.drawings

                Column {
                    id: drawing

                    required property string modelData

                    width: 34 * Theme.mm

                    Icon {
                        name: drawing.modelData
                        size: 15 * Theme.mm
                    }
                    Note {
                        text: drawing.modelData
                    }
                }
            }
        }
        Row {
            spacing: Theme.gap7

            Seal {
                width: 42 * Theme.mm
                height: width
                text: "云溪区行政审批局"
                down: true
            }
            BrandSeal {
                size: 42 * Theme.mm
            }
            CardOnReader {
                width: 80 * Theme.mm
                height: 60 * Theme.mm
            }
            NumberPad {
                room: 80 * Theme.mm
                roomBelow: 60 * Theme.mm
                withX: true
            }
        }
    }
}
