// SPDX-License-Identifier: Apache-2.0
// One thing on the teacher's desk: something told, or something to touch.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: line

    required property var entry
    readonly property bool touched: entry.id !== undefined

    implicitHeight: touched ? act.implicitHeight : said.implicitHeight

    Said {
        id: said

        anchors.fill: parent
        visible: !line.touched
        label: line.touched ? "" : line.entry.label
        text: line.touched ? "" : line.entry.text
        tone: Theme.toneColor(line.entry.tone ?? "open")
        iconName: Theme.toneIcon(line.entry.tone ?? "open")
    }
    Tile {
        id: act

        anchors.fill: parent
        visible: line.touched
        objectName: "training-" + (line.entry.id ?? "")
        text: line.entry.title ?? ""
        detail: line.entry.detail ?? ""
        picture: line.entry.picture ?? ""
        onClicked: Session.act("training", line.entry.id)
    }
}
