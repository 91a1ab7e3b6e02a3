# SPDX-License-Identifier: Apache-2.0
"""The platform answers, and what it says is no answer or a refusal."""

from collections.abc import Iterator

import pytest

from certificates.library.lookup import Broken, Found, Refused
from tests.support.lookups import holder, look_up_for, open_library
from tests.support.simulators import RunningSimulator, running_simulator

CHEN = holder("chen-qiumei")


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.mark.parametrize("kind", ["rubbish", "half_json", "http_500", "huge", "no_http"])
def test_rubbish_is_broken_and_the_next_call_is_not(
    platform: RunningSimulator, kind: str
) -> None:
    platform.send("fault", kind=kind, count=1)
    with open_library(platform.address) as library:
        outcome = look_up_for(library, CHEN)
        assert isinstance(outcome, Broken)
        assert outcome.code == "PLATFORM-0304"
        assert CHEN.number not in outcome.detail
        assert isinstance(look_up_for(library, CHEN), Found)


@pytest.mark.parametrize("kind", ["refuse", "status_99"])
def test_refusal_is_not_taken_for_nothing_found(platform: RunningSimulator, kind: str) -> None:
    platform.send("fault", kind=kind, count=1)
    with open_library(platform.address) as library:
        outcome = look_up_for(library, CHEN)
        assert isinstance(outcome, Refused)
        assert outcome.code == "PLATFORM-0303"
        assert isinstance(look_up_for(library, CHEN), Found)
