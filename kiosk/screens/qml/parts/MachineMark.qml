// SPDX-License-Identifier: Apache-2.0
// The machine's number; five touches within a few seconds open the staff's door.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Touch {
    id: mark

    property string machine: ""
    property int knocks: 0

    objectName: "machine"
    text: Theme.fill(Theme.texts["ui.machine"] ?? "", {
        "machine": machine
    })
    implicitWidth: words.implicitWidth + Theme.gap4
    implicitHeight: Theme.target
    onClicked: {
        knocks += 1;
        forget.restart();
        if (knocks === 5) {
            knocks = 0;
            Session.act("staff_door", "");
        }
    }
    contentItem: Item {
        Label {
            id: words

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            text: mark.text
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.caption
            color: Theme.inkSoft
            Accessible.ignored: true
        }
    }

    Timer {
        id: forget

        interval: 3000
        onTriggered: mark.knocks = 0
    }
}
