# SPDX-License-Identifier: Apache-2.0
"""A training from beginning to end: folder, simulated world, kiosk, and back.

The simulators end with this process, however it ends: each waits for its standard input, which
this process holds. Nothing that says "training" is left on the disk, so that whatever starts
the kiosk after a kill or a power cut starts the real one.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

from config.loader import load_settings
from config.settings import KioskSettings
from devices.printing.blanks import BlankEntry, BlankMove, BlankRange
from kiosk.app import Kiosk
from kiosk.demo.world import SimulatedWorld, SimulatorError
from kiosk.store.records import StaffRole
from kiosk.training.desk import TrainingDesk
from kiosk.training.errors import (
    NO_SIMULATORS,
    PRODUCTION_KEY,
    TrainingRefusedError,
)
from kiosk.training.folder import TrainingFolder
from kiosk.training.people import STAFF
from kiosk.training.site import check, refusal, training_settings

BLANKS = BlankRange("sample-2026", 1, 200)
"""Numbered blanks that lie in the cabinet of every training."""


@dataclass
class Training:
    """A kiosk for practice, the world behind its wires, and the teacher's desk."""

    kiosk: Kiosk
    world: SimulatedWorld
    desk: TrainingDesk


@contextmanager
def training(
    real: KioskSettings, build: Callable[[KioskSettings], Kiosk]
) -> Iterator[Training]:
    """Build everything that a training needs; whoever runs the kiosk closes it in the block.

    Args:
        real: settings of the kiosk that is trained on; nothing of it is opened.
        build: builds a kiosk with the settings of the training.

    Raises:
        TrainingRefusedError: it cannot be begun here; says why.
        StoreError, CatalogueError, CertificateError: as ``build``.

    """
    if code := refusal(real):
        raise TrainingRefusedError(code, "[signing] of this kiosk has production keys")
    with ExitStack() as stack:
        folder = stack.enter_context(TrainingFolder(real))
        world = stack.enter_context(_world(real, folder))
        more = world.base_data_table if real.base_data is not None else ""
        simulated = _in(folder, load_settings(world.site_file(more=more), {}).settings)
        settings = training_settings(real, simulated)
        check(settings)
        kiosk = build(settings)
        desk = _furnished(kiosk, world)
        stack.callback(desk.close)
        yield Training(kiosk, world, desk)


def _furnished(kiosk: Kiosk, world: SimulatedWorld) -> TrainingDesk:
    """Put people on the staff, blanks into the cabinet, and the desk over the pages.

    Raises:
        TrainingRefusedError: what this kiosk makes would be no samples.

    """
    with ExitStack() as on_failure:
        on_failure.callback(kiosk.close)
        if not kiosk.desk.is_sample:
            raise TrainingRefusedError(PRODUCTION_KEY, "its documents would be no samples")
        for number, role, pin in STAFF:
            kiosk.staff.access.add(number, StaffRole(role), pin)
        first, second, *_ = (number for number, *_ in STAFF)
        received = BlankEntry(BlankMove.RECEIVE, BLANKS, first, second, batch="SAMPLE")
        kiosk.store.stock.book(received)
        idle_s = kiosk.settings.training.idle_s
        desk = TrainingDesk(world, probe=kiosk.runtime.probe, idle_s=idle_s)
        kiosk.controller.train(desk)
        on_failure.pop_all()
    return desk


def _in(folder: TrainingFolder, simulated: KioskSettings) -> KioskSettings:
    return replace(simulated, kiosk=replace(simulated.kiosk, data_dir=folder.data_dir))


@contextmanager
def _world(real: KioskSettings, folder: TrainingFolder) -> Iterator[SimulatedWorld]:
    """Devices and offices as this kiosk has them, each simulated."""
    world = SimulatedWorld(
        folder.world / "printed",
        home=folder.world,
        has_scanner=real.scanner is not None,
        has_receipts=real.receipt_printer is not None,
        person_check=real.person_check.method,
        has_materials=real.materials is not None,
        has_desk=True,
    )
    try:
        world.__enter__()
    except (SimulatorError, OSError) as error:
        raise TrainingRefusedError(NO_SIMULATORS, str(error)) from error
    try:
        yield world
    finally:
        world.__exit__(None, None, None)
