// SPDX-License-Identifier: Apache-2.0
// Everything that can be touched: answers to press and release inside, Enter, and shows focus.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Templates as T
import ".."

T.AbstractButton {
    id: touch

    focusPolicy: Qt.TabFocus
    hoverEnabled: false
    Accessible.role: Accessible.Button
    Accessible.name: text
    Keys.onReturnPressed: touch.click()
    Keys.onEnterPressed: touch.click()

    // Not behind a Loader: then the upper keys of a pad that stands above its own ground (PadGround's
    // lift) heard no touch, for Qt looks for what is touched where it believes children to be.
    FocusRing {
        shown: touch.visualFocus
        z: 10
    }
}
