// SPDX-License-Identifier: Apache-2.0
// The demo's dock: not part of the kiosk; it stands beside it and plays the world.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

Rectangle {
    id: root

    required property var dock

    width: 360
    height: 760
    color: "#EEEAE1"

    component Push: Button {
        Layout.fillWidth: true
        font.pixelSize: 17
    }

    component Heading: Text {
        Layout.topMargin: 10
        font.pixelSize: 15
        color: "#3C4856"
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: 16
        spacing: 6

        Text {
            text: "演示台"
            font.pixelSize: 26
            color: "#14202B"
        }
        Heading {
            text: "放卡，或者用手机扫码（人物均为虚构）"
        }
        ListView {
            Layout.fillWidth: true
            Layout.fillHeight: true
            clip: true
            spacing: 4
            model: root.dock.cards
            delegate: RowLayout {
                id: person

                required property var modelData

                width: ListView.view.width

                Push {
                    text: person.modelData.name
                    onClicked: root.dock.lay(person.modelData.id)
                }
                Button {
                    text: "扫码"
                    font.pixelSize: 17
                    onClicked: root.dock.show(person.modelData.id)
                }
            }
        }
        RowLayout {
            Push {
                text: "拿走卡"
                onClicked: root.dock.lift()
            }
            Push {
                text: "取走纸"
                onClicked: root.dock.take()
            }
            Push {
                text: "出示证照"
                onClicked: root.dock.showLicence()
            }
        }
        RowLayout {
            Layout.topMargin: 10
            visible: root.dock.lights.length > 0
            spacing: 18

            Heading {
                Layout.topMargin: 0
                text: "指示灯"
            }
            Repeater {
                model: root.dock.lights
                delegate: Column {
                    id: light

                    required property var modelData

                    spacing: 3

                    Rectangle {
                        id: lamp

                        anchors.horizontalCenter: parent.horizontalCenter
                        width: 20
                        height: 20
                        radius: 10
                        color: light.modelData.lit ? "#2E8B57" : "#CFC9BC"
                        border.color: "#3C4856"

                        SequentialAnimation on opacity {
                            running: light.modelData.on > 0
                            loops: Animation.Infinite

                            PropertyAction {
                                value: 1
                            }
                            PauseAnimation {
                                duration: light.modelData.on
                            }
                            PropertyAction {
                                value: 0.15
                            }
                            PauseAnimation {
                                duration: light.modelData.off
                            }
                        }
                    }
                    Text {
                        text: light.modelData.name
                        font.pixelSize: 13
                        color: "#3C4856"
                    }
                }
            }
        }
        Heading {
            text: "出点毛病"
        }
        GridLayout {
            Layout.fillWidth: true
            columns: 2

            Repeater {
                model: root.dock.troubles
                delegate: Push {
                    required property string modelData

                    text: modelData
                    onClicked: root.dock.trouble(modelData)
                }
            }
        }
        Push {
            text: "都修好"
            onClicked: root.dock.mend()
        }
        Text {
            Layout.fillWidth: true
            text: root.dock.said
            wrapMode: Text.Wrap
            font.pixelSize: 14
            color: "#3C4856"
        }
    }
}
