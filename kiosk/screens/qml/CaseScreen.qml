// SPDX-License-Identifier: Apache-2.0
// One case: how it stands first, then what can be done, then its history; "more" brings the rest.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    // What is told first, what can be touched, and what else is told, as one list.
    readonly property var told: view.rows ?? []
    readonly property int ahead: Math.min(told.length, Theme.low || Theme.elder ? 1 : 2)
    readonly property var all: told.slice(0, ahead).concat(view.acts ?? [], told.slice(ahead))
    readonly property bool apart: !tall && !Theme.low && !Theme.elder && (view.acts ?? []).length > 0

    remark: view.remark ?? ""
    besideSheet: false

    Pager {
        anchors.left: parent.left
        anchors.top: parent.top
        anchors.bottom: code.visible ? code.top : parent.bottom
        width: page.apart ? parent.width * 0.55 - Theme.gap5 : parent.width
        gap: Theme.low ? Theme.gap4 : Theme.gap5
        most: Theme.most
        model: page.apart ? page.told : page.all

        delegate: CaseLine {
            required property var modelData

            entry: modelData
        }
    }
    Pager {
        visible: page.apart
        anchors.right: parent.right
        anchors.top: parent.top
        anchors.bottom: parent.bottom
        width: parent.width * 0.45
        ownMore: false
        gap: Theme.gap4
        model: page.apart ? page.view.acts : []

        delegate: CaseLine {
            required property var modelData

            entry: modelData
        }
    }
    Note {
        id: code

        anchors.bottom: parent.bottom
        visible: Boolean(page.view.code)
        text: Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
            "code": page.view.code
        })
    }
}
