// SPDX-License-Identifier: Apache-2.0
// The licence that fills itself: a picture of the real paper, in the paper's own millimetres.
pragma ComponentBehavior: Bound
import QtQuick
import Qt.labs.qmlmodels
import Jiban
import ".."

Item {
    id: sheet

    property real room: 400
    // Shapes are not clipped by the software renderer: a sheet that is half hidden goes without.
    property bool ornate: true
    // False while its words are still being made.
    readonly property bool complete: words.status !== Loader.Loading
    readonly property real unit: room / Math.max(1, SheetElements.sheetWidth)

    implicitWidth: room
    implicitHeight: SheetElements.sheetHeight * unit
    width: implicitWidth
    height: implicitHeight
    transform: Mirror {
        of: sheet
    }
    Accessible.role: Accessible.Graphic
    Accessible.name: SheetElements.description

    // The paper's lower edge on the desk: flat, the renderer has no blur.
    Rectangle {
        x: Theme.line * 3
        y: Theme.line * 3
        width: parent.width
        height: parent.height
        color: Theme.high ? "transparent" : "#D8D2C4"
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.sheetPaper
        border.width: Theme.line
        border.color: "#C9C3B4"
    }
    // Its words take longer than a frame to lay: Qt makes them in turns, and shows all at once.
    Loader {
        id: words

        anchors.fill: parent
        asynchronous: true
        active: SheetElements.ready
        sourceComponent: Item {
            clip: true

            Repeater {
                model: SheetElements

                delegate: DelegateChooser {
                    role: "kind"

                    DelegateChoice {
                        roleValue: "text"

                        SheetFixed {
                            unit: sheet.unit
                        }
                    }
                    DelegateChoice {
                        roleValue: "value"

                        SheetValue {
                            unit: sheet.unit
                            ornate: sheet.ornate
                        }
                    }
                    DelegateChoice {
                        SheetOrnament {
                            unit: sheet.unit
                            ornate: sheet.ornate
                        }
                    }
                }
            }
        }
    }
}
