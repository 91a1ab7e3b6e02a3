// SPDX-License-Identifier: Apache-2.0
// The staff's number, then the PIN: of that as many dots as digits, never the digits.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    reserve: pad.taken

    lead: view.lead ?? ""
    besideSheet: false

    PadGround {
        id: pad

        // Above the page's ground, and not out of it: there Qt looks for no touch.
        parent: page
        lift: page.groundTop
        anchors.fill: parent
        anchors.topMargin: Theme.low ? 0 : page.groundTop
        hidden: page.view.hidden ?? true
        digits: page.view.digits ?? 0
        error: page.view.message
    }
}
