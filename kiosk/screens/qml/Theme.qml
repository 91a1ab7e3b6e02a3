// SPDX-License-Identifier: Apache-2.0
// Tokens of the visual system: colour, type by millimetres of ink, space, motion.
pragma Singleton
import QtQuick
import Jiban

QtObject {
    // Set by Main from the glass.
    property real mm: 4
    property bool portrait: false
    property bool low: false
    property bool still: false

    // Held here as one value: asking the bridge for it builds the whole table anew each time.
    readonly property var texts: Session.texts

    // Whether the language is read from right to left: pages stay as they are written, Main turns the
    // glass over (Mirror), and words begin at the other edge of their room.
    readonly property bool mirrored: texts["ui.direction"] === "rtl"
    readonly property int start: mirrored ? Text.AlignRight : Text.AlignLeft
    // The order of keys, which is that of the keys in every language.
    readonly property int keyOrder: mirrored ? Qt.RightToLeft : Qt.LeftToRight

    readonly property bool elder: Session.elder
    // The ease sheet's choices; in an upright glass everything to touch may stand in its lower part.
    readonly property var ease: Session.ease
    readonly property bool lowered: portrait && (ease.is_low ?? false)
    readonly property bool high: Session.contrast
    readonly property real scale: elder ? 1.35 : 1

    // Colour
    readonly property color paper: high ? "#000000" : "#F8F6F1"
    readonly property color surface: high ? "#000000" : "#FFFFFF"
    readonly property color desk: high ? "#000000" : "#EEEAE1"
    readonly property color ink: high ? "#FFFFFF" : "#14202B"
    readonly property color inkSoft: high ? "#FFFFFF" : "#3C4856"
    readonly property color act: high ? "#FFD60A" : "#0B4A7D"
    readonly property color actPressed: high ? "#E0BC00" : "#083A63"
    readonly property color actText: high ? "#000000" : "#FFFFFF"
    readonly property color link: high ? "#7CC4FF" : "#0B4A7D"
    readonly property color seal: high ? "#FF9A8F" : "#9E1B16"
    readonly property color done: high ? "#8FE3B0" : "#0A5A3A"
    readonly property color owed: high ? "#FFC38A" : "#6B4300"
    readonly property color rule: high ? "#FFFFFF" : "#8A8F96"
    readonly property color hairline: high ? "#FFFFFF" : "#D6D2C8"
    readonly property color tintAct: high ? "#000000" : "#E6EFF7"
    readonly property color tintDone: high ? "#000000" : "#E4F1EA"
    readonly property color tintOwed: high ? "#000000" : "#FBEFD9"
    readonly property color tintSeal: high ? "#000000" : "#FBE7E5"
    readonly property color tintNeutral: high ? "#000000" : "#EEEAE1"
    readonly property color dim: high ? "#000000" : "#14202B"

    // The licence is a picture of real paper and keeps its colours in high contrast.
    readonly property color sheetPaper: "#FFFFFF"
    readonly property color sheetInk: "#14202B"
    readonly property color sheetSoft: "#3C4856"
    readonly property color sheetSeal: "#9E1B16"
    readonly property color sheetDone: "#0A5A3A"
    readonly property color sheetOwed: "#6B4300"
    readonly property color sheetTint: "#FBEFD9"
    readonly property color sheetLine: "#A9B7A6"

    // How a chip or a line of progress looks: its drawing and colours. Made once for all of them.
    readonly property var chips: ({
            "card": ["card", tintDone, done],
            "called": ["download", tintDone, done],
            "reused": ["folder", tintDone, done],
            "issued_online": ["download", tintDone, done],
            "waiting": ["clock", tintAct, act],
            "generated": ["sheet", tintDone, done],
            "calculated": ["equals", tintNeutral, ink],
            "you": ["pen", tintAct, act],
            "promised": ["flag", tintOwed, owed],
            "tolerated": ["clock", tintOwed, owed],
            "handed_in": ["hand", tintOwed, owed],
            "not_needed": ["dash", tintNeutral, ink],
            "disputed": ["question", tintOwed, seal],
            "unknown": ["question", tintNeutral, ink]
        })
    readonly property var lines: ({
            "waiting": ["clock", inkSoft],
            "working": ["loop", link],
            "done": ["check", done],
            "none": ["dash", inkSoft],
            "failed": ["cross", seal]
        })

    // Type: height of the ink of 国 in millimetres; the ink is 0.875 of the pixel size in Noto Sans.
    readonly property string sans: "Noto Sans CJK SC"
    readonly property string serif: "Noto Serif CJK SC"
    readonly property string kai: "LXGW WenKai"
    readonly property real inkRatio: 0.875
    readonly property int caption: typeSize(4.8)
    readonly property int body: typeSize(6)
    readonly property int field: typeSize(7)
    readonly property int button: typeSize(7)
    readonly property int title: typeSize(low && elder ? 7.6 : 11)
    readonly property int headline: typeSize(low && elder ? 12 : 16)
    readonly property real leading: 1.5

    // Space and targets in pixels
    readonly property real gap1: space(4)
    readonly property real gap2: space(8)
    readonly property real gap3: space(12)
    readonly property real gap4: space(16)
    readonly property real gap5: space(24)
    readonly property real gap6: space(32)
    readonly property real gap7: space(48)
    readonly property real gap8: space(64)
    readonly property real margin: 12 * mm
    readonly property real target: (elder ? 20 : 13) * mm
    readonly property real buttonHeight: (elder ? 20 : 17) * mm
    readonly property real line: Math.max(1, Math.round(mm * 0.3))
    readonly property real stroke: Math.max(2, mm * 0.6)
    readonly property real radius: 1.5 * mm
    readonly property int most: elder ? 4 : 7

    // Motion in milliseconds
    readonly property int quick: still ? 0 : 160
    readonly property int slide: still ? 0 : 220
    readonly property int writing: still ? 0 : 90

    function typeSize(inkMm: real): int {
        return Math.ceil(inkMm * mm * scale / inkRatio);
    }
    function space(units: real): real {
        return Math.round(units * 0.25 * mm);
    }
    // Sign and colour of how something stands: done, owed, stop, else open.
    function toneIcon(tone: string): string {
        return tone === "done" ? "check" : tone === "owed" ? "flag" : tone === "stop" ? "stop" : "info";
    }
    function toneColor(tone: string): color {
        return tone === "done" ? done : tone === "owed" ? owed : tone === "stop" ? seal : link;
    }
    function measure(size: real): real {
        return 28 * size;
    }
    function fill(text: string, values: var): string {
        let filled = text;
        for (const name in values)
            filled = filled.replace("{" + name + "}", values[name]);
        return filled;
    }
}
