// SPDX-License-Identifier: Apache-2.0
// What staff can do from the home page, each button by its right; nothing here is done at once.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Flow {
    id: acts

    property var model: []

    spacing: Theme.low ? Theme.gap3 : Theme.gap4

    Repeater {
        model: acts.model

        ActButton {
            required property var modelData

            objectName: modelData.id
            kind: modelData.picture ? "primary" : "plain"
            enabled: modelData.enabled
            size: Theme.body
            height: Theme.target
            iconName: modelData.picture
            text: modelData.title
            onClicked: Session.act(modelData.id, "")
        }
    }
}
