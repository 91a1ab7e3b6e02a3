// SPDX-License-Identifier: Apache-2.0
// A sheet laid over the page: a flat dim and a panel in the middle that holds what is said.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Item {
    id: overlay

    property bool open: false
    property string title: ""
    property string iconName: ""
    property real panelWidth: Math.min(width - 2 * Theme.margin, 210 * Theme.mm)
    // Nothing of the page shines through.
    property bool covers: false
    property alias spacing: body.spacing
    default property alias content: body.data
    readonly property real innerWidth: panelWidth - 2 * Theme.gap7

    visible: open

    Rectangle {
        anchors.fill: parent
        color: overlay.covers ? Theme.tintNeutral : Theme.dim
        opacity: overlay.covers ? 1 : Theme.high ? 0.85 : 0.55
    }
    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
    }
    Rectangle {
        anchors.horizontalCenter: parent.horizontalCenter
        y: Theme.lowered ? parent.height - height - Theme.margin : (parent.height - height) / 2
        width: overlay.panelWidth
        height: Math.min(column.implicitHeight + 2 * Theme.gap7, overlay.height - 2 * Theme.gap4)
        color: Theme.surface
        radius: Theme.radius
        border.width: Theme.line * 2
        border.color: Theme.ink
        Accessible.role: Accessible.Dialog
        Accessible.name: overlay.title

        Column {
            id: column

            x: Theme.gap7
            y: Theme.gap7
            width: overlay.innerWidth
            spacing: Theme.gap5

            Row {
                spacing: Theme.gap4

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: overlay.iconName !== ""
                    name: overlay.iconName
                    size: Theme.title
                }
                Label {
                    objectName: "sentence"
                    width: column.width - (overlay.iconName ? Theme.title + Theme.gap4 : 0)
                    text: overlay.title
                    font.family: Theme.serif
                    font.pixelSize: Math.round(Theme.title * 0.85)
                    font.weight: Font.Medium
                    Accessible.role: Accessible.Heading
                }
            }
            Column {
                id: body

                width: parent.width
                spacing: Theme.gap4
            }
        }
    }
}
