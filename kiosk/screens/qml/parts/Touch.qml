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

    // Only the one that has the keypad's attention: a page of sixty keys has one ring, and not sixty.
    Loader {
        active: touch.visualFocus
        anchors.fill: parent
        z: 10
        sourceComponent: FocusRing {
            shown: true
        }
    }
}
