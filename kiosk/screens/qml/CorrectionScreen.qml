// SPDX-License-Identifier: Apache-2.0
// What is to be corrected: by a few words here, or by papers at the window.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    readonly property bool writes: view.kind === "write"

    lead: writes && Theme.low && Theme.elder ? "" : view.asked ?? ""
    remark: view.remark ?? ""
    besideSheet: false

    Choices {
        anchors.fill: parent
        visible: !page.writes
        options: page.view.options
    }
    Loader {
        anchors.fill: parent
        active: page.writes
        sourceComponent: TextGround {}
    }
}
