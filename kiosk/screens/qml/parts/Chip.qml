// SPDX-License-Identifier: Apache-2.0
// Where a value comes from or how a material is supplied: a shape, a tint and a word in ink.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Rectangle {
    id: chip

    required property string kind
    required property string text
    property real most: 90 * Theme.mm
    readonly property var looks: ({
            "card": ["card", Theme.tintDone, Theme.done],
            "called": ["download", Theme.tintDone, Theme.done],
            "reused": ["folder", Theme.tintDone, Theme.done],
            "issued_online": ["download", Theme.tintDone, Theme.done],
            "waiting": ["clock", Theme.tintAct, Theme.act],
            "generated": ["sheet", Theme.tintDone, Theme.done],
            "calculated": ["equals", Theme.tintNeutral, Theme.ink],
            "you": ["pen", Theme.tintAct, Theme.act],
            "promised": ["flag", Theme.tintOwed, Theme.owed],
            "tolerated": ["clock", Theme.tintOwed, Theme.owed],
            "handed_in": ["hand", Theme.tintOwed, Theme.owed],
            "not_needed": ["dash", Theme.tintNeutral, Theme.ink],
            "disputed": ["question", Theme.tintOwed, Theme.seal],
            "unknown": ["question", Theme.tintNeutral, Theme.ink]
        })
    readonly property var look: looks[kind] ?? looks["unknown"]

    implicitWidth: content.width + 2 * Theme.gap3
    implicitHeight: content.height + Theme.gap2
    radius: Theme.radius
    color: look[1]
    border.width: Theme.high ? Theme.line : 0
    border.color: Theme.rule
    Accessible.role: Accessible.StaticText
    Accessible.name: text

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.gap2

        Icon {
            y: (Theme.caption * 1.3 - height) / 2
            name: chip.look[0]
            color: chip.look[2]
            size: Theme.caption * 1.05
        }
        Label {
            text: chip.text
            width: Math.min(implicitWidth, chip.most - Theme.caption * 1.05 - Theme.gap2 - 2 * Theme.gap3)
            font.pixelSize: Theme.caption
            lineHeight: Math.round(Theme.caption * 1.3)
            Accessible.ignored: true
        }
    }
}
