# SPDX-License-Identifier: Apache-2.0
"""The demo's dock: lay cards, take paper, make trouble beyond the wires."""

import logging
from pathlib import Path

import yaml
from PySide6.QtCore import Property, QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtQuick import QQuickView

from certificates.errors import KeyRefusedError
from kiosk.clock import SystemClock
from kiosk.demo.shown_licence import licence_to_show
from kiosk.demo.world import SimulatedDevice, SimulatedWorld
from kiosk.simulate.persons import SHIPPED_FOLDER

log = logging.getLogger(__name__)

QML = Path(__file__).with_name("Dock.qml")

TROUBLES: dict[str, tuple[str, str, dict[str, object]]] = {
    "读卡器：拔线": ("reader", "fault", {"kind": "unplug"}),
    "扫码：拔线": ("scanner", "set", {"plugged": False}),
    "打印机：缺纸": ("printer", "fault", {"kind": "paper_empty"}),
    "打印机：卡纸": ("printer", "fault", {"kind": "jam"}),
    "打印机：断网": ("printer", "fault", {"kind": "offline"}),
    "凭条：缺纸": ("receipts", "fault", {"kind": "paper_end"}),
    "指示灯：拔线": ("lights", "fault", {"kind": "unplug"}),
    "平台：断网": ("platform", "fault", {"kind": "down"}),
    "平台：乱答": ("platform", "fault", {"kind": "rubbish"}),
}
"""What the dock can break: a word, the simulator, and the verb with its arguments."""


LIGHTS: dict[str, str] = {
    "card_reader": "读卡区",
    "scanner": "扫码口",
    "document_printer": "出纸口",
    "receipt_printer": "凭条口",
}
"""The lights that are shown; the demo has no card slot."""

LOOK_MS = 200


class DockModel(QObject):
    """Cards, troubles, what the last of them answered, and what the guide lights show."""

    saidChanged = Signal()
    lightsChanged = Signal()

    def __init__(self, world: SimulatedWorld) -> None:
        super().__init__()
        self._world = world
        self._said = "请放一张卡"
        self._lights: list[dict[str, object]] = []
        if world.lights is not None:
            eye = QTimer(self, interval=LOOK_MS)
            eye.timeout.connect(self.look)
            eye.start()
            self.look()
        text = (SHIPPED_FOLDER / "persons.yaml").read_text("utf-8")
        persons = yaml.load(text, Loader=yaml.CSafeLoader)
        rows = persons["persons"] if isinstance(persons, dict) else persons
        self._cards = [
            {"id": row["id"], "name": row["name"] or row["english_name"]} for row in rows
        ]

    def _get_cards(self) -> list[dict[str, str]]:
        return self._cards

    def _get_troubles(self) -> list[str]:
        """What can be broken in this world."""
        return [name for name, (kind, *_) in TROUBLES.items() if self._device(kind) is not None]

    def _get_said(self) -> str:
        return self._said

    def _get_lights(self) -> list[dict[str, object]]:
        """What each light shows: its name, whether it is lit, ms on and off; 0 for no flash."""
        return self._lights

    lights = Property(list, _get_lights, notify=lightsChanged)
    cards = Property(list, _get_cards, constant=True)
    troubles = Property(list, _get_troubles, constant=True)
    said = Property(str, _get_said, notify=saidChanged)

    @Slot()
    def look(self) -> None:
        """Look at the guide lights."""
        lights = self._world.lights
        try:
            shown = lights.tell("state")["lights"] if lights is not None else {}
        except OSError:
            shown = {}
        found: list[dict[str, object]] = []
        for name, label in LIGHTS.items():
            told = shown.get(name, "off") if isinstance(shown, dict) else "off"
            on, _, off = told.partition("/")
            flash = {"on": int(on), "off": int(off)} if off else {"on": 0, "off": 0}
            found.append({"name": label, "lit": told != "off", **flash})
        if found != self._lights:
            self._lights = found
            self.lightsChanged.emit()

    @Slot(str)
    def lay(self, card: str) -> None:
        """Lay a card on the reader, in place of the one that lies there."""
        self._tell(self._world.reader, "lift")
        self._tell(self._world.reader, "lay", card=card)

    @Slot(str)
    def show(self, card: str) -> None:
        """Hold a fresh identity code of this person to the scanner."""
        reply = self._tell(self._world.platform, "lay", token=card)
        if reply.get("ok"):
            self._tell(self._world.scanner, "lay", text=reply["token"])

    @Slot()
    def showLicence(self) -> None:  # noqa: N802  # called from QML
        """Hold the licence that was issued last to the scanner; a sample before."""
        keys = self._world.home / "data" / "signing"
        try:
            shown = licence_to_show(self._world.printed, keys, now=SystemClock().now())
        except (KeyRefusedError, OSError) as error:
            self._say(str(error))
            return
        if self._tell(self._world.scanner, "lay", text=shown.code).get("ok"):
            self._say(f"{self._said}，{shown.number}")

    @Slot()
    def lift(self) -> None:
        """Take the card away."""
        self._tell(self._world.reader, "lift")

    @Slot()
    def take(self) -> None:
        """Take the sheets out of the tray."""
        self._tell(self._world.printer, "lift")

    @Slot(str)
    def trouble(self, name: str) -> None:
        """Break something."""
        kind, verb, arguments = TROUBLES[name]
        self._tell(self._device(kind), verb, **arguments)

    @Slot()
    def mend(self) -> None:
        """Mend everything."""
        for kind in ("reader", "scanner", "printer", "receipts", "lights", "platform"):
            if (device := self._device(kind)) is not None:
                self._tell(device, "clear")

    def _device(self, kind: str) -> SimulatedDevice | None:
        return {
            "reader": self._world.reader,
            "scanner": self._world.scanner,
            "printer": self._world.printer,
            "receipts": self._world.receipts,
            "lights": self._world.lights,
            "platform": self._world.platform,
        }[kind]

    def _tell(
        self, device: SimulatedDevice | None, verb: str, **arguments: object
    ) -> dict[str, object]:
        try:
            reply = device.tell(verb, **arguments) if device is not None else {}
        except OSError as error:
            reply = {"ok": False, "error": str(error)}
        name = device.kind if device is not None else "没有这个设备"
        self._say(f"{name} {verb}: {'好' if reply.get('ok') else reply.get('error')}")
        return reply

    def _say(self, said: str) -> None:
        self._said = said
        self.saidChanged.emit()


def open_dock(world: SimulatedWorld) -> QQuickView:
    """Open the dock's window; the view owns its model."""
    view = QQuickView()
    model = DockModel(world)
    model.setParent(view)
    view.setTitle("即办 演示台")
    view.setInitialProperties({"dock": model})
    view.setSource(QUrl.fromLocalFile(str(QML)))
    view.show()
    return view
