// SPDX-License-Identifier: Apache-2.0
// Things to choose from, as pictures or as lines; the rest comes at a touch of "more".
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Pager {
    id: choices

    required property var options
    property bool pictured: false
    property bool wide: false
    property string act: "choose"
    property string named: "option"
    readonly property int across: width > 170 * Theme.mm * Theme.scale ? 3 : width > 130 * Theme.mm * Theme.scale ? 2 : 1
    readonly property int amount: options?.length ?? 0

    model: options
    columns: pictured && Theme.portrait ? (wide || Theme.elder ? 1 : 2) : pictured ? wide && amount < 3 ? 1 : Math.min(across, wide || amount === 4 || amount === 2 ? 2 : 3) : amount > (Theme.low ? 2 : 4) && across > 1 ? (Theme.elder ? 3 : 2) : 1
    gap: Theme.gap4
    most: Theme.most
    stretch: wide ? 0.9 : pictured ? 0.6 : 0.25

    delegate: Tile {
        required property var modelData

        objectName: choices.named + "-" + modelData.id
        text: modelData.title
        detail: modelData.detail
        picture: modelData.picture
        chosen: modelData.chosen
        large: choices.wide && !Theme.low
        enabled: modelData.enabled
        upright: choices.pictured && !choices.wide && choices.columns > 1 && choices.height > 100 * Theme.mm
        onClicked: Session.act(choices.act, modelData.id)
    }
}
