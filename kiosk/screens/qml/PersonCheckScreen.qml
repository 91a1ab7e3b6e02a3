// SPDX-License-Identifier: Apache-2.0
// Is it you: the code from the telephone on a pad, or the wait with a drawing of what to do.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    readonly property bool asksCode: view.kind === "code"
    readonly property bool pictured: view.kind === "look" || view.kind === "scan"

    reserve: asksCode ? pad.taken : 0
    besideSheet: !(asksCode && Theme.low)
    lead: view.hint ?? ""

    Loader {
        id: pad

        readonly property real taken: (item as PadGround)?.taken ?? 0

        parent: page
        anchors.fill: parent
        active: page.asksCode
        sourceComponent: PadGround {
            lift: page.groundTop
            error: page.view.error
            remark: page.view.error ? "" : page.view.note // to a wrong code, nothing about none
        }
    }
    ProgressLines {
        id: lines

        width: parent.width
        height: page.pictured ? Math.min(parent.height * 0.3, 24 * Theme.mm * Theme.scale) : parent.height
        visible: !page.asksCode
        model: page.view.lines ?? []
    }
    Loader {
        y: lines.height + Theme.gap5
        width: parent.width
        height: parent.height - y
        active: page.pictured
        sourceComponent: page.view.kind === "scan" ? code : look
    }
    Component {
        id: code

        ScanCode {
            path: page.view.squares
            across: page.view.across
        }
    }
    Component {
        id: look

        FaceInFrame {}
    }
}
