// SPDX-License-Identifier: Apache-2.0
// One key of a pad or keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: key

    property string value: text
    property string iconName: ""
    property bool quiet: false
    property bool chosen: false
    property real size: Theme.field
    property bool own: false

    objectName: "key-" + value
    implicitWidth: Theme.target * 1.5
    implicitHeight: Theme.target
    onClicked: if (!own)
        Session.key(value)

    background: Rectangle {
        radius: Theme.radius
        color: key.down ? Theme.act : key.chosen ? Theme.tintAct : key.quiet ? Theme.tintNeutral : Theme.surface
        border.width: Theme.line * (key.chosen ? 3 : 1)
        border.color: key.chosen ? Theme.link : Theme.rule
    }
    contentItem: Item {
        Label {
            anchors.centerIn: parent
            visible: key.iconName === ""
            text: key.text
            wrapMode: Text.NoWrap
            color: key.down ? Theme.actText : Theme.ink
            font.pixelSize: key.size
            font.weight: Font.Medium
            Accessible.ignored: true
        }
        Icon {
            anchors.centerIn: parent
            visible: key.iconName !== ""
            name: key.iconName
            size: key.size * 1.2
            color: key.down ? Theme.actText : Theme.ink
        }
    }
}
