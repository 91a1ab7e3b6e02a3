// SPDX-License-Identifier: Apache-2.0
// The teacher's desk: exercises, faults, the hand of the world, the way out. It covers the page.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Item {
    id: desk

    readonly property var training: Session.training
    readonly property real side: Theme.margin
    readonly property real above: Theme.low ? Theme.gap3 : Theme.gap5
    readonly property var told: training?.rows ?? []

    visible: training?.is_open ?? false

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    MouseArea {
        anchors.fill: parent
        Accessible.ignored: true
    }
    Flow {
        id: places

        x: desk.side
        y: desk.above
        width: desk.width - 2 * desk.side
        spacing: Theme.gap3

        Repeater {
            model: desk.training?.places ?? []

            ActButton {
                required property var modelData

                objectName: "training-" + modelData.id
                kind: modelData.chosen ? "primary" : "plain"
                size: Theme.caption
                height: Theme.target
                iconName: modelData.picture
                text: modelData.title
                onClicked: Session.act("training", modelData.id)
            }
        }
    }
    Label {
        id: title

        x: desk.side
        y: places.y + places.height + desk.above
        width: places.width
        text: desk.training?.title ?? ""
        font.family: Theme.serif
        font.pixelSize: Theme.field
        font.weight: Font.Medium
        lineHeight: Math.round(font.pixelSize * 1.3)
        Accessible.role: Accessible.Heading
    }
    Label {
        id: lead

        x: desk.side
        y: title.y + title.height
        width: places.width
        text: desk.training?.lead ?? ""
        color: Theme.inkSoft
        font.pixelSize: Theme.caption
        lineHeight: Math.round(Theme.caption * 1.35)
    }
    Pager {
        x: desk.side
        y: lead.y + lead.height + desk.above
        width: places.width
        height: closer.y - desk.above - y
        gap: Theme.gap3
        columns: desk.told.length === 0 && width > 200 * Theme.mm * Theme.scale && !Theme.elder ? 2 : 1
        model: desk.told.concat(desk.training?.acts ?? [])

        delegate: TrainingLine {
            required property var modelData

            entry: modelData
        }
    }
    ActButton {
        objectName: "training-back"
        kind: "plain"
        visible: Boolean(desk.training?.back)
        x: desk.side
        y: closer.y
        height: closer.height
        iconName: "left"
        text: desk.training?.back?.label ?? ""
        onClicked: Session.act(desk.training.back.act, desk.training.back.value)
    }
    ActButton {
        id: closer

        objectName: "training-close"
        anchors.right: parent.right
        anchors.rightMargin: desk.side
        anchors.bottom: parent.bottom
        anchors.bottomMargin: desk.above
        height: Theme.target
        text: desk.training?.close?.label ?? ""
        onClicked: Session.act("training", "close")
    }
}
