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
        border.color: Theme.sheetLine
    }
    Rectangle {
        visible: frame.kind === "frame"
        anchors.fill: parent
        anchors.margins: 2.4 * frame.unit
        color: "transparent"
        border.width: Math.max(1, 0.35 * frame.unit)
        border.color: Theme.sheetLine
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
            strokeColor: "#DDE5DA"
            strokeWidth: 0.5
            fillColor: "transparent"

            PathSvg {
                path: frame.kind === "guilloche" ? frame.waves(frame.width / frame.unit, frame.height / frame.unit) : "M0 0"
            }
        }
    }
    Grid {
        visible: frame.kind === "qr"
        columns: 9
        anchors.fill: parent

        Repeater {
            model: frame.kind === "qr" ? 81 : 0

            Rectangle {
                required property int index

                width: frame.width / 9
                height: frame.height / 9
                color: (index * 7 + Math.floor(index / 9) * 5) % 3 === 0 || index % 11 === 0 ? "#B9BDC2" : "#F1F1EF"
            }
        }
    }
}
