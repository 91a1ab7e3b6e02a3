// SPDX-License-Identifier: Apache-2.0
// What is filled in. A gap that becomes known writes itself in, character by character.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: element

    required property string elementId
    required property string kind
    required property real boxX
    required property real boxY
    required property real boxWidth
    required property real boxHeight
    required property string text
    required property real size
    required property string face
    required property string align
    required property string colour
    required property string mark
    required property string flag
    required property real unit
    required property bool ornate
    readonly property bool owed: mark === "promised" || mark === "disputed"
    readonly property bool open: mark === "gap" || mark === "promised" || mark === "disputed" && text === ""
    property int shown: text.length

    x: boxX * unit
    y: boxY * unit
    width: boxWidth * unit
    height: boxHeight * unit
    onMarkChanged: if (mark === "known" && Theme.writing > 0 && text !== "")
        write.restart()

    NumberAnimation {
        id: write

        target: element
        property: "shown"
        from: 0
        to: element.text.length
        duration: Math.min(1400, element.text.length * Theme.writing)
        onStopped: element.shown = Qt.binding(() => element.text.length)
    }

    // What is still open: a soft ground with a dotted line to write on.
    Loader {
        active: element.open || element.owed
        sourceComponent: Rectangle {
            width: element.width
            height: element.height
            color: element.owed ? Theme.sheetTint : "#F5F3EC"

            DottedLine {
                visible: element.ornate
                y: parent.height - height
                width: parent.width
                color: element.owed ? Theme.sheetOwed : Theme.sheetSoft
                dot: Math.max(1, 0.9 * element.unit)
            }
            Loader {
                active: element.open && element.owed
                height: parent.height
                sourceComponent: SheetFlag {
                    text: element.flag
                    unit: element.unit
                    ornate: element.ornate
                }
            }
        }
    }
    SheetWords {
        visible: element.text !== "" && !element.open
        anchors.fill: parent
        text: element.text.substring(0, element.shown)
        whole: element.text
        size: element.size
        face: element.face
        align: element.align
        colour: element.colour
        unit: element.unit
    }
}
