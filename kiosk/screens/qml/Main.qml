// SPDX-License-Identifier: Apache-2.0
// The frame: header, stage, footer; one page at a time, the licence beside it, sheets over it.
pragma ComponentBehavior: Bound
import QtQuick
import QtQuick.Controls.Basic as Controls
import Jiban

FocusScope {
    id: root

    property real widthMm: 476
    property real heightMm: 268
    property bool reducedMotion: false
    property bool backwards: false
    property string shownName: ""
    property string shownPage: ""
    property string shownLanguage: ""
    // False for a moment after a page has turned, while a second touch of the same place is not heard.
    property bool listening: true
    // Whether the page has come to rest; a hand should wait for it.
    readonly property bool settled: !pages.busy && listening
    readonly property Page page: pages.currentItem as Page
    readonly property bool framed: page !== null && !page.unframed
    // What stays empty above the header for somebody who cannot reach up; only the sheet lies there.
    // Where the page begins, below the band of a training.
    readonly property real begin: band.visible ? band.height : 0
    readonly property real above: Theme.lowered ? Math.round(height * 0.36) : 0
    readonly property bool sheetBeside: SheetElements.shown && page !== null && page.besideSheet && (!Theme.elder || page.stepEnd && !Theme.low)

    readonly property bool mirrored: Theme.mirrored

    focus: true
    transform: Mirror {
        of: root
    }

    Beginning {
        id: nowhere
    }
    Binding {
        target: Theme
        property: "mm"
        value: root.width / root.widthMm
    }
    Binding {
        target: Theme
        property: "portrait"
        value: root.height > root.width
    }
    Binding {
        target: Theme
        property: "low"
        value: root.height < 900
    }
    Binding {
        target: Theme
        property: "still"
        value: root.reducedMotion
    }

    // One pixel taller while a page slides: its change repaints the whole glass when the page
    // rests, for the renderer leaves traces of shapes that slid out.
    Rectangle {
        width: parent.width
        height: parent.height + (pages.busy ? 1 : 0)
        color: Theme.paper
    }

    Header {
        id: header

        y: root.begin + (root.framed ? root.above : 0)
        width: parent.width
        visible: root.framed
        height: visible ? implicitHeight : 0
        z: 2
    }

    SheetPanel {
        id: panel

        visible: root.sheetBeside && root.framed
        x: Theme.portrait ? 0 : root.width - width
        y: Theme.lowered ? root.begin + (root.above - height) / 2 : root.begin + header.height
        width: Theme.portrait ? root.width : Math.round(root.width * 0.31)
        height: Theme.portrait ? stripHeight : footer.y - y
        onOpened: largeSheet.open = true
        z: 1
    }

    Controls.StackView {
        id: pages

        readonly property real side: root.framed ? Theme.margin : 0
        readonly property real above: !root.framed ? 0 : Theme.low ? Theme.gap4 : Theme.gap7

        x: side
        y: header.y + header.height + above + (panel.visible && Theme.portrait && !Theme.lowered ? panel.height : 0)
        width: root.width - 2 * side - (panel.visible && !Theme.portrait ? panel.width - side + Theme.gap6 : 0)
        height: (root.framed ? footer.y - Theme.gap2 : root.height) - y
        clip: busy

        replaceEnter: Transition {
            XAnimator {
                from: root.backwards ? -root.width : root.width
                to: 0
                duration: Theme.slide
                easing.type: Easing.OutCubic
            }
        }
        replaceExit: Transition {
            XAnimator {
                from: 0
                to: root.backwards ? root.width : -root.width
                duration: Theme.slide
                easing.type: Easing.OutCubic
            }
        }
    }

    Footer {
        id: footer

        page: root.page
        y: parent.height - height
        width: parent.width
        visible: root.framed
        height: implicitHeight
        z: 2
    }

    SheetLarge {
        id: largeSheet

        anchors { fill: parent; topMargin: root.begin }
        z: 3
    }
    ExplainSheet {
        id: explain

        anchors { fill: parent; topMargin: root.begin }
        z: 3
    }
    HelpSheet {
        anchors { fill: parent; topMargin: root.begin }
        z: 4
    }
    EaseSheet {
        anchors { fill: parent; topMargin: root.begin }
        z: 4
    }
    IdleWarning {
        anchors { fill: parent; topMargin: root.begin }
        z: 5
    }
    TakeReminder {
        anchors { fill: parent; topMargin: root.begin }
        z: 5
    }

    TrainingDesk { z: 6; anchors { fill: parent; topMargin: root.begin } }
    TrainingBand { id: band; width: parent.width; z: 7 }

    Connections {
        target: Session

        function onActed(name: string) {
            root.backwards = name === "back";
        }
        function onPresented() {
            root.turnTo();
        }
    }

    Component.onCompleted: turnTo()

    function turnTo() {
        if (Session.name === "")
            return;
        if (Session.page === shownPage && Session.name === shownName) {
            page.view = Session.view;
            return;
        }
        if (Session.page !== shownPage)
            nowhere.forceActiveFocus();
        const cut = Session.language !== shownLanguage || shownPage === "" || Theme.slide === 0;
        shownName = Session.name;
        shownPage = Session.page;
        shownLanguage = Session.language;
        explain.close();
        largeSheet.open = false;
        pages.replace(null, Qt.resolvedUrl(shownName + "Screen.qml"), {
            view: Session.view,
            explain: explain
        }, cut ? Controls.StackView.Immediate : Controls.StackView.ReplaceTransition);
    }
}
