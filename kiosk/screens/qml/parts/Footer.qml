// SPDX-License-Identifier: Apache-2.0
// Back at the left, the one way forward at the right; in portrait forward takes the whole width.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: footer

    // The page above, which may have leaves of its own to turn.
    property Page page: null
    readonly property string ahead: forward ? page?.nextLeaf ?? "" : ""
    readonly property string behind: back ? page?.previousLeaf ?? "" : ""
    readonly property var back: Session.back
    readonly property var forward: Session.forward
    readonly property var extra: Session.extra
    readonly property bool any: Boolean(back || forward || extra)
    readonly property bool lower: Boolean(back || extra)
    readonly property real rowHeight: Theme.buttonHeight

    readonly property bool lowest: Theme.portrait
    readonly property real lowerY: Theme.portrait && forward ? Theme.gap3 + rowHeight + Theme.gap4 : Theme.gap3
    readonly property real offered: bar.visible ? bar.height + Theme.gap4 : 0
    readonly property real rows: !any && !lowest ? Theme.gap5 : Theme.gap3 + Theme.gap5 + (Theme.portrait && forward ? 2 * rowHeight + Theme.gap4 : rowHeight)

    implicitHeight: offered + rows

    OfferBar {
        id: bar

        x: Theme.margin
        y: Theme.gap3
        width: footer.width - 2 * Theme.margin
    }

    ActButton {
        id: forwardButton

        objectName: "forward"
        visible: Boolean(footer.forward)
        enabled: (footer.page?.leafed ?? false) || (footer.forward?.enabled ?? false)
        text: footer.ahead || (footer.forward?.label ?? "")
        iconName: "right"
        iconLast: true
        x: footer.width - width - Theme.margin
        y: footer.offered + Theme.gap3
        height: footer.rowHeight
        width: Theme.portrait ? footer.width - 2 * Theme.margin : Math.min(Math.max(implicitWidth, 70 * Theme.mm), footer.width * 0.5)
        onClicked: footer.ahead ? footer.page.turned(1) : Session.act(footer.forward.act, footer.forward.value)
    }

    Row {
        id: ways

        x: Theme.margin
        y: footer.offered + footer.lowerY
        spacing: Theme.gap4

        ActButton {
            id: backButton

            objectName: "back"
            kind: "plain"
            visible: Boolean(footer.back)
            enabled: footer.back?.enabled ?? false
            text: footer.behind || (footer.back?.label ?? "")
            iconName: "left"
            height: footer.rowHeight
            onClicked: footer.behind ? footer.page.turned(-1) : Session.act(footer.back.act, footer.back.value)
        }
        ActButton {
            objectName: "extra"
            kind: footer.back ? "quiet" : "plain"
            visible: Boolean(footer.extra)
            enabled: footer.extra?.enabled ?? false
            text: footer.extra?.label ?? ""
            size: Theme.body
            height: footer.rowHeight
            onClicked: Session.act(footer.extra.act, footer.extra.value)
        }
    }
    // Within reach of somebody who sits, whatever stands above.
    ToolButton {
        readonly property real room: footer.width - 2 * Theme.margin - ways.width - Theme.gap4

        objectName: "reach"
        visible: footer.lowest
        iconName: Theme.lowered ? "higher" : "lower"
        wordless: Theme.elder || footer.lower && room < 44 * Theme.mm
        text: (Theme.lowered ? Theme.texts["ui.ease.reach_off"] : Theme.texts["ui.ease.reach_on"]) ?? ""
        height: footer.rowHeight
        x: footer.width - width - Theme.margin + Theme.gap3
        y: footer.offered + footer.lowerY
        onClicked: Session.act("reach", Theme.lowered ? "off" : "on")
    }
}
