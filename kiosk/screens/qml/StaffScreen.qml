// SPDX-License-Identifier: Apache-2.0
// For the clerk: each device and service with word, shape and time; today's figures; what to do.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban

Page {
    id: page

    remark: view.who ?? ""
    besideSheet: false

    Flow {
        id: figures

        width: parent.width
        spacing: Theme.gap1

        Repeater {
            model: page.view.counters

            Row {
                id: figure

                required property var modelData

                spacing: Theme.gap3
                rightPadding: Theme.gap5

                Label {
                    anchors.baseline: number.baseline
                    text: figure.modelData.label
                    color: Theme.inkSoft
                    font.pixelSize: Theme.caption
                }
                Label {
                    id: number

                    text: figure.modelData.value
                    font.pixelSize: Theme.field
                    font.weight: Font.Medium
                }
            }
        }
    }
    Pager {
        anchors.fill: parent
        anchors.topMargin: figures.height + Theme.gap3
        anchors.bottomMargin: acts.height + Theme.gap4
        model: page.view.devices
        gap: 0

        delegate: DeviceLine {
            required property var modelData

            device: modelData
        }
    }
    StaffActs {
        id: acts

        anchors.bottom: parent.bottom
        width: parent.width
        model: page.view.acts
    }
}
