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

        parent: page
        lift: page.groundTop
        anchors.fill: parent
        hidden: page.view.hidden ?? true
        digits: page.view.digits ?? 0
        error: page.view.message
    }
}
