// SPDX-License-Identifier: Apache-2.0
// Letters that become characters.
import QtQuick
import Jiban
import ".."

Item {
    id: keyboard

    implicitHeight: 4 * Theme.target
}
