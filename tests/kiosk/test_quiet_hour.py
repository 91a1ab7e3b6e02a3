# SPDX-License-Identifier: Apache-2.0
"""One self-test a night is kept, only in its window and only of a kiosk that rests."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from config.errors import ConfigError
from config.loader import load_settings
from config.settings import QuietHourSettings
from devices.states import DeviceState, ProbeReport
from kiosk.clock import SHANGHAI
from kiosk.store.self_tests import Occasion
from kiosk.store.store import Store
from kiosk.technician.quiet_hour import FRESH_S, watched
from tests.support.store_samples import opened


class Night:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 22, 3, 0, tzinfo=SHANGHAI)
        self.run_s = 1000.0

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def monotonic(self) -> float:
        return self.run_s


class Desk:
    """What comes by on its worker."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.at_quiet_hour: Callable[[], object] = lambda: None


@pytest.fixture
def night() -> Night:
    return Night()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened(tmp_path) as store:
        yield Desk(store)


REPORTS = {
    "reader": ProbeReport("reader", DeviceState.OFFLINE, "READER-0102"),
    "store": ProbeReport("store", DeviceState.ONLINE),
}


def resting(desk: Desk, night: Night, *, at: tuple[str, str] = ("02:30", "04:30")) -> None:
    """The kiosk rests: every device is asked."""
    probes = {name: (lambda name=name: REPORTS[name]) for name in REPORTS}
    listened = watched(QuietHourSettings(*at), desk, night, probes)
    for name, probe in listened.items():
        assert probe() is REPORTS[name]


def nights(desk: Desk) -> list[str]:
    return [
        test.code
        for test in desk.store.self_tests.tests_of("reader", newest=9)
        if test.occasion is Occasion.QUIET_HOUR
    ]


def test_one_is_kept_a_night_and_the_next_night_again(desk: Desk, night: Night) -> None:
    resting(desk, night)
    for _ in range(3):
        desk.at_quiet_hour()
    assert nights(desk) == ["READER-0102"]
    assert len(desk.store.self_tests.tests_of("store", newest=9)) == 1


def test_while_somebody_is_served_nothing_is_kept(desk: Desk, night: Night) -> None:
    """A visit asks no device, so the answers grow old."""
    resting(desk, night)
    night.run_s += FRESH_S + 1
    desk.at_quiet_hour()
    assert nights(desk) == []


@pytest.mark.parametrize(
    ("window", "hour", "is_kept"),
    [
        (("02:30", "04:30"), 2, False),
        (("02:30", "04:30"), 5, False),
        (("23:00", "04:00"), 3, True),
        (("23:00", "04:00"), 23, True),
        (("23:00", "04:00"), 12, False),
    ],
)
def test_the_window_counts_over_midnight_too(
    desk: Desk, night: Night, window: tuple[str, str], hour: int, *, is_kept: bool
) -> None:
    night.at = night.at.replace(hour=hour)
    resting(desk, night, at=window)
    desk.at_quiet_hour()
    assert bool(nights(desk)) is is_kept


def test_without_a_window_the_tests_are_left_as_they_are(desk: Desk, night: Night) -> None:
    before = desk.at_quiet_hour
    resting(desk, night, at=("", ""))
    assert desk.at_quiet_hour is before


def test_a_time_that_is_none_is_told(tmp_path: Path) -> None:
    site = tmp_path / "kiosk.toml"
    site.write_text('[quiet_hour]\nbegins = "24:10"\nends = "04:30"\n', "utf-8")
    with pytest.raises(ConfigError, match="02:30"):
        load_settings(site, {})
