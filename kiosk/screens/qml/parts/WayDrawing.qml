// SPDX-License-Identifier: Apache-2.0
// One way to identify oneself as a picture, by the name of its source.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: drawing

    property string name: ""
    property bool works: true

    readonly property real unit: Math.min(width / 200, height / 150)
    readonly property color tone: works ? Theme.link : Theme.rule

    transform: Mirror {
        of: drawing
    }
    Accessible.ignored: true

    Loader {
        x: (parent.width - 200 * drawing.unit) / 2
        width: 200 * drawing.unit
        height: 150 * drawing.unit
        sourceComponent: drawing.name === "qr_token" ? phone : card
    }
    Component {
        id: phone

        WayPhone {
            unit: drawing.unit
            tone: drawing.tone
        }
    }
    Component {
        id: card

        WayCard {
            unit: drawing.unit
            tone: drawing.tone
            inSlot: drawing.name === "sscard_pcsc"
        }
    }
}
