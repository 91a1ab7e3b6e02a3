// SPDX-License-Identifier: Apache-2.0
// One thing of a case: something told, with a bar in its colour, or something to touch.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: line

    required property var entry
    readonly property bool touched: entry.id !== undefined
    readonly property bool keyed: entry.key !== undefined

    implicitHeight: keyed ? setting.implicitHeight : touched ? act.implicitHeight : said.implicitHeight

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
        visible: line.touched && !line.keyed
        enabled: line.entry.enabled ?? true
        chosen: line.entry.chosen ?? false
        objectName: line.keyed ? "" : "option-" + (line.entry.id ?? "")
        text: line.entry.title ?? ""
        detail: line.entry.detail ?? ""
        picture: line.entry.picture ?? ""
        onClicked: Session.act("choose", line.entry.id)
    }
    Loader {
        id: setting

        anchors.fill: parent
        active: line.keyed
        sourceComponent: SettingLine {
            entry: line.entry
        }
    }
}
