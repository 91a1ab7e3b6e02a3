// SPDX-License-Identifier: Apache-2.0
// Words on the sheet, in the paper's own face and size; what does not fit is set smaller.
import QtQuick
import ".."

Text {
    id: words

    // The whole of it, also while only its beginning is written.
    required property string whole
    required property real size
    required property string face
    required property string align
    required property string colour
    required property real unit
    readonly property bool spread: align === "spread"
    readonly property int longest: spread ? Math.max(1, ...whole.split("\n").map(line => line.length)) : 1
    readonly property int pixels: Math.max(1, unit * (spread ? Math.min(size, width / unit / longest) : size))

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

    color: inkOf(colour)
    verticalAlignment: Text.AlignVCenter
    horizontalAlignment: align === "center" ? Text.AlignHCenter : align === "right" ? Text.AlignRight : Text.AlignLeft
    font.family: face === "kai" ? Theme.kai : face === "hei" ? Theme.sans : Theme.serif
    font.pixelSize: pixels
    font.letterSpacing: longest > 1 ? Math.max(0, (width - pixels * longest) / (longest - 1)) : 0
    fontSizeMode: spread ? Text.FixedSize : Text.Fit
    minimumPixelSize: 1
    wrapMode: spread ? Text.NoWrap : Text.Wrap
    Accessible.ignored: true
}
