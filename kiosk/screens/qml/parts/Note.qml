// SPDX-License-Identifier: Apache-2.0
// A quiet remark at the foot of a page.
pragma ComponentBehavior: Bound
import QtQuick
import ".."

Label {
    color: Theme.inkSoft
    font.pixelSize: Theme.caption
    visible: text !== ""
}
