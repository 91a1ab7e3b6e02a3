// SPDX-License-Identifier: Apache-2.0
// Check again, restart, shut down; what interrupts a citizen wants a second touch.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Flow {
    id: acts

    property bool busy: false
    property string confirm: ""

    spacing: Theme.gap4

    ActButton {
        objectName: "probe"
        visible: acts.confirm === ""
        enabled: !acts.busy
        size: Theme.body
        height: Theme.target
        iconName: "loop"
        text: (acts.busy ? Theme.texts["ui.staff.busy"] : Theme.texts["ui.staff.probe"]) ?? ""
        onClicked: Session.act("probe", "")
    }
    Repeater {
        model: ["restart", "close"]

        ActButton {
            required property string modelData

            objectName: modelData
            kind: "plain"
            visible: acts.confirm === ""
            enabled: !acts.busy
            size: Theme.body
            height: Theme.target
            text: Theme.texts["ui.staff." + modelData] ?? ""
            onClicked: Session.act(modelData, "")
        }
    }
    ActButton {
        objectName: "cancel"
        kind: "plain"
        visible: acts.confirm !== ""
        size: Theme.body
        height: Theme.target
        text: Theme.texts["ui.staff.cancel"] ?? ""
        onClicked: Session.act("cancel", "")
    }
    ActButton {
        objectName: "confirm"
        kind: "stop"
        visible: acts.confirm !== ""
        size: Theme.body
        height: Theme.target
        text: Theme.texts["ui.staff.confirm_" + acts.confirm] ?? ""
        onClicked: Session.act("confirm", acts.confirm)
    }
}
