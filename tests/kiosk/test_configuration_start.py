# SPDX-License-Identifier: Apache-2.0
"""What a start begins with: the newest that holds, the last good one, or a useful error."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from certificates.errors import KeyRefusedError
from config.errors import ConfigError
from config.loader import LoadedSettings
from kiosk.app import Kiosk, build_kiosk
from kiosk.configuration.site import Site
from kiosk.configuration.starting import Started, started
from kiosk.configuration.versions import Draft, Way
from kiosk.session.events import Event, Probed
from tests.support.configurations import AT, site_in, text_with
from tests.support.fixed_clock import FixedClock
from tests.support.lent import lent_documents


@dataclass
class Builder:
    """Builds kiosks, except with idle times whose keys are refused."""

    refused: tuple[float, ...] = ()
    tried: list[float] = field(default_factory=list)

    def __call__(self, loaded: LoadedSettings) -> Kiosk:
        idle_s = loaded.settings.timing.idle_s
        self.tried.append(idle_s)
        if idle_s in self.refused:
            raise KeyRefusedError("CONFIG-0701", "the key list names a demo key")
        documents = lent_documents(loaded.settings.signing)
        return build_kiosk(loaded.settings, clock=FixedClock(), documents=documents)


def keep(site: Site, text: str) -> int:
    return site.versions.add(
        Draft(text, Way.APPLIED, site_sha256=site.site_sha256), at=AT
    ).number


@contextmanager
def running(site: Site, builder: Builder) -> Iterator[Started]:
    start = started(site, builder, clock=FixedClock())
    try:
        yield start
    finally:
        start.kiosk.close()


def told(kiosk: Kiosk) -> list[tuple[str, str]]:
    """(disposition, facts) of each fall-back in the journal."""
    rows = kiosk.store.journal.all()
    return [(row.disposition, row.facts) for row in rows if row.event == "config-fell-back"]


def test_keys_that_are_refused_at_the_start_give_way_to_the_good_version(
    tmp_path: Path, qapp: object
) -> None:
    site = site_in(tmp_path, text_with(10))
    site.adopt(at=AT)
    site.versions.note_good(1)
    keep(site, text_with(20))
    builder = Builder(refused=(20.0,))
    heard: list[Event] = []
    with running(site_in(tmp_path), builder) as start:
        assert builder.tried == [20.0, 10.0]
        assert told(start.kiosk) == [("failed", '{"refused":2,"version":1}')]
        start.kiosk.runtime.happened.connect(heard.append)
        row = reported(start.kiosk, heard, "configuration")
    assert row == "CONFIG-0703"
    assert site.versions.read().standing.tries == {1: 1, 2: 1}


def reported(kiosk: Kiosk, heard: list[Event], device: str) -> str:
    """The code with which one row of the self-test comes."""
    from PySide6.QtCore import QDeadlineTimer, QEventLoop  # noqa: PLC0415

    kiosk.runtime.probe()
    limit, loop = QDeadlineTimer(20_000), QEventLoop()
    while not limit.hasExpired():
        loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, 50)
        for event in heard:
            if isinstance(event, Probed):
                return next(one.code for one in event.reports if one.device == device)
    raise AssertionError("the devices were never tested")


def test_with_every_key_refused_the_newest_is_told(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    site.adopt(at=AT)
    keep(site, text_with(20))
    with pytest.raises(ConfigError) as caught:
        started(site, Builder(refused=(10.0, 20.0)), clock=FixedClock())
    (problem,) = caught.value.found
    assert (problem.where, problem.key) == ("version 2", "signing.backend")


def test_a_kiosk_that_cannot_open_proves_nothing(tmp_path: Path, qapp: object) -> None:
    site = site_in(tmp_path, text_with(10))
    with running(site, Builder()) as start:
        assert start.candidate.version is not None
        assert start.candidate.version.draft.way is Way.BY_HAND
        assert told(start.kiosk) == []
        heard: list[Event] = []
        start.kiosk.runtime.happened.connect(heard.append)
        assert reported(start.kiosk, heard, "reader") == "READER-0101"
    assert site.versions.read().standing.good == ()
    assert site.versions.read().standing.journalled == 1


def test_where_nothing_ever_opened_the_newest_is_tried_again_and_again(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    site.adopt(at=AT)
    for _ in range(5):
        site.versions.note_try(1)
    candidate = next(site.candidates())
    assert (candidate.version and candidate.version.number, candidate.refused) == (1, ())


def test_a_file_that_is_gone_leaves_the_version_that_was_good(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    site.adopt(at=AT)
    (tmp_path / "kiosk.toml").unlink()
    around = {"KIOSK_KIOSK__DATA_DIR": str(tmp_path / "data")}
    for gone in (Site(tmp_path / "kiosk.toml", around), Site(None, around)):
        candidate = next(gone.candidates())
        assert candidate.version is not None
        assert [one.reason for one in candidate.refused] == ["invalid"]
        with pytest.raises(ConfigError):
            gone.settings()


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ('[kiosk]\ndata_dir = "here"\n[broken\n', "here"),
        ("[kiosk]\ndata_dir = 'here'\nid = 'K 1'\n", "here"),
        ("[kiosk]\ndata_dir = 7\n", ""),
        ("kiosk = 3\n", ""),
        ("[kiosk\n", ""),
    ],
)
def test_the_versions_are_found_though_the_file_is_broken(
    tmp_path: Path, text: str, folder: str
) -> None:
    wanted = tmp_path / folder if folder else Path("/var/lib/kiosk")
    assert site_in(tmp_path, text).data_dir == wanted


def test_a_disk_without_room_stops_no_start(
    tmp_path: Path, qapp: object, caplog: pytest.LogCaptureFixture
) -> None:
    site = site_in(tmp_path, text_with(10))
    lock = tmp_path / "data" / "config" / "lock"
    lock.mkdir(parents=True)  # nothing can be kept beside it
    with running(site, Builder()) as start:
        assert start.candidate.version is None
    assert "STORE-0501" in caplog.text
    lock.rmdir()
    site.adopt(at=AT)
    lock.unlink()
    lock.mkdir()
    with running(site_in(tmp_path), Builder()) as start:
        assert start.candidate.version is not None
    assert "how this start goes is not kept" in caplog.text
