// SPDX-License-Identifier: Apache-2.0
// Five levels, none chosen beforehand; leaving without an answer is a plain button.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    besideSheet: false
    lead: view.note ?? ""

    Pager {
        anchors.fill: parent
        model: page.view.levels
        columns: page.tall ? 1 : 5
        most: 5
        stretch: 0.8
        gap: Theme.low ? Theme.gap3 : Theme.gap4

        delegate: Tile {
            required property var modelData

            objectName: "rate-" + modelData.id
            text: modelData.title
            detail: modelData.detail
            picture: modelData.picture || "face_" + modelData.id
            chosen: modelData.chosen
            upright: !page.tall
            large: true
            size: page.wide / 5 > 60 * Theme.mm * Theme.scale || page.tall ? Theme.field : Theme.caption
            onClicked: Session.act("rate", modelData.id)
        }
    }
}
