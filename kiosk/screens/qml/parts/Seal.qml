// SPDX-License-Identifier: Apache-2.0
// The round seal. It comes down once, when the licence is sealed.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import Jiban
import ".."

Item {
    id: seal

    property string text: ""
    property bool down: SheetElements.sealed
    property color ink: Theme.sheetSeal
    readonly property real size: Math.min(width, height)

    Accessible.ignored: true
    onDownChanged: if (down && Theme.slide > 0)
        fall.restart()

    Item {
        id: stamp

        width: seal.size
        height: seal.size
        anchors.centerIn: parent
        visible: seal.down

        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: "transparent"
            border.width: seal.size * 0.03
            border.color: seal.ink
            antialiasing: true
        }
        Shape {
            width: 48
            height: 48
            transform: Scale {
                xScale: seal.size / 48
                yScale: seal.size / 48
            }

            ShapePath {
                strokeWidth: -1
                fillColor: seal.ink

                PathSvg {
                    path: "M24 16.5 L25.800 21.700 H31.300 L26.900 25 L28.500 30.200 L24 27 L19.500 30.200 L21.100 25 L16.700 21.700 H22.200 Z"
                }
            }
        }
        Repeater {
            model: seal.text.length

            Text {
                id: letter

                required property int index
                readonly property real spread: Math.min(250, 24 * seal.text.length)
                readonly property real turn: seal.text.length > 1 ? -spread / 2 + spread * index / (seal.text.length - 1) : 0
                readonly property real angle: turn * Math.PI / 180

                text: seal.text[index]
                color: seal.ink
                font.family: Theme.serif
                font.weight: Font.Bold
                font.pixelSize: Math.max(1, seal.size * Math.min(0.145, 1.75 / seal.text.length))
                rotation: turn
                x: seal.size / 2 + Math.sin(angle) * seal.size * 0.375 - width / 2
                y: seal.size / 2 - Math.cos(angle) * seal.size * 0.375 - height / 2
                Accessible.ignored: true
            }
        }
    }

    ParallelAnimation {
        id: fall

        NumberAnimation {
            target: stamp
            property: "scale"
            from: 1.7
            to: 1
            duration: 420
            easing.type: Easing.InCubic
        }
        NumberAnimation {
            target: stamp
            property: "anchors.verticalCenterOffset"
            from: -seal.size * 0.8
            to: 0
            duration: 420
            easing.type: Easing.InCubic
        }
    }
}
