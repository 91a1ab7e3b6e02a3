// SPDX-License-Identifier: Apache-2.0
// One element of the sheet. A gap that becomes known writes itself in, character by character.
import QtQuick
import ".."

Item {
    id: item

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
    readonly property bool written: text !== "" && (kind === "text" || mark === "known" || mark === "fixed")
    readonly property bool open: kind === "value" && (mark === "gap" || mark === "promised")
    property int shown: text.length

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

        target: item
        property: "shown"
        from: 0
        to: item.text.length
        duration: Math.min(1400, item.text.length * Theme.writing)
        onStopped: item.shown = Qt.binding(() => item.text.length)
    }

    // What is still open: a soft ground with a dotted line to write on.
    Rectangle {
        visible: item.open
        anchors.fill: parent
        color: item.mark === "promised" ? Theme.sheetTint : "#F5F3EC"
    }
    Row {
        visible: item.open
        anchors.bottom: parent.bottom
        width: parent.width
        clip: true
        spacing: Math.max(2, 1.6 * item.unit)

        Repeater {
            model: item.open ? Math.ceil(item.width / Math.max(3, 2.6 * item.unit)) : 0

            Rectangle {
                width: Math.max(1, item.unit)
                height: Math.max(1, 0.5 * item.unit)
                color: item.mark === "promised" ? Theme.sheetOwed : Theme.rule
            }
        }
    }
    Row {
        visible: item.mark === "promised"
        anchors.verticalCenter: parent.verticalCenter
        x: 1.5 * item.unit
        spacing: 1.5 * item.unit

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: "flag"
            size: Math.min(item.height * 0.8, 7 * item.unit)
            color: Theme.sheetOwed
        }
        Text {
            anchors.verticalCenter: parent.verticalCenter
            text: item.flag
            color: Theme.sheetOwed
            font.family: Theme.sans
            font.pixelSize: Math.max(1, Math.min(item.height * 0.62, 5.2 * item.unit))
            Accessible.ignored: true
        }
    }

    Text {
        visible: item.written
        anchors.fill: parent
        text: item.text.substring(0, item.shown)
        color: item.inkOf(item.colour)
        verticalAlignment: Text.AlignVCenter
        horizontalAlignment: item.align === "center" ? Text.AlignHCenter : item.align === "right" ? Text.AlignRight : Text.AlignLeft
        font.family: item.face === "kai" ? Theme.kai : item.face === "hei" ? Theme.sans : Theme.serif
        font.pixelSize: Math.max(1, item.size * item.unit)
        font.letterSpacing: item.align === "spread" && item.text.length > 1 ? (item.width - item.size * item.unit * item.text.length) / (item.text.length - 1) : 0
        fontSizeMode: item.align === "spread" ? Text.FixedSize : Text.Fit
        minimumPixelSize: 1
        wrapMode: item.align === "spread" ? Text.NoWrap : Text.Wrap
        Accessible.ignored: true
    }

    Loader {
        anchors.fill: parent
        active: item.kind === "frame" || item.kind === "guilloche" || item.kind === "qr"
        sourceComponent: SheetFrame {
            kind: item.kind
            unit: item.unit
        }
    }
    Rectangle {
        visible: item.kind === "rule"
        width: parent.width
        height: Math.max(1, item.height)
        color: Theme.sheetSoft
    }
    Loader {
        anchors.fill: parent
        active: item.kind === "seal"
        sourceComponent: Seal {
            text: item.text
        }
    }
}
