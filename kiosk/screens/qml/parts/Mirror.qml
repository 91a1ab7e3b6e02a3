// SPDX-License-Identifier: Apache-2.0
// Turns an item over, left for right, in a language that is read from right to left. Main turns the
// whole glass; what has a direction of its own (words, pictures, pens) is turned once more.
import QtQuick
import ".."

Scale {
    required property Item of
    property bool turns: true

    origin.x: of.width / 2
    xScale: Theme.mirrored && turns ? -1 : 1
}
