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
    // On a low glass a third column would be narrower than a word of English.
    readonly property int across: !Theme.low && width > 170 * Theme.mm * Theme.scale ? 3 : width > 130 * Theme.mm * Theme.scale ? 2 : 1
    // Three lines and the way to the rest are the four things of large type.
    readonly property bool large: Theme.low && Theme.elder && !Theme.portrait
    readonly property int amount: options?.length ?? 0

    model: options
    columns: large && amount > 4 ? 1 : pictured && Theme.portrait ? (wide || Theme.elder ? 1 : 2) : pictured ? wide && amount < 3 ? 1 : Math.min(across, wide || amount === 4 || amount === 2 ? 2 : 3) : amount > (Theme.low ? 2 : 4) && across > 1 ? (!Theme.elder || Theme.low ? 2 : Theme.portrait ? 1 : 3) : 1
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
