# SPDX-License-Identifier: Apache-2.0
"""What a test process starts once and lends to one whole kiosk after the other.

Starting interpreters is what whole kiosks cost: three or more simulators, and a document
process. A world that is lent again is as at its start: faults, counts, papers and data gone.
Both run without the tracer, because what they run is measured by their own tests.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from certificates.settings import SigningSettings
from kiosk.clock import SystemClock
from kiosk.demo.world import DEMO_CARD, SimulatedDevice, SimulatedWorld
from kiosk.documents.process import DocumentProcess
from tests.support.document_process import READY_S, setup_in

TRACER = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")
"""Variables by which coverage comes to be in another process."""

Kind = tuple[bool, str]
"""Whether a world has a scanner, and how it checks persons."""


@contextmanager
def unmeasured() -> Iterator[None]:
    """Start processes that nobody measures."""
    kept = {name: os.environ.pop(name) for name in TRACER if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


class LentDocuments(DocumentProcess):
    """A document process that outlives the kiosks that use it; ``end`` ends it."""

    def __init__(self, folder: Path, signing: SigningSettings) -> None:
        setup = replace(setup_in(folder), signing=replace(signing, key_folder=str(folder)))
        super().__init__(setup, clock=SystemClock())

    def close(self) -> None:
        """Stay warm for the next kiosk."""

    def end(self) -> None:
        """End the process."""
        super().close()


@dataclass
class _Lender:
    """Everything that this test process has started and not ended yet."""

    worlds: dict[Kind, SimulatedWorld] = field(default_factory=dict)
    is_out: set[Kind] = field(default_factory=set)
    documents: dict[SigningSettings, LentDocuments] = field(default_factory=dict)
    stack: ExitStack = field(default_factory=ExitStack)


_lender = _Lender()


def end_all() -> None:
    """End whatever was lent; the test process ends."""
    _lender.worlds.clear()
    _lender.documents.clear()
    _lender.stack.close()


def lent_documents(signing: SigningSettings) -> LentDocuments | None:
    """The warm document process that seals so; None where the keys are the site's own."""
    if signing.backend != "file" or signing.key_folder:
        return None
    if signing not in _lender.documents:
        folder = _lender.stack.enter_context(tempfile.TemporaryDirectory(prefix="jiban-test-"))
        documents = LentDocuments(Path(folder), signing)
        _lender.stack.callback(documents.end)
        with unmeasured():
            documents.wait_ready(deadline_s=READY_S)
        _lender.documents[signing] = documents
    return _lender.documents[signing]


@contextmanager
def lent_world(
    *, has_scanner: bool = False, person_check: str = "none"
) -> Iterator[SimulatedWorld]:
    """A simulated world as at its start; another one while the usual one is lent."""
    kind = (has_scanner, person_check)
    if kind in _lender.is_out:
        with _new(kind) as world:
            yield world
        return
    world = _lender.worlds.get(kind) or _lender.stack.enter_context(_new(kind))
    _lender.worlds[kind] = world
    _lender.is_out.add(kind)
    try:
        yield world
    finally:
        _lender.is_out.remove(kind)
        if all(device.process.poll() is None for device in devices_of(world)):
            make_new(world)
        else:
            del _lender.worlds[kind]


@contextmanager
def _new(kind: Kind) -> Iterator[SimulatedWorld]:
    with unmeasured():
        world = SimulatedWorld(has_scanner=kind[0], person_check=kind[1])
        world.__enter__()
    try:
        yield world
    finally:
        world.__exit__(None, None, None)


def devices_of(world: SimulatedWorld) -> tuple[SimulatedDevice, ...]:
    """Every simulator of the world."""
    every = (world.reader, world.printer, world.platform, world.scanner, world.face)
    return tuple(device for device in every if device is not None)


def make_new(world: SimulatedWorld) -> None:
    """Make a world as at its start."""
    world.card = DEMO_CARD
    for device in devices_of(world):
        is_printer = device is world.printer
        _tell(device, "clear", **({"kind": "everything"} if is_printer else {}))
    _tell(world.reader, "lift")
    _tell(world.platform, "set", forget_sessions=1, forget_calls=1)
    for path in world.home.iterdir():
        if path.is_dir() and path != world.printed:
            shutil.rmtree(path)


def _tell(device: SimulatedDevice, verb: str, **arguments: object) -> None:
    reply = device.tell(verb, **arguments)
    assert reply["ok"], (device.kind, reply)
