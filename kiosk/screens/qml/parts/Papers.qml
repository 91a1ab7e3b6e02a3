// SPDX-License-Identifier: Apache-2.0
// What a paper looks like from afar, on the same grid of 48: its shape and where its marks stand.
pragma Singleton
import QtQuick

QtObject {
    readonly property var paths: ({
            "paper-form": "M9 4 H39 V44 H9 Z M17 10 H31 M14 16 H34 V22 H14 Z M22 16 V22 M14 26 H34 V32 H14 Z M22 26 V32 M24 39 H34",
            "paper-licence": "M3 8 H45 V40 H3 Z M7 12 H41 V36 H7 Z M24 15 a3 3 0 1 0 0.1 0 Z M15 24 H33 M12 29 H24 M12 33 H20 M33 28 h5 v5 h-5 Z",
            "paper-deed": "M4 8 H44 V41 H4 Z M24 8 V41 M9 15 H19 M9 21 H19 M9 27 H15 M28 35 V26 L34 20 L40 26 V35 Z M32 35 V30 H36 V35",
            "paper-plan": "M4 7 H44 V41 H4 Z M4 25 H15 M22 25 H44 M28 7 V17 M28 25 V41 M22 25 a7 7 0 0 0 -7 -7 V25 M9 31 H15 V36 H9 Z M34 12 H39 V18 H34 Z",
            "paper-opinion": "M9 4 H39 V44 H9 Z M14 10 H34 M12 15 H36 M15 22 H33 M15 28 H27 M31 30 a5 5 0 1 0 0.1 0 Z M28.500 35 H33.500",
            "paper-rules": "M8 7 H40 V44 H8 Z M18 3 H30 V11 H18 Z M14 19 v0.500 M19 19 H34 M14 27 v0.500 M19 27 H34 M14 35 v0.500 M19 35 H30",
            "paper-health": "M4 9 H44 V39 H4 Z M9 15 H20 V29 H9 Z M14.500 18 a2.500 2.500 0 1 0 0.1 0 Z M11 29 q3.500 -6 7 0 M33 13 V23 M28 18 H38 M25 28 H39 M9 34 H39",
            "paper-report": "M9 4 H39 V44 H9 Z M14 10 H28 M14 34 H34 M17 34 V26 M23 34 V19 M29 34 V29 M14 39 H22 M33 36 a3.500 3.500 0 1 0 0.1 0",
            "paper-score": "M9 4 H39 V44 H9 Z M14 13 L17 16 L22 10 M26 13 H34 M14 24 L17 27 L22 21 M26 24 H34 M14 35 L17 38 L22 32 M26 35 H34",
            "paper-authority": "M9 4 H39 V44 H9 Z M15 12 H33 M15 18 H33 M15 24 H25 M13 36 q3 -6 5 0 t4 -2 M26 36 q3 -6 5 0 t4 -2 M13 40 H22 M26 40 H35",
            "paper-loss": "M9 4 H39 V44 H9 Z M15 11 H33 M15 17 H24 M20 25 a4.500 4.500 0 1 1 6.500 4 c-2 1.300 -2.500 2 -2.500 3.500 M24 38 v0.500",
            "paper-screen": "M4 7 H44 V41 H4 Z M4 15 H44 M9 11 v0.500 M14 11 v0.500 M10 21 H23 V34 H10 Z M28 22 H38 M28 28 H38 M28 34 H34",
            "paper-tax": "M9 4 H39 V44 H9 Z M17 12 L24 21 L31 12 M24 21 V34 M17 23 H31 M17 29 H31 M15 39 H33",
            "paper-vehicle": "M3 11 H45 V37 H3 Z M24 11 V37 M8 17 H19 M8 23 H19 M8 29 H15 M28 29 V24 L31 19 H38 L41 24 V29 Z M31 29 V32 M38 29 V32",
            "paper-driving": "M3 10 H45 V38 H3 Z M15 15 a9 9 0 1 0 0.1 0 Z M6 24 H24 M15 24 V33 M30 16 H40 V28 H30 Z M30 33 H40",
            "paper-trade": "M6 8 H42 V40 H6 Z M24 8 V40 M11 14 H19 V24 H11 Z M11 30 H19 M28 16 H38 M28 22 H38 M33 27 a4 4 0 1 0 0.1 0 Z",
            "paper-permit": "M4 8 H44 V40 H4 Z M14 14 H34 M10 20 H28 M10 26 H28 M10 32 H20 M35 26 a5 5 0 1 0 0.1 0 Z M32.500 31 H37.500"
        })
}
