// SPDX-License-Identifier: Apache-2.0
// A field and the keyboard below it.
import QtQuick
import ".."

Item {
    id: ground

    property string error: ""

    EntryField {
        width: ground.width
        error: ground.error
    }
    Keyboard {
        anchors.bottom: parent.bottom
        width: parent.width
    }
}
