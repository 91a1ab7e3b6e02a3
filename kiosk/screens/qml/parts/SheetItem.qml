// SPDX-License-Identifier: Apache-2.0
// One element of the sheet. A gap that becomes known writes itself in, character by character.
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
    property real unit: 1
    property bool ornate: true
    readonly property bool written: text !== "" && (kind === "text" || kind === "value" && !open)
    readonly property bool owed: mark === "promised" || mark === "disputed"
    readonly property bool open: kind === "value" && (mark === "gap" || mark === "promised" || mark === "disputed" && text === "")
    property int shown: text.length
    readonly property int longest: Math.max(1, ...text.split("\n").map(line => line.length))
    readonly property bool spread: align === "spread"
    readonly property int pixels: Math.max(1, unit * (spread ? Math.min(size, boxWidth / longest) : size))

    x: boxX * unit
    y: boxY * unit
    width: boxWidth * unit
    height: boxHeight * unit
    onMarkChanged: if (mark === "known" && Theme.writing > 0 && text !== "")
        write.restart()

    function inkOf(token: string): color {
        switch (token) {
        case "seal":
            return Theme.sheetSeal;
        case "done":
            return Theme.sheetDone;
        case "owed":
            return Theme.sheetOwed;
        case "ink-soft":
        case "soft":
            return Theme.sheetSoft;
        default:
            return Theme.sheetInk;
        }
    }

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
        }
    }
    Loader {
        active: (element.open || element.owed) && element.ornate
        y: element.height - height
        width: element.width
        sourceComponent: DottedLine {
            color: element.owed ? Theme.sheetOwed : Theme.sheetSoft
            dot: Math.max(1, 0.9 * element.unit)
        }
    }
    Loader {
        active: element.open && element.owed
        height: element.height
        sourceComponent: SheetFlag {
            text: element.flag
            unit: element.unit
            ornate: element.ornate
        }
    }

    Text {
        visible: element.written
        anchors.fill: parent
        text: element.text.substring(0, element.shown)
        color: element.inkOf(element.colour)
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: element.align === "center" ? Text.AlignHCenter : element.align === "right" ? Text.AlignRight : Text.AlignLeft
        font.family: element.face === "kai" ? Theme.kai : element.face === "hei" ? Theme.sans : Theme.serif
        font.pixelSize: element.pixels
        font.letterSpacing: element.spread && element.longest > 1 ? Math.max(0, (element.width - element.pixels * element.longest) / (element.longest - 1)) : 0
        fontSizeMode: element.spread ? Text.FixedSize : Text.Fit
        minimumPixelSize: 1
        wrapMode: element.spread ? Text.NoWrap : Text.Wrap
        Accessible.ignored: true
    }

    Loader {
        width: element.width
        height: element.height
        active: element.kind === "frame" || element.ornate && (element.kind === "guilloche" || element.kind === "qr")
        sourceComponent: SheetFrame {
            kind: element.kind
            unit: element.unit
            line: element.colour.startsWith("#") ? element.colour : Theme.sheetLine
        }
    }
    Loader {
        active: element.kind === "rule"
        sourceComponent: Rectangle {
            width: element.width
            height: Math.max(1, element.height)
            color: Theme.sheetSoft
        }
    }
    Loader {
        width: element.width
        height: element.height
        active: element.kind === "seal" && element.ornate
        sourceComponent: Seal {
            text: element.text
        }
    }
}
