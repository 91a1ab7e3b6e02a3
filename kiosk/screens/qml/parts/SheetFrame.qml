// SPDX-License-Identifier: Apache-2.0
// What is printed before the first word: double frame, guilloche, the place of the code.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Shapes
import ".."

Item {
    id: frame

    required property string kind
    required property real unit
    property color line: Theme.sheetLine

    // A hint of a code: the real one is made with the document.
    function squares(side: real): string {
        const cell = side / 9;
        let path = "";
        for (let index = 0; index < 81; index++) {
            const line = Math.floor(index / 9);
            if ((index * 7 + line * 5) % 3 === 0 || index % 11 === 0)
                path += "M" + (index % 9) * cell + " " + line * cell + "h" + cell + "v" + cell + "h" + -cell + "z";
        }
        return path;
    }

    // Waves that cross, in the sheet's millimetres.
    function waves(width: real, height: real): string {
        let path = "";
        for (let phase = 0; phase < 6; phase++) {
            for (let x = 0; x <= width; x += 3) {
                const swell = Math.sin(Math.PI * x / width);
                const y = height / 2 + Math.sin(x / 15 + phase * Math.PI / 3) * height * 0.46 * (0.35 + 0.65 * swell);
                path += (x === 0 ? "M" : "L") + x.toFixed(1) + " " + y.toFixed(1);
            }
        }
        return path;
    }

    Rectangle {
        visible: frame.kind === "frame"
        anchors.fill: parent
        color: "transparent"
        border.width: Math.max(1, 1.1 * frame.unit)
        border.color: frame.line
    }
    Rectangle {
        visible: frame.kind === "frame"
        anchors.fill: parent
        anchors.margins: 2.4 * frame.unit
        color: "transparent"
        border.width: Math.max(1, 0.35 * frame.unit)
        border.color: frame.line
    }
    Shape {
        visible: frame.kind === "guilloche"
        width: parent.width / frame.unit
        height: parent.height / frame.unit
        transform: Scale {
            xScale: frame.unit
            yScale: frame.unit
        }

        ShapePath {
            strokeColor: frame.line
            strokeWidth: 0.5
            fillColor: "transparent"

            PathSvg {
                path: frame.kind === "guilloche" ? frame.waves(frame.width / frame.unit, frame.height / frame.unit) : "M0 0"
            }
        }
    }
    Loader {
        active: frame.kind === "qr"
        sourceComponent: Shape {
            width: frame.width
            height: frame.height

            ShapePath {
                strokeWidth: -1
                fillColor: "#B9BDC2"

                PathSvg {
                    path: frame.squares(frame.width)
                }
            }
        }
    }
}
