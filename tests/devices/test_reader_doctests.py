# SPDX-License-Identifier: Apache-2.0
"""The examples in docstrings, which are real frames and real rules, hold."""

import doctest
from types import ModuleType

import pytest

from devices.card_reader import sam_frame
from devices.identity import characters, codes, nations, numbers, record
from devices.simulation import sam_wire


@pytest.mark.parametrize(
    "module", [characters, codes, nations, numbers, record, sam_frame, sam_wire]
)
def test_the_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0
