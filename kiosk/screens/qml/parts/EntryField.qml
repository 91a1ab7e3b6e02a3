// SPDX-License-Identifier: Apache-2.0
// What has been typed so far, its unit, and below it what is wrong with it.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Column {
    id: field

    property string entry: Session.entry
    property string unit: ""
    property string error: ""
    property string remark: ""
    property bool grouped: false
    // A day: year, month and day apart, with a place for each digit to come.
    property bool dated: false
    // Letters that wait to become characters.
    property string pending: ""

    // A mobile number in the groups people read it in: 138 0000 0000.
    function spaced(digits: string): string {
        if (dated && digits)
            return Theme.fill(Theme.texts["ui.date.typed"] ?? "", {
                year: digits.slice(0, 4).padEnd(4, "_"),
                month: digits.slice(4, 6).padEnd(2, "_"),
                day: digits.slice(6, 8).padEnd(2, "_")
            });
        return grouped ? digits.replace(/^(\d{3})(\d{0,4})(\d{0,4}).*$/, (all, a, b, c) => [a, b, c].filter(part => part).join(" ")) : digits;
    }

    spacing: Theme.gap3

    Rectangle {
        id: box

        width: parent.width
        height: Math.max(Theme.target * 1.2, typed.implicitHeight + Theme.gap4)
        radius: Theme.radius
        color: Theme.surface
        border.width: Theme.line * 3
        border.color: field.error ? Theme.seal : Theme.link
        Accessible.role: Accessible.EditableText
        Accessible.name: Theme.texts["ui.pad.entry"] ?? ""
        Accessible.description: field.entry

        // Digits and characters run from left to right in every language, and the mark after them.
        Row {
            x: Theme.gap5
            anchors.verticalCenter: parent.verticalCenter
            layoutDirection: Theme.keyOrder

            Label {
                id: typed

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, box.width - 2 * Theme.gap5 - (field.unit ? unitLabel.width + Theme.gap3 : 0))
                text: field.spaced(field.entry)
                font.pixelSize: Theme.field
                font.weight: Font.Medium
            }
            Label {
                id: waiting

                anchors.verticalCenter: parent.verticalCenter
                text: field.pending
                wrapMode: Text.NoWrap
                color: Theme.link
                font.pixelSize: Theme.field
                font.underline: true
            }
            Item {
                width: Theme.gap1
                height: 1
            }
            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.line * 2
                height: Theme.field * 1.1
                color: Theme.link
            }
        }
        Label {
            anchors.verticalCenter: parent.verticalCenter
            x: Theme.gap5 + Theme.gap4
            visible: field.entry === "" && field.pending === ""
            width: box.width - x - Theme.gap4 - (field.unit ? unitLabel.width + Theme.gap4 : 0)
            text: Theme.texts["ui.pad.empty"] ?? ""
            color: Theme.inkSoft
            font.pixelSize: Theme.caption
            lineHeight: Math.round(Theme.caption * 1.3)
        }
        Label {
            id: unitLabel

            anchors.right: parent.right
            anchors.rightMargin: Theme.gap5
            anchors.verticalCenter: parent.verticalCenter
            text: field.unit
            wrapMode: Text.NoWrap
        }
    }
    ErrorLine {
        width: parent.width
        text: field.error
    }
    Note {
        width: parent.width
        text: field.remark
        lineHeight: Math.round(Theme.caption * 1.4)
    }
}
