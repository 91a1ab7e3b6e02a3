// SPDX-License-Identifier: Apache-2.0
// Explains marks in one sentence each; here a called value is said to be wrong, or right after all.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Overlay {
    id: explain

    property var chips: []
    property string subject: ""
    property string picture: ""
    // What may be done about it: edit, dispute, undispute, amend (fill in, or undispute), or nothing.
    property string deed: ""
    property var reasons: []
    property bool asking: false

    function legend(kinds: var) {
        close();
        title = Theme.texts["ui.chip.explain"];
        chips = kinds;
        open = true;
    }
    function one(name: string, row: var, subjectId: string, choices: var) {
        close();
        title = name;
        chips = [row.chip];
        subject = subjectId;
        deed = row.act;
        picture = row.picture ?? "";
        reasons = choices;
        open = true;
    }
    function close() {
        open = false;
        asking = false;
        chips = [];
        reasons = [];
        subject = "";
        deed = "";
        picture = "";
    }
    function act(name: string, value: string) {
        close();
        Session.act(name, value);
    }

    Icon {
        visible: explain.picture !== "" && !explain.asking
        name: explain.picture
        size: (Theme.low ? 28 : 44) * Theme.mm
        color: Theme.ink
    }
    Repeater {
        model: explain.asking ? [] : explain.chips

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
    Label {
        width: explain.innerWidth
        visible: explain.asking
        text: Theme.texts["ui.dispute.what"] ?? ""
    }
    Repeater {
        model: explain.asking ? explain.reasons : []

        ActButton {
            required property var modelData

            objectName: "reason-" + modelData.id
            kind: "plain"
            width: explain.innerWidth
            text: modelData.title
            onClicked: explain.act("dispute", explain.subject + ":" + modelData.id)
        }
    }
    Flow {
        width: explain.innerWidth
        spacing: Theme.gap4

        ActButton {
            objectName: "close-explain"
            text: Theme.texts[explain.deed === "edit" || explain.deed === "dispute" ? "ui.chip.right" : "ui.close"] ?? ""
            onClicked: explain.close()
        }
        ActButton {
            objectName: "wrong"
            kind: "plain"
            visible: !explain.asking && explain.deed !== "" && explain.deed !== "undispute"
            text: Theme.texts["ui.dispute." + explain.deed] ?? ""
            onClicked: {
                if (explain.deed === "dispute")
                    explain.asking = true;
                else
                    explain.act("edit", explain.subject);
            }
        }
        ActButton {
            objectName: "undo-dispute"
            kind: "plain"
            visible: explain.deed === "undispute" || explain.deed === "amend"
            text: Theme.texts["ui.dispute.undispute"] ?? ""
            onClicked: explain.act("undispute", explain.subject)
        }
    }
}
