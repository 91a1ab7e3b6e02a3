# SPDX-License-Identifier: Apache-2.0
"""A whole kiosk that starts from its configuration as the appliance does, and starts anew."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from config.loader import LoadedSettings
from kiosk.app import CATALOGUE, Kiosk, build_kiosk
from kiosk.clock import SystemClock
from kiosk.configuration.site import Site
from kiosk.configuration.starting import started
from kiosk.controller import Controller
from kiosk.demo.world import SimulatedWorld
from kiosk.screens.window import make_application, open_window
from kiosk.store.records import StaffRole
from tests.support.lent import lent_documents, unmeasured
from tests.support.pcscd import daemon_socket
from tests.support.staff_hand import LIU, PINS, SUN, ZHAO
from tests.support.whole import QUICK, QUICK_GLASS, WholeKiosk

ROLES = {LIU: StaffRole.TECHNICIAN, SUN: StaffRole.SUPERVISOR, ZHAO: StaffRole.SUPERVISOR}


@dataclass
class SiteKiosk:
    """The kiosk of one site's file; ``whole`` is the one that runs now."""

    world: SimulatedWorld
    site_file: Path
    catalogue: Path = CATALOGUE
    asked: list[int] = field(default_factory=list)

    def start(self) -> None:
        """Build it with the best configuration there is, and show it."""
        daemon_socket()  # its pages list PC/SC readers: the library is told before it is loaded
        make_application()
        site = Site(self.site_file, {})
        with unmeasured():
            kiosk = started(site, self._built, clock=SystemClock()).kiosk
        kiosk.controller.closing.connect(self.asked.append)
        window = open_window(
            kiosk.controller.model,
            kiosk.controller.sheet,
            QUICK_GLASS,
        )
        self.whole = WholeKiosk(self.world, kiosk, window)
        kiosk.controller.start()

    def _built(self, loaded: LoadedSettings) -> Kiosk:
        return build_kiosk(
            loaded.settings,
            clock=SystemClock(),
            catalogue_folder=self.catalogue,
            checksum=loaded.checksum,
            documents=lent_documents(loaded.settings.signing),
        )

    def stop(self) -> None:
        """Close it."""
        self.whole.window.close()
        self.whole.window.deleteLater()
        self.whole.kiosk.close()

    def starts_anew(self) -> WholeKiosk:
        """Do what the service manager does when the program has asked for it."""
        self.whole.wait(lambda: bool(self.asked), why="a restart")
        assert self.asked == [Controller.RESTART_STATUS]
        self.asked.clear()
        self.stop()
        self.start()
        return self.whole


@contextmanager
def site_kiosk(
    world: SimulatedWorld, *, more: str = "", catalogue: Path = CATALOGUE
) -> Iterator[SiteKiosk]:
    """Start a kiosk in ``world`` with a technician and two supervisors on its list."""
    kiosk = SiteKiosk(world, world.site_file(more=QUICK + more), catalogue)
    kiosk.start()
    try:
        for number, role in ROLES.items():
            kiosk.whole.kiosk.staff.access.add(number, role, PINS[number])
        yield kiosk
    finally:
        kiosk.stop()
