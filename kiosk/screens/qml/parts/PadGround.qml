// SPDX-License-Identifier: Apache-2.0
// A field and its number pad: side by side where it is wide, one below the other where it is tall.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: ground

    property string unit: ""
    property string error: ""
    // A quiet sentence below the field.
    property string remark: ""
    property bool grouped: false
    property bool withX: false
    // A day, to be typed or touched in a month where there is room for one.
    property bool dated: false
    property string latest: ""
    // A PIN: dots in place of what was typed.
    property bool hidden: false
    property int digits: 0
    // It fills the page and not its ground, for out of its ground Qt looks for no touch: the field begins so far
    // below the top, under the question; on a low glass the pad stands beside both.
    property real lift: 0
    readonly property real taken: Theme.low ? pad.width + Theme.gap6 : 0
    readonly property bool beside: Theme.low || width > (height - lift) * 1.1

    EntryField {
        id: field

        y: ground.lift
        width: ground.beside ? ground.width - pad.width - Theme.gap6 : ground.width
        unit: ground.unit
        error: ground.error
        remark: ground.remark
        grouped: ground.grouped
        dated: ground.dated
        entry: ground.hidden ? "●".repeat(ground.digits) : Session.entry
    }
    NumberPad {
        id: pad

        x: ground.beside ? ground.width - width : 0
        y: Theme.low ? 0 : ground.beside ? field.y : field.y + field.height + Theme.gap6
        withX: ground.withX
        room: ground.beside ? ground.width * 0.5 : ground.width
        roomBelow: ground.height - y
    }
    Loader {
        id: month

        readonly property real under: (ground.beside ? field.y + field.height : pad.y + pad.height) + Theme.gap5
        readonly property real wanted: 8 * Theme.target + 7 * Theme.gap2

        active: ground.dated && ground.height - under >= wanted && field.width >= 7 * (Theme.target + Theme.gap2)
        y: under
        sourceComponent: MonthPad {
            latest: ground.latest
            room: field.width
        }
    }
}
