// SPDX-License-Identifier: Apache-2.0
// The shade: nothing of the visit, only the way back, by the card or by four digits.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    reserve: pad.taken

    lead: view.lead ?? ""
    besideSheet: false

    PadGround {
        id: pad

        parent: page
        lift: page.groundTop
        anchors.fill: parent
        hidden: page.view.hidden ?? true
        digits: page.view.digits ?? 0
        error: page.view.message ?? ""
        remark: page.view.note ?? ""
    }
    // The card comes first of the two ways: nobody has to remember it.
    Loader {
        y: page.high * 0.64
        width: page.wide
        height: page.high - y
        active: Theme.portrait && !Theme.lowered && (page.view.hidden ?? false)
        sourceComponent: CardOnReader {}
    }
}
