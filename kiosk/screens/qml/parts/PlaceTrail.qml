// SPDX-License-Identifier: Apache-2.0
// What is picked of an address already, and the way to another place.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Flow {
    id: trail

    property string picked: ""
    property string elsewhere: ""

    visible: elsewhere !== ""
    height: visible ? implicitHeight : 0
    spacing: Theme.gap4

    Item {
        width: Math.min(names.implicitWidth, trail.width)
        height: Math.max(other.height, names.height)

        Label {
            id: names

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width
            text: trail.picked
            font.pixelSize: Theme.field
            font.weight: Font.Medium
        }
    }
    ActButton {
        id: other

        objectName: "elsewhere"
        kind: "quiet"
        text: trail.elsewhere
        onClicked: Session.act("elsewhere", "")
    }
}
