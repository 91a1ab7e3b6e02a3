// SPDX-License-Identifier: Apache-2.0
// The first thing on the glass, before there is a theme or a session: that it checks itself.
pragma ComponentBehavior: Bound
import QtQuick

Rectangle {
    id: glass

    property list<string> titles: []
    property list<string> details: []
    property string sans: ""
    property string serif: ""
    readonly property real unit: Math.min(width, height) / 40

    color: "#F8F6F1"

    Column {
        anchors.centerIn: parent
        spacing: glass.unit * 3

        Repeater {
            model: glass.titles.length

            Column {
                id: told

                required property int index

                anchors.horizontalCenter: parent?.horizontalCenter
                spacing: glass.unit * 0.6

                Text {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: glass.titles[told.index]
                    color: "#14202B"
                    font.family: glass.serif
                    font.pixelSize: glass.unit * (told.index === 0 ? 3.2 : 2.2)
                }
                Text {
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: glass.details[told.index]
                    color: "#3C4856"
                    font.family: glass.sans
                    font.pixelSize: glass.unit * (told.index === 0 ? 1.5 : 1.2)
                }
            }
        }
    }
}
