// SPDX-License-Identifier: Apache-2.0
// Where the keypad stands before its first key on a page: round the sentence, if keys are in use.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: beginning

    property bool told: false
    // The sentence, or what of the frame is worked where there is none.
    property Item at: null
    readonly property bool isSentence: at?.objectName === "sentence"

    objectName: "nowhere"
    focus: true

    FocusRing {
        parent: beginning.at ?? beginning
        shown: beginning.told && beginning.activeFocus
        anchors.margins: beginning.isSentence ? -6 : 6
        z: 10
    }
}
