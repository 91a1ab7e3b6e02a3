// SPDX-License-Identifier: Apache-2.0
// Words that are printed on the sheet before anything is filled in.
import QtQuick

SheetWords {
    required property real boxX
    required property real boxY
    required property real boxWidth
    required property real boxHeight
    required text

    whole: text
    x: boxX * unit
    y: boxY * unit
    width: boxWidth * unit
    height: boxHeight * unit
}
