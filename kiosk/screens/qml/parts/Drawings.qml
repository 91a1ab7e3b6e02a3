// SPDX-License-Identifier: Apache-2.0
// Our own line drawings: SVG paths on a grid of 48, drawn with one stroke.
pragma Singleton
import QtQuick

QtObject {
    readonly property var paths: ({
            // signs
            "check": "M8 26 L19 37 L41 12",
            "cross": "M12 12 L36 36 M36 12 L12 36",
            "dash": "M10 24 H38",
            "question": "M15 17 a9 9 0 1 1 14 7.5 c-4 2.5 -5 4 -5 7.5 M24 39.5 v0.5",
            "right": "M8 24 H39 M27 12 L39 24 L27 36",
            "left": "M40 24 H9 M21 12 L9 24 L21 36",
            "first": "M22 10 L9 24 L22 38 M38 10 L25 24 L38 38",
            "last": "M26 10 L39 24 L26 38 M10 10 L23 24 L10 38",
            "down": "M24 8 V39 M12 27 L24 39 L36 27",
            "up": "M24 40 V9 M12 21 L24 9 L36 21",
            "delete": "M16 10 H42 V38 H16 L5 24 Z M23 18 L35 30 M35 18 L23 30",
            "flag": "M12 43 V6 M12 8 H37 L31 16.5 L37 25 H12",
            "loop": "M38 17 A16 16 0 1 0 40 26 M39 7 V17.5 H28.5",
            "equals": "M11 18 H37 M11 30 H37",
            "warning": "M24 6 L44 41 H4 Z M24 19 V29 M24 35 v0.5",
            "stop": "M16 5 H32 L43 16 V32 L32 43 H16 L5 32 V16 Z M14 24 H34",
            "info": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 M24 21 V34 M24 14 v0.5",
            "help": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 M18 19 a6 6 0 1 1 9 5.2 c-2.4 1.5 -3 2.4 -3 4.8 M24 34.5 v0.5",
            "contrast": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M24 4 V44 M24 10 h8 M24 16 h14 M24 22 h18 M24 28 h18 M24 34 h14 M24 40 h6",
            "globe": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M24 4 c-12 12 -12 28 0 40 c12 -12 12 -28 0 -40 M5 18 H43 M5 30 H43",
            "large": "M3 40 L15 9 L27 40 M7.5 29 H22.5 M28 40 L36.5 18 L45 40 M31 33 H42",
            "clock": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M24 12 V24 L32 30",
            "undo": "M14 8 L6 17 L15 25 M6 17 H29 A12 12 0 0 1 29 41 H14",
            "lock": "M10 21 H38 V43 H10 Z M15 21 V14 a9 9 0 0 1 18 0 V21 M24 29 V35",
            "ease": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M24 12 v0.5 M13 18.5 q11 3 22 0 M24 20 V28 M24 28 L18 38 M24 28 L30 38",
            "lower": "M24 5 V30 M13 19 L24 30 L35 19 M6 37 H42 M6 44 H42",
            "higher": "M24 43 V18 M13 29 L24 18 L35 29 M6 11 H42 M6 4 H42",
            "speech": "M5 18 H13 L26 8 V40 L13 30 H5 Z M32 17 q5 7 0 14 M37.5 11 q10 13 0 26",
            "pause": "M16 9 V39 M32 9 V39",
            "shade": "M4 6 H44 M8 6 V30 H40 V6 M8 14 H40 M8 22 H40 M24 30 V40 M24 40 a2.5 2.5 0 1 0 0.1 0 Z",
            // things
            "card": "M4 10 H44 V38 H4 Z M34.5 16 a4.5 4.5 0 1 0 0.1 0 Z M27.5 32 q7 -11 14 0 M10 18 H22 M10 25 H22 M10 32 H19",
            "person": "M24 5 a9 9 0 1 0 0.1 0 Z M6 43 q2 -17 18 -17 q16 0 18 17",
            "hand": "M17 42 L8 29 q-2 -4 2 -5 q2 0 6 5 V10 q0 -3 3 -3 q3 0 3 3 V24 M22 22 q0 -4 3 -4 q3 0 3 4 V25 M28 24 q0 -4 3 -4 q3 0 3 4 V26 q0 -3 3 -3 q3 0 3 4 V34 q0 6 -5 8 H17",
            "pen": "M8 40 L10 30 L33 7 q3 -3 6 0 l2 2 q3 3 0 6 L18 38 Z M28 12 L36 20 M26 43 H42",
            "phone": "M14 3 H34 V45 H14 Z M21 39 H27 M14 33 H34 M14 9 H34",
            "sheet": "M9 4 H39 V44 H9 Z M15 13 H33 M15 20 H33 M15 27 H24 M31 30 a4.5 4.5 0 1 0 0.1 0 Z",
            "certificate": "M4 8 H44 V40 H4 Z M12 16 H36 M12 22 H28 M12 28 H22 M34 25 a5 5 0 1 0 0.1 0 Z M31 34.5 L29 44 L34 41 L39 44 L37 34.5",
            "letter": "M9 4 H39 V44 H9 Z M15 12 H33 M15 18 H33 M15 24 H33 M15 30 H27 M22 38 q3 -4 5 0 t6 -1",
            "envelope": "M4 10 H44 V38 H4 Z M4 12 L24 27 L44 12",
            "folder": "M4 9 H18 L22 15 H44 V40 H4 Z M4 21 H44",
            "download": "M10 4 H30 L38 12 V22 M10 4 V44 H20 M30 4 V12 H38 M33 26 V43 M26 36 L33 43 L40 36",
            "seal": "M24 5 A19 19 0 1 0 24 43 A19 19 0 1 0 24 5 Z M24 14 L26.5 21.5 H34.5 L28 26 L30.5 33.5 L24 29 L17.5 33.5 L20 26 L13.5 21.5 H21.5 Z",
            "printer": "M12 18 V5 H36 V18 M12 35 H5 V18 H43 V35 H36 M12 28 H36 V44 H12 Z M37 23.5 h0.5",
            "sheet_out": "M5 5 H43 V19 H5 Z M11 13 H37 M13 13 V41 H35 V13 M18 22 H30 M18 28 H30 M24 47 v0 M19 35 H25",
            "search": "M20 5 A15 15 0 1 0 20 35 A15 15 0 1 0 20 5 Z M31 31 L43 43",
            "window": "M4 8 H44 V42 H4 Z M4 30 H44 M17 30 V8 M31 30 V8 M12 36 H36",
            "reader": "M7 8 H41 V40 H7 Z M13 16 H35 V31 H13 Z M20 36 H28",
            "scanner": "M6 6 H18 V18 H6 Z M30 6 H42 V18 H30 Z M6 30 H18 V42 H6 Z M29 29 H35 V35 M42 29 V35 M29 42 H42",
            "slot": "M4 29 H44 V43 H4 Z M12 29 V5 H36 V29 M18 11 H25 V17 H18 Z M12 36 H36",
            "roll": "M11 4 H37 V44 L32.7 39.5 L28.3 44 L24 39.5 L19.7 44 L15.3 39.5 L11 44 Z M17 12 H31 M17 19 H31 M17 26 H25",
            "server": "M7 5 H41 V20 H7 Z M7 28 H41 V43 H7 Z M13 12.5 H14 M13 35.5 H14 M24 20 V28 M22 12.5 H35 M22 35.5 H35",
            "disk": "M6 8 H42 V40 H6 Z M6 30 H42 M35 35 h0.5",
            // hands at the printer and the cables
            "tray_open": "M4 6 H30 V43 H4 Z M4 29 H30 M10 13 H24 M30 32 H45 V40 H30 M35 36 H39 M33 20 H45 M40 15 L45 20 L40 25",
            "tray_shut": "M4 6 H30 V43 H4 Z M4 29 H30 M10 13 H24 M12 36 H22 M46 36 H34 M39 31 L34 36 L39 41",
            "fan": "M5 42 V12 H23 V42 Z M23 15 L30 12 L39 39 L23 42 M30 16 L36 11 L46 35 L39 39 M10 20 H18 M10 26 H18",
            "paper_in": "M4 27 V43 H44 V27 M10 38 H38 M10 33 H38 M24 4 V24 M16 16 L24 24 L32 16",
            "paper_guides": "M15 5 H33 V43 H15 Z M2 24 H11 M6 19 L11 24 L6 29 M46 24 H37 M42 19 L37 24 L42 29",
            "cover_open": "M4 22 H40 V43 H4 Z M4 22 L12 5 L42 12 M27 33 H34 M45 30 V18 M41 22 L45 18 L48 22",
            "cover_shut": "M4 22 H44 V43 H4 Z M4 22 V16 H44 V22 M30 33 H38 M24 1 V11 M18 6 L24 12 L30 6",
            "sheet_pull": "M4 27 H37 V44 H4 Z M10 27 L13 9 q4 -4 8 0 t8 0 L31 27 M43 23 V7 M38 12 L43 7 L48 12",
            "look_in": "M3 24 Q24 2 45 24 Q24 46 3 24 Z M24 17 a7 7 0 1 0 0.1 0 Z",
            "put_aside": "M13 4 H35 V30 H13 Z M18 10 L30 24 M30 10 L18 24 M4 30 V44 H44 V30",
            "power": "M15 11 A17 17 0 1 0 33 11 M24 4 V23",
            "plug": "M17 4 V14 M31 4 V14 M11 14 H37 V22 a13 13 0 0 1 -26 0 Z M24 35 V44",
            // faces of the five levels
            "face_5": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M15 18 q2.5 -3.5 5 0 M28 18 q2.5 -3.5 5 0 M12 26 q12 18 24 0 Z",
            "face_4": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M17 17 v2 M31 17 v2 M14 28 q10 11 20 0",
            "face_3": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M17 17 v2 M31 17 v2 M15 31 H33",
            "face_2": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M17 17 v2 M31 17 v2 M15 34 q9 -9 18 0",
            "face_1": "M24 4 A20 20 0 1 0 24 44 A20 20 0 1 0 24 4 Z M13 15 l6 4 M35 15 l-6 4 M14 36 q10 -14 20 0"
        })

    function of(name: string): string {
        return paths[name] || Shops.paths[name] || Papers.paths[name] || paths["sheet"];
    }
}
