// SPDX-License-Identifier: Apache-2.0
// Where the card goes, drawn; with more ways than one, each with its picture.
pragma ComponentBehavior: Bound
import QtQuick

Page {
    id: page

    readonly property var ways: view.ways ?? []

    lead: view.hint ?? ""
    besideSheet: ways.length < 2

    ErrorLine {
        id: wrong

        width: Math.min(parent.width, Theme.measure(Theme.body))
        text: page.view.message
    }
    Loader {
        y: wrong.visible ? wrong.height + Theme.gap5 : 0
        width: parent.width
        height: parent.height - y - (note.visible ? note.height + Theme.gap3 : 0)
        sourceComponent: page.ways.length > 0 ? several : alone
    }
    Note {
        id: note

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.view.note ?? ""
    }
    Component {
        id: alone

        CardOnReader {}
    }
    Component {
        id: several

        Grid {
            id: grid

            // What the tallest words need, as wide as they stand now.
            readonly property real wordsRoom: {
                let most = 0;
                for (let index = 0; index < told.count; index++)
                    most = Math.max(most, (told.itemAt(index) as WayTold)?.wordsHeight ?? 0);
                return most;
            }

            columns: page.tall ? 1 : page.ways.length
            spacing: Theme.gap6

            Repeater {
                id: told

                model: page.ways

                WayTold {
                    required property var modelData

                    width: Math.floor((grid.width - (grid.columns - 1) * grid.spacing) / grid.columns)
                    height: page.tall ? Math.floor((grid.height - (page.ways.length - 1) * grid.spacing) / page.ways.length) : grid.height
                    lying: page.tall
                    wordsRoom: grid.wordsRoom
                    picture: modelData.picture
                    text: modelData.title
                    detail: modelData.detail
                    works: modelData.enabled
                }
            }
        }
    }
}
