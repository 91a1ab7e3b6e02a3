// SPDX-License-Identifier: Apache-2.0
// What would make it easier: colours, reach, a voice; the voice's own controls while it speaks.
pragma ComponentBehavior: Bound
import QtQuick
import Jiban
import ".."

Overlay {
    id: sheet

    readonly property var ease: Theme.ease
    readonly property bool speaks: ease.is_spoken ?? false
    // Pairs stay beside each other: slower and faster, softer and louder.
    readonly property int columns: Theme.portrait ? 2 : 4
    readonly property real cell: Math.floor((innerWidth - (columns - 1) * Theme.gap3) / columns)

    open: ease.is_open ?? false
    title: Theme.texts["ui.ease.title"] ?? ""
    iconName: "ease"
    panelWidth: Math.min(width - 2 * Theme.margin, 320 * Theme.mm)
    spacing: Theme.low ? Theme.gap3 : Theme.gap4

    component Ease: ActButton {
        property string word: ""

        kind: "plain"
        width: sheet.cell
        height: Math.max(Theme.target, implicitHeight)
        size: Theme.body
        text: Theme.texts["ui.ease." + word] ?? ""
    }

    Flow {
        width: sheet.innerWidth
        spacing: Theme.gap3

        Ease {
            objectName: "contrast"
            iconName: "contrast"
            word: Session.contrast ? "contrast_off" : "contrast_on"
            onClicked: Session.act("contrast", Session.contrast ? "off" : "on")
        }
        Ease {
            objectName: "reach-too"
            visible: Theme.portrait
            iconName: Theme.lowered ? "higher" : "lower"
            word: Theme.lowered ? "reach_off" : "reach_on"
            onClicked: Session.act("reach", Theme.lowered ? "off" : "on")
        }
        Ease {
            objectName: "speech"
            visible: sheet.ease.can_speak ?? false
            iconName: "speech"
            word: sheet.speaks ? "speech_off" : "speech_on"
            onClicked: Session.act("speech", sheet.speaks ? "off" : "on")
        }
    }
    Flow {
        width: sheet.innerWidth
        visible: sheet.speaks
        spacing: Theme.gap3

        Ease {
            objectName: "again-spoken"
            iconName: "loop"
            word: "again"
            onClicked: Session.act("again_spoken", "")
        }
        Ease {
            objectName: "pause-speech"
            iconName: sheet.ease.is_paused ? "speech" : "pause"
            word: sheet.ease.is_paused ? "resume" : "pause"
            onClicked: Session.act("pause_speech", sheet.ease.is_paused ? "off" : "on")
        }
        Ease {
            objectName: "slower"
            enabled: (sheet.ease.pace ?? 0) > 1
            word: "pace_down"
            onClicked: Session.act("pace", "down")
        }
        Ease {
            objectName: "faster"
            enabled: (sheet.ease.pace ?? 0) < 5
            word: "pace_up"
            onClicked: Session.act("pace", "up")
        }
        Ease {
            objectName: "softer"
            enabled: (sheet.ease.loudness ?? 0) > 1
            word: "loudness_down"
            onClicked: Session.act("loudness", "down")
        }
        Ease {
            objectName: "louder"
            enabled: (sheet.ease.loudness ?? 0) < 5
            word: "loudness_up"
            onClicked: Session.act("loudness", "up")
        }
    }
    Note {
        width: sheet.innerWidth
        visible: sheet.speaks
        text: Theme.fill(Theme.texts["ui.ease.levels"] ?? "", {
            "pace": sheet.ease.pace,
            "loudness": sheet.ease.loudness
        })
    }
    ActButton {
        objectName: "close-ease"
        height: Theme.target
        text: Theme.texts["ui.ease.close"] ?? ""
        onClicked: Session.act("ease", "close")
    }
}
