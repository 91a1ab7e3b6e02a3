# SPDX-License-Identifier: Apache-2.0
"""A real kiosk's settings and folder, and a whole training over them."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.loader import load_settings
from config.settings import KioskSettings
from devices.printing.blanks import BlankEntry, BlankMove, BlankRange
from kiosk.app import Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.screens.window import end_window, open_window
from kiosk.session.states import State
from kiosk.store.store import Store
from kiosk.training.running import Training, training
from tests.support.lent import unmeasured
from tests.support.store_samples import sample_case
from tests.support.whole import QUICK, QUICK_GLASS, WholeKiosk

NOBODY = "http://127.0.0.1:9"
"""Where a real office would be; nobody listens there."""


def real_site(folder: Path, *, more: str = "") -> Path:
    """Write the file of a real kiosk whose data lie in ``folder/data``."""
    path = folder / "kiosk.toml"
    path.write_text(
        f"""[kiosk]
id = "K-0007"
division = "439900"
authority = "示例市行政审批服务局"
data_dir = "data"
[reader]
port = "/dev/null"
[printer]
uri = "ipp://127.0.0.1:9/ipp/print"
[platform]
base_url = "{NOBODY}"
[desk]
base_url = "{NOBODY}"
[contact]
phone = "0000-12345"
{QUICK}{more}""",
        "utf-8",
    )
    return path


def settings_of(site: Path) -> KioskSettings:
    """What the real kiosk's file says."""
    return load_settings(site, {}).settings


def furnish(data_dir: Path) -> None:
    """Leave a case, its message, a licence number, blanks and a journal in a real folder."""
    with Store.open(data_dir, clock=SystemClock()) as store:
        journal = Journal.open(store, clock=SystemClock())
        journal.record("app-started")
        store.submit_case(sample_case("K-0007-20261123-0001", decision="accepted"))
        sheets = BlankRange("hyg-2026a", 1, 9)
        store.stock.book(BlankEntry(BlankMove.RECEIVE, sheets, "7", "8", batch="L-1"))


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file below a folder with its digest, and every folder."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        )
        for path in sorted(folder.rglob("*"))
    }


def built(settings: KioskSettings) -> Kiosk:
    """A kiosk with a document process of its own, so with the keys of its own folder."""
    with unmeasured():
        return build_kiosk(settings, clock=SystemClock())


@dataclass
class WholeTraining(WholeKiosk):
    """A running training: the kiosk as robot and test see it, and the teacher's desk."""

    held: Training | None = None
    left: list[int] = field(default_factory=list)
    """Statuses with which the kiosk asked to end."""

    @property
    def training(self) -> Training:
        """World and desk."""
        assert self.held is not None
        return self.held

    def printer_sheets(self) -> int:
        """How many whole sheets have come out."""
        return int(str(self.world.printer.tell("state")["sheets"]))

    def touches(self, *names: str) -> None:
        """Touch one thing of the teacher's desk after the other."""
        for name in names:
            self.tap(f"training-{name}")


def enter(whole: WholeKiosk, number: str, pin: str) -> None:
    """From the resting glass to the staff's home page, by touch."""
    for name in ["machine"] * 5:
        whole.tap(name)
    names(whole, number, pin)
    whole.wait_for(State.STAFF)
    whole.wait(lambda: not whole.session.staff.is_probing, why="the test")


def names(whole: WholeKiosk, number: str, pin: str) -> None:
    """Enter number and PIN at the door."""
    whole.wait_for(State.STAFF_PIN)
    for typed in (number, pin):
        for digit in typed:
            whole.tap(f"key-{digit}")
        whole.tap("forward")


@contextmanager
def whole_training(real: KioskSettings) -> Iterator[WholeTraining]:
    """Begin a training in a window; it ends with the block."""
    with unmeasured():
        began = training(real, built)
        held = began.__enter__()
    kiosk = held.kiosk
    window = open_window(kiosk.controller.model, kiosk.controller.sheet, QUICK_GLASS)
    whole = WholeTraining(held.world, kiosk, window, held=held)
    kiosk.controller.closing.connect(whole.left.append)
    try:
        held.world.printer.tell("set", speed=0.1)
        kiosk.controller.start()
        yield whole
    finally:
        end_window(window)
        kiosk.close()
        began.__exit__(None, None, None)
