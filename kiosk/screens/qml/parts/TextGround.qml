// SPDX-License-Identifier: Apache-2.0
// A field and the keyboard below it.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: ground

    property string error: ""
    property string remark: ""
    property string mode: "pinyin"
    property bool numbered: false

    EntryField {
        id: field

        pending: Pinyin.letters
        width: ground.width
        error: ground.error
        remark: ground.remark
    }
    Keyboard {
        y: Theme.portrait ? field.height + Theme.gap6 : parent.height - height
        width: parent.width
        mode: ground.mode
        plain: ground.mode === "letters" || ground.mode === "digits"
        numbered: ground.numbered
    }
}
