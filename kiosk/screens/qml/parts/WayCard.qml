// SPDX-License-Identifier: Apache-2.0
// A card in a way to identify oneself: lying on the reader, or with its chip going into a slot.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: drawing

    property real unit: 1
    property color tone: Theme.link
    property bool inSlot: false

    // the reader with its place, or the slot's face
    Rectangle {
        x: 20 * drawing.unit
        y: (drawing.inSlot ? 4 : 56) * drawing.unit
        width: 160 * drawing.unit
        height: (drawing.inSlot ? 66 : 90) * drawing.unit
        radius: 6 * drawing.unit
        color: Theme.desk
        border.width: Theme.line * 2
        border.color: Theme.ink
    }
    Rectangle {
        x: (drawing.inSlot ? 42 : 38) * drawing.unit
        y: (drawing.inSlot ? 46 : 68) * drawing.unit
        width: (drawing.inSlot ? 116 : 124) * drawing.unit
        height: (drawing.inSlot ? 9 : 66) * drawing.unit
        radius: 4 * drawing.unit
        color: drawing.inSlot ? Theme.ink : Theme.surface
        border.width: drawing.inSlot ? 0 : Theme.line
        border.color: Theme.rule
    }
    Rectangle {
        id: card

        x: 52 * drawing.unit
        y: (drawing.inSlot ? 52 : 34) * drawing.unit
        width: 96 * drawing.unit
        height: (drawing.inSlot ? 92 : 62) * drawing.unit
        radius: 4 * drawing.unit
        color: Theme.tintAct
        border.width: Theme.line * 3
        border.color: drawing.tone

        // the chip goes in first
        Rectangle {
            visible: drawing.inSlot
            x: 34 * drawing.unit
            y: 14 * drawing.unit
            width: 28 * drawing.unit
            height: 24 * drawing.unit
            radius: 3 * drawing.unit
            color: "transparent"
            border.width: Theme.line * 2
            border.color: drawing.tone
        }
        Repeater {
            model: drawing.inSlot ? 2 : 4

            Rectangle {
                required property int index

                x: (drawing.inSlot ? 14 : 9) * drawing.unit
                y: ((drawing.inSlot ? 56 : 12) + index * 11) * drawing.unit
                width: (drawing.inSlot ? 68 : index === 3 ? 70 : 34) * drawing.unit
                height: Math.max(2, 2.2 * drawing.unit)
                color: drawing.tone
            }
        }
        Icon {
            visible: !drawing.inSlot
            x: 60 * drawing.unit
            y: 9 * drawing.unit
            name: "person"
            size: 27 * drawing.unit
            color: drawing.tone
        }
    }
    Icon {
        x: 158 * drawing.unit
        y: (drawing.inSlot ? 92 : 12) * drawing.unit
        name: drawing.inSlot ? "up" : "down"
        size: 34 * drawing.unit
        color: drawing.tone
    }
}
