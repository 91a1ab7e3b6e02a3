// SPDX-License-Identifier: Apache-2.0
// Letters that become characters, letters as they are, and digits; candidates in one wide row.
// "code" has the 31 characters of a credit code (GB 32100) at once, in as many rows as pinyin.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Column {
    id: keyboard

    property string mode: "pinyin"
    readonly property real gap: Theme.space(8)
    readonly property real cell: (width - 9 * gap) / 10
    readonly property real keyHeight: Theme.low || Theme.elder ? Theme.target : Theme.target * 1.35
    readonly property var rows: mode === "code" ? ["1234567890", "ABCDEFG", "HJKLMNP", "QRTUWXY"] : mode === "digits" ? ["1234567890", "-/#()（）·、", ",.:&+@_"] : ["qwertyuiop", "asdfghjkl", "zxcvbnm"]

    spacing: gap

    function press(letter: string) {
        if (mode === "pinyin")
            Pinyin.add(letter);
        else
            Session.key(letter);
    }
    function erase() {
        if (Pinyin.letters !== "")
            Pinyin.erase();
        else
            Session.key("⌫");
    }
    function take(index: int) {
        const finished = Pinyin.choose(index);
        if (finished !== "")
            Session.key(finished);
    }

    CandidateRow {
        width: keyboard.width
        height: keyboard.keyHeight
        visible: keyboard.mode === "pinyin"
        onTaken: index => keyboard.take(index)
    }
    Repeater {
        model: keyboard.rows

        Row {
            id: row

            required property string modelData
            required property int index
            readonly property bool last: index === keyboard.rows.length - 1

            spacing: keyboard.gap
            anchors.horizontalCenter: parent?.horizontalCenter

            PadKey {
                visible: row.last && keyboard.mode !== "code"
                own: true
                quiet: true
                value: "mode"
                width: keyboard.cell * 1.4
                height: keyboard.keyHeight
                size: Theme.caption
                text: Theme.texts[keyboard.mode === "pinyin" ? "ui.pad.letters" : keyboard.mode === "letters" ? "ui.pad.digits" : "ui.pad.pinyin"] ?? ""
                onClicked: {
                    Pinyin.clear();
                    keyboard.mode = keyboard.mode === "pinyin" ? "letters" : keyboard.mode === "letters" ? "digits" : "pinyin";
                }
            }
            Repeater {
                model: row.modelData.split("")

                PadKey {
                    required property string modelData

                    own: true
                    text: modelData
                    width: keyboard.cell
                    height: keyboard.keyHeight
                    onClicked: keyboard.press(modelData)
                }
            }
            PadKey {
                visible: row.last && keyboard.mode !== "pinyin" && keyboard.mode !== "code"
                own: true
                quiet: true
                value: " "
                text: Theme.texts["ui.pad.space"] ?? ""
                size: Theme.caption
                width: keyboard.cell * 1.5
                height: keyboard.keyHeight
                onClicked: Session.key(" ")
            }
            PadKey {
                visible: row.last
                own: true
                quiet: true
                value: "⌫"
                text: Theme.texts["ui.pad.delete"] ?? ""
                iconName: "delete"
                width: keyboard.cell * 1.5
                height: keyboard.keyHeight
                onClicked: keyboard.erase()
            }
        }
    }

    Component.onDestruction: Pinyin.clear()
}
