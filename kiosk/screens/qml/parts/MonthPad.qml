// SPDX-License-Identifier: Apache-2.0
// One month to touch a day in, beside the digits; days that cannot be meant are not touched.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Column {
    id: pad

    // The last day that can be meant, ISO; empty where days may lie ahead.
    property string latest: ""
    property real room: 100 * Theme.mm
    readonly property date last: latest ? new Date(latest + "T12:00:00") : new Date(2999, 11, 31)
    property int year: (latest ? last : new Date()).getFullYear()
    property int month: (latest ? last : new Date()).getMonth()
    readonly property int blanks: (new Date(year, month, 1).getDay() + 6) % 7
    readonly property int days: new Date(year, month + 1, 0).getDate()
    readonly property real cell: Math.floor((Math.min(room, 260 * Theme.mm) - 6 * spacing) / 7)
    readonly property var monthNames: (Theme.texts["ui.date.months"] ?? "").split(",")

    function turn(months: int) {
        const first = new Date(year, month + months, 1);
        year = first.getFullYear();
        month = first.getMonth();
    }
    function follow(typed: string) {
        const typedMonth = Number(typed.slice(4, 6));
        if (typed.length < 6 || typedMonth < 1 || typedMonth > 12)
            return;
        year = Number(typed.slice(0, 4));
        month = typedMonth - 1;
    }
    function digits(day: int): string {
        return String(year) + String(month + 1).padStart(2, "0") + String(day).padStart(2, "0");
    }

    spacing: Theme.gap2
    Component.onCompleted: follow(Session.entry)

    Connections {
        target: Session

        function onEntryChanged() {
            pad.follow(Session.entry);
        }
    }

    component Turn: PadKey {
        required property int months

        objectName: "turn-" + months
        own: true
        quiet: true
        width: pad.cell
        onClicked: pad.turn(months)
    }

    Row {
        spacing: pad.spacing

        Turn {
            months: -12
            iconName: "first"
            text: Theme.texts["ui.date.year_before"] ?? ""
        }
        Turn {
            months: -1
            iconName: "left"
            text: Theme.texts["ui.date.month_before"] ?? ""
        }
        Label {
            width: 3 * pad.cell + 2 * pad.spacing
            height: Theme.target
            text: Theme.fill(Theme.texts["ui.date.head"] ?? "", {
                year: pad.year,
                month: pad.monthNames[pad.month] ?? ""
            })
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            font.weight: Font.Medium
        }
        Turn {
            months: 1
            iconName: "right"
            text: Theme.texts["ui.date.month_after"] ?? ""
        }
        Turn {
            months: 12
            iconName: "last"
            text: Theme.texts["ui.date.year_after"] ?? ""
        }
    }
    Row {
        spacing: pad.spacing

        Repeater {
            model: (Theme.texts["ui.date.days"] ?? "").split(",")

            Label {
                required property string modelData

                width: pad.cell
                text: modelData
                horizontalAlignment: Text.AlignHCenter
                color: Theme.inkSoft
                font.pixelSize: Theme.caption
            }
        }
    }
    Grid {
        columns: 7
        spacing: pad.spacing

        Repeater {
            model: pad.blanks

            Item {
                width: pad.cell
                height: Theme.target
            }
        }
        Repeater {
            model: pad.days

            PadKey {
                id: day

                required property int index

                objectName: "day-" + text
                own: true
                width: pad.cell
                text: String(index + 1)
                value: pad.digits(index + 1)
                enabled: new Date(pad.year, pad.month, index + 1) <= pad.last
                opacity: enabled ? 1 : 0.35
                chosen: Session.entry === value
                onClicked: {
                    Session.key("清空");
                    Session.key(value);
                }
            }
        }
    }
}
