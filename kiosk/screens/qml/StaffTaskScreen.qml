// SPDX-License-Identifier: Apache-2.0
// A page behind the staff's home: what is told and what can be touched, a pad, or a keyboard.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    readonly property var acts: view.acts ?? []
    readonly property var rows: view.rows ?? []
    readonly property bool apart: !tall && !Theme.low && !Theme.elder && acts.length > 0 && rows.length > 0
    readonly property bool listed: view.kind === "list"
    readonly property bool keyed: view.kind === "keys"
    readonly property bool papered: view.kind === "paper" || view.kind === "paper_large"

    reserve: view.kind === "number" ? ((pad.item as PadGround)?.taken ?? 0) : 0
    lead: view.kind === "guide" ? "" : (view.lead ?? "")
    remark: view.who ?? ""
    besideSheet: false

    Loader {
        anchors.fill: parent
        anchors.bottomMargin: code.visible ? code.height + Theme.gap3 : 0
        active: page.listed
        sourceComponent: Item {
            Pager {
                anchors.fill: parent
                anchors.rightMargin: page.apart ? parent.width * 0.5 + Theme.gap5 : 0
                gap: Theme.low ? Theme.gap3 : Theme.gap4
                columns: page.rows.length === 0 && page.acts.length > 3 && width > 130 * Theme.mm * Theme.scale && !Theme.elder ? 2 : 1
                // Staff knows its lists: room alone breaks them, but for large type. What is only told
                // is read and not weighed.
                most: Theme.elder ? Theme.most + (page.apart ? 0 : page.rows.length) : 1000
                model: page.apart ? page.rows : page.rows.slice(0, 1).concat(page.acts, page.rows.slice(1))

                delegate: CaseLine {
                    required property var modelData

                    entry: modelData
                }
            }
            Pager {
                visible: page.apart
                anchors.fill: parent
                anchors.leftMargin: parent.width * 0.5
                gap: Theme.gap4
                most: Theme.most
                model: page.apart ? page.acts : []

                delegate: CaseLine {
                    required property var modelData

                    entry: modelData
                }
            }
        }
    }
    Loader {
        id: pad

        parent: page
        anchors.fill: parent
        active: page.view.kind === "number"
        sourceComponent: PadGround {
            unit: page.view.unit ?? ""
            error: page.view.error ?? ""
            lift: page.groundTop
        }
    }
    Loader {
        anchors.fill: parent
        active: page.view.kind === "text"
        sourceComponent: TextGround {
            mode: page.view.mode ?? "pinyin"
            error: page.view.error ?? ""
        }
    }
    Loader {
        anchors.fill: parent
        active: page.keyed
        sourceComponent: Pager {
            gap: Theme.gap3
            columns: width > 180 * Theme.mm * Theme.scale && !Theme.portrait && !Theme.elder ? 2 : 1
            columnGap: Theme.gap4
            model: page.view.keys.concat(page.acts)

            delegate: CaseLine {
                required property var modelData

                entry: modelData
            }
        }
    }
    Loader {
        anchors.fill: parent
        active: page.view.kind === "guide"
        sourceComponent: StaffGuide {
            picture: page.view.picture ?? ""
            sentence: page.view.lead ?? ""
        }
    }
    Loader {
        parent: page.Window.contentItem
        anchors.fill: parent
        z: 1
        active: page.view.kind === "grid"
        sourceComponent: TouchGrid {
            running: true
            cells: page.view.picture
            sentence: page.view.lead
        }
    }
    Loader {
        anchors.fill: parent
        active: page.view.kind === "grid_done"
        sourceComponent: TouchResult {
            rows: page.rows.concat(page.acts)
            cells: page.view.picture
            sentence: page.view.title
        }
    }
    // No Loader: its list would be laid out once more while it goes with its rows.
    PaperView {
        anchors.fill: parent
        anchors.bottomMargin: code.visible ? code.height + Theme.gap3 : 0
        visible: page.papered
        rows: page.papered ? page.rows.concat(page.acts) : []
        pages: page.papered ? page.view.pages : []
        large: page.view.kind === "paper_large"
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
