// SPDX-License-Identifier: Apache-2.0
// Each document has its line; the sheet slides out of a drawn slot.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    besideSheet: false
    lead: Theme.fill(Theme.texts["ui.printing.count"] ?? "", {
        "done": view.sheets_done ?? 0,
        "total": view.sheets_total ?? 0
    })

    Column {
        id: told

        width: page.tall || !slot.visible ? page.wide : page.wide * 0.56
        spacing: Theme.gap4

        ErrorLine {
            id: wrong

            width: parent.width
            text: page.view.message
        }
        ProgressLines {
            width: parent.width
            height: Math.min(page.high - (wrong.visible ? wrong.height + Theme.gap4 : 0) - (code.visible ? code.height + Theme.gap4 : 0), page.tall ? (page.view.lines?.length ?? 0) * 3.6 * Theme.body : page.high)
            model: page.view.lines
        }
        Note {
            id: code

            visible: Boolean(page.view.code)
            text: Theme.fill(Theme.texts["ui.trouble.code"] ?? "", {
                "code": page.view.code
            })
        }
    }
    PrinterSlot {
        id: slot

        visible: !(Theme.low && page.view.message)
        x: page.tall ? 0 : told.width + Theme.gap8
        y: page.tall ? told.height + Theme.gap7 : 0
        width: page.wide - x
        height: page.high - y
        fraction: page.view.message ? 0.25 : 0.35 + 0.65 * page.view.sheets_done / Math.max(1, page.view.sheets_total)
    }
}
