# SPDX-License-Identifier: Apache-2.0
"""Fixtures that more than one folder of tests uses."""

import gc
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from PySide6.QtGui import QGuiApplication

from devices.card_reader.pcsc.social_source import SocialCardSource
from devices.card_reader.sam_reader import SamIdentityReader
from devices.settings import CardSlotSettings, ReaderSettings
from tests.support.identity_codes import CodeStand, code_stand
from tests.support.lent import end_all
from tests.support.pcscd import READER, CardSlot, running_card, running_pcscd
from tests.support.simulators import RunningSimulator, running_reader, running_simulator

# The real window without a display; Qt reads this when its application is made, once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")

# How long one example takes says how busy the machine is.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")


def pytest_collection_finish() -> None:
    """Spare the collector what lives as long as this process: modules and all tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def _lent_things_end() -> Iterator[None]:
    """End the simulators and processes that were lent from test to test."""
    yield
    end_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long files: one that begins last is waited for by every other worker."""
    slow, daemons = (
        {item.path for item in items if item.get_closest_marker(name)}
        for name in ("slow", "daemon")
    )
    items.sort(key=lambda item: (item.path not in slow, item.path not in daemons))


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application class of the kiosk, without widgets; a command here may have made it."""
    return QGuiApplication


@pytest.fixture(scope="module")
def reader_process() -> Iterator[RunningSimulator]:
    """One simulated reader for all tests of a file; take ``simulated_reader`` instead."""
    with running_reader() as simulator:
        yield simulator


@pytest.fixture
def simulated_reader(reader_process: RunningSimulator) -> RunningSimulator:
    """A simulated reader in another process, well and without a card."""
    reader_process.reset()
    return reader_process


@pytest.fixture
def identity_reader(simulated_reader: RunningSimulator) -> Iterator[SamIdentityReader]:
    """The driver on the line of the simulated reader."""
    reader = SamIdentityReader(ReaderSettings(port=simulated_reader.address))
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def scanner_process() -> Iterator[RunningSimulator]:
    """One simulated QR scanner for all tests of a file."""
    with running_simulator("scanner") as simulator:
        yield simulator


@pytest.fixture(scope="module")
def identity_process() -> Iterator[RunningSimulator]:
    """One simulated platform, that of the identity codes, for all tests of a file."""
    with running_simulator("platform") as simulator:
        yield simulator


@pytest.fixture(scope="module")
def face_process() -> Iterator[RunningSimulator]:
    """One simulated face service for all tests of a file."""
    with running_simulator("face") as simulator:
        yield simulator


@pytest.fixture
def simulated_scanner(scanner_process: RunningSimulator) -> RunningSimulator:
    """A simulated scanner in another process, plugged in and well."""
    scanner_process.send("clear")
    return scanner_process


@pytest.fixture
def stand(
    scanner_process: RunningSimulator, identity_process: RunningSimulator
) -> Iterator[CodeStand]:
    """Scanner and platform in other processes, well, and our source between them."""
    with code_stand(scanner_process, identity_process) as built:
        yield built


@pytest.fixture(scope="module")
def pcscd_process() -> Iterator[CardSlot]:
    """One daemon and card for all tests of a file; take ``card_slot`` instead."""
    with running_pcscd() as daemon, running_card(daemon) as card:
        yield CardSlot(daemon, card)


@pytest.fixture
def card_slot(pcscd_process: CardSlot) -> CardSlot:
    """A daemon that runs, an empty reader, a card that is well."""
    pcscd_process.replug(READER)
    pcscd_process.card.reset()
    return pcscd_process


@pytest.fixture
def social_source(card_slot: CardSlot) -> Iterator[SocialCardSource]:
    """The driver at the virtual reader."""
    source = SocialCardSource(CardSlotSettings(f"{READER} 00 00"))
    yield source
    source.close()
