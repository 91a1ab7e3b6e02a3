// SPDX-License-Identifier: Apache-2.0
// Five touches on the seal within a few seconds open the staff's door over a visit.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

MouseArea {
    id: knock

    property int knocks: 0

    objectName: "knock"
    Accessible.ignored: true
    onClicked: {
        knocks += 1;
        forget.restart();
        if (knocks === 5) {
            knocks = 0;
            Session.act("staff_door", "");
        }
    }

    Timer {
        id: forget

        interval: 3000
        onTriggered: knock.knocks = 0
    }
}
