// SPDX-License-Identifier: Apache-2.0
// Text to read: wraps, is never cut, stands on lines of 1.5.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Text {
    id: label

    // Lies in a picture that is turned back as a whole.
    property bool kept: false

    transform: Mirror {
        of: label
        turns: !label.kept
    }
    color: Theme.ink
    font.family: Theme.sans
    font.pixelSize: Theme.body
    lineHeightMode: Text.FixedHeight
    lineHeight: Math.round(font.pixelSize * (font.family === Theme.serif ? 1.3 : Theme.leading))
    textFormat: Text.PlainText
    wrapMode: Text.Wrap
    horizontalAlignment: kept ? Text.AlignLeft : Theme.start
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
