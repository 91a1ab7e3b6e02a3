# SPDX-License-Identifier: Apache-2.0
"""Fixtures that more than one folder of tests uses."""

import os
from collections.abc import Iterator

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.settings import ReaderSettings
from tests.support.simulators import RunningSimulator, running_reader

# The real window without a display; Qt reads this when its application is made, once.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_QUICK_BACKEND", "software")


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
