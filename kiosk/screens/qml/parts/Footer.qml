// SPDX-License-Identifier: Apache-2.0
// Back at the left, the one way forward at the right; in portrait forward takes the whole width.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: footer

    readonly property var back: Session.back
    readonly property var forward: Session.forward
    readonly property var extra: Session.extra
    readonly property bool any: Boolean(back || forward || extra)
    readonly property bool lower: Boolean(back || extra)
    readonly property real rowHeight: Theme.buttonHeight

    implicitHeight: !any ? Theme.gap5 : Theme.gap3 + Theme.gap5 + (Theme.portrait && forward && lower ? 2 * rowHeight + Theme.gap4 : rowHeight)

    ActButton {
        id: forwardButton

        objectName: "forward"
        visible: Boolean(footer.forward)
        enabled: footer.forward?.enabled ?? false
        text: footer.forward?.label ?? ""
        iconName: "right"
        iconLast: true
        x: footer.width - width - Theme.margin
        y: Theme.gap3
        height: footer.rowHeight
        width: Theme.portrait ? footer.width - 2 * Theme.margin : Math.min(Math.max(implicitWidth, 70 * Theme.mm), footer.width * 0.5)
        onClicked: Session.act(footer.forward.act, footer.forward.value)
    }

    Row {
        x: Theme.margin
        y: Theme.portrait && footer.forward ? Theme.gap3 + footer.rowHeight + Theme.gap4 : Theme.gap3
        spacing: Theme.gap4

        ActButton {
            id: backButton

            objectName: "back"
            kind: "plain"
            visible: Boolean(footer.back)
            enabled: footer.back?.enabled ?? false
            text: footer.back?.label ?? ""
            iconName: "left"
            height: footer.rowHeight
            onClicked: Session.act(footer.back.act, footer.back.value)
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
}
