// SPDX-License-Identifier: Apache-2.0
// One line for each thing that happens.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Pager {
    gap: 0
    stretch: 0.3

    delegate: ProgressLine {
        required property var modelData

        line: modelData
    }
}
