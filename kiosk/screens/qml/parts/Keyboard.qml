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
    // For what stands in no dictionary, such as paths and addresses: letters, capitals, signs.
    property bool plain: false
    // Digits above the letters: a house has a number.
    property bool numbered: false
    readonly property real gap: Theme.space(8)
    // The last row has seven letters and, beside the pinyin's, a key for a space.
    readonly property bool spaced: mode !== "pinyin" && mode !== "code" && mode !== "hand"
    readonly property real cell: (width - 9 * gap) / 10
    readonly property real keyHeight: Theme.low || Theme.elder ? Theme.target : Theme.target * 1.35
    readonly property var rows: mode === "hand" ? [""] : mode === "code" ? ["1234567890", "ABCDEFG", "HJKLMNP", "QRTUWXY"] : mode === "digits" ? ["1234567890", plain ? "-/#()~%?=*" : "-/#()（）·、", ",.:&+@_"] : mode === "capitals" ? ["QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM"] : [...(numbered ? ["1234567890"] : []), "qwertyuiop", "asdfghjkl", "zxcvbnm"]

    spacing: gap

    // From one way of writing to the next; handwriting only where it is installed.
    readonly property string following: plain ? (mode === "letters" ? "capitals" : mode === "capitals" ? "digits" : "letters") : mode === "pinyin" ? (Handwriting.offered ? "hand" : "letters") : mode === "hand" ? "letters" : mode === "letters" ? "digits" : "pinyin"

    function press(letter: string) {
        if (mode === "pinyin" && !"0123456789".includes(letter))
            Pinyin.add(letter);
        else
            Session.key(letter);
    }
    function erase() {
        if (Handwriting.candidates.length > 0)
            Handwriting.clear();
        else if (Pinyin.letters !== "")
            Pinyin.erase();
        else
            Session.key("⌫");
    }
    function take(index: int) {
        if (mode === "hand") {
            Session.key(Handwriting.candidates[index]);
            Handwriting.clear();
            return;
        }
        const finished = Pinyin.choose(index);
        if (finished !== "")
            Session.key(finished);
    }

    CandidateRow {
        width: keyboard.width
        height: keyboard.keyHeight
        visible: keyboard.mode === "pinyin" || keyboard.mode === "hand"
        all: keyboard.mode === "hand" ? Handwriting.candidates : Pinyin.candidates
        onTaken: index => keyboard.take(index)
    }
    Loader {
        width: keyboard.width
        height: Math.max(2 * keyboard.keyHeight + keyboard.gap, Theme.low ? 0 : (Theme.portrait && !Theme.lowered ? 90 : Theme.elder ? 45 : 60) * Theme.mm)
        active: keyboard.mode === "hand"
        visible: active
        sourceComponent: HandPad {}
    }
    Repeater {
        model: keyboard.rows

        Row {
            id: row

            required property string modelData
            required property int index
            readonly property bool last: index === keyboard.rows.length - 1

            spacing: keyboard.gap
            layoutDirection: Theme.keyOrder
            anchors.horizontalCenter: parent?.horizontalCenter

            PadKey {
                visible: row.last && keyboard.mode !== "code"
                own: true
                quiet: true
                value: "mode"
                width: keyboard.cell * (keyboard.spaced ? 1.1 : 1.4)
                height: keyboard.keyHeight
                size: Theme.caption
                text: Theme.texts["ui.pad." + keyboard.following] ?? ""
                onClicked: {
                    Pinyin.clear();
                    keyboard.mode = keyboard.following;
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
                width: keyboard.cell
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
                width: keyboard.cell * (keyboard.spaced ? 0.9 : 1.5)
                height: keyboard.keyHeight
                onClicked: keyboard.erase()
            }
        }
    }

    Component.onDestruction: Pinyin.clear()
}
