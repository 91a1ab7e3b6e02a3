// SPDX-License-Identifier: Apache-2.0
// Explains marks in one sentence each; a value of the form may be said to be wrong here.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Overlay {
    id: explain

    property var chips: []
    property string wrongId: ""

    function legend(kinds: var) {
        title = Theme.texts["ui.chip.explain"];
        chips = kinds;
        wrongId = "";
        open = true;
    }
    function one(name: string, chip: var, rowId: string) {
        title = name;
        chips = [chip];
        wrongId = rowId;
        open = true;
    }
    function close() {
        open = false;
        chips = [];
        wrongId = "";
    }

    Repeater {
        model: explain.chips

        Grid {
            id: line

            required property var modelData

            columns: explain.innerWidth > 130 * Theme.mm ? 2 : 1
            spacing: Theme.gap3
            verticalItemAlignment: Grid.AlignVCenter

            Chip {
                id: chip

                kind: line.modelData.kind
                text: line.modelData.text
                most: explain.innerWidth * (line.columns === 2 ? 0.42 : 1)
            }
            Label {
                width: line.columns === 2 ? explain.innerWidth * 0.56 - Theme.gap3 : explain.innerWidth
                text: line.modelData.explanation || (Theme.texts["ui.chip." + line.modelData.kind] ?? "")
            }
        }
    }
    Flow {
        width: explain.innerWidth
        spacing: Theme.gap4

        ActButton {
            objectName: "close-explain"
            text: Theme.texts[explain.wrongId ? "ui.chip.right" : "ui.close"] ?? ""
            onClicked: explain.close()
        }
        ActButton {
            objectName: "wrong"
            kind: "plain"
            visible: explain.wrongId !== ""
            text: Theme.texts["ui.chip.wrong"] ?? ""
            onClicked: {
                const id = explain.wrongId;
                explain.close();
                Session.act("edit", id);
            }
        }
    }
}
