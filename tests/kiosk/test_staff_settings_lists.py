# SPDX-License-Identifier: Apache-2.0
"""What the staff side shows and keeps of the configuration on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk.app import CATALOGUE
from kiosk.configuration.applying import apply
from kiosk.configuration.editing import edited
from kiosk.configuration.site import Refusal, Site
from kiosk.configuration.starting import fallback_report
from kiosk.configuration.versions import Draft, Way
from kiosk.journal import Journal
from kiosk.session.settings_acts import (
    CheckEdits,
    FindPackages,
    GoBack,
    KeepEdits,
    Keeping,
    KeepPackage,
    ReadSettings,
    SettingsKept,
)
from kiosk.session.settings_desk import Edit
from kiosk.staff.settings_lists import packages_below, setting_lines
from kiosk.staff.settings_room import SettingsRoom
from kiosk.store.store import Store
from tests.support.configurations import (
    OTHER_KEY,
    package_of,
    site_in,
    text_with,
    write_key_list,
)
from tests.support.fixed_clock import FixedClock

PLATFORM = '[platform]\nbase_url = "http://127.0.0.1:9"\naccess_id = "kiosk-7"\n'
LATER = (Edit("timing.idle_s", 20),)


def applied(site: Site, text: str, who: str = "1024") -> None:
    draft = Draft(text, Way.APPLIED, who=who, why="quieter")
    apply(site, draft, called="new.toml", clock=FixedClock())


@dataclass
class Stand:
    """A room over a site, and its store."""

    site: Site
    room: SettingsRoom
    store: Store

    def keep(self, asked: Keeping) -> SettingsKept:
        return self.room.keep(asked)

    def events(self) -> list[str]:
        return [row.event for row in self.store.journal.all()]


@contextmanager
def stand_in(folder: Path, more: str = "") -> Iterator[Stand]:
    clock = FixedClock()
    site = site_in(folder, text_with(10, more))
    with Store.open(site.data_dir, clock=clock) as store:
        journal = Journal.open(store, clock=clock)
        running = site.settings()
        room = SettingsRoom(site.again, running, store, journal, clock, CATALOGUE)
        yield Stand(site, room, store)


def base(stand: Stand) -> str:
    return stand.room.read(ReadSettings(1)).base


# -- keys ------------------------------------------------------------------------------------


def test_every_key_is_told_with_its_value_and_secrets_are_not(tmp_path: Path) -> None:
    text = text_with(10, PLATFORM)
    site = site_in(tmp_path, text)
    lines = {one.key: one for one in setting_lines(site.settings(), text)}
    idle = lines["timing.idle_s"]
    assert (idle.value, idle.default, idle.source, idle.is_changed) == (10, 60, "file", True)
    assert idle.where == "kiosk.toml"
    assert lines["platform.access_id"].value == ""
    assert lines["platform.access_id"].is_secret
    assert "kiosk-7" not in repr(lines)
    assert lines["platform.base_url"].is_fitted
    assert not lines["reader.port"].is_fitted


def test_a_key_that_this_version_does_not_know_is_left_out(tmp_path: Path) -> None:
    text = text_with(10, '[document_scanner]\ndevice = "x"\nglass = "a4"\n')
    keys = [one.key for one in setting_lines(site_in(tmp_path, text).settings(), text)]
    assert "document_scanner.device" in keys
    assert "document_scanner.glass" not in keys


def test_a_device_that_the_environment_names_is_there(tmp_path: Path) -> None:
    text = text_with(10)
    site_in(tmp_path, text)
    site = Site(tmp_path / "kiosk.toml", {"KIOSK_READER__PORT": "/dev/x"})
    lines = {one.key: one for one in setting_lines(site.settings(), text)}
    port = lines["reader.port"]
    assert (port.is_fitted, port.source, port.where) == (
        True,
        "environment",
        "KIOSK_READER__PORT",
    )


# -- the text --------------------------------------------------------------------------------


def test_a_key_is_changed_and_everything_else_is_left_as_it_was() -> None:
    text = "# hall 3\n[reader] # left\n# the port\nport = 'a' # usb\n[timing]\nidle_s = 9\n"
    changed = edited(
        text,
        [
            ("reader.port", "b"),
            ("timing.idle_s", None),
            ("scanner.port", "c"),
            ("sound.volume", None),
            ("fleet", None),
        ],
    )
    assert "# hall 3" in changed
    assert 'port = "b" # usb' in changed
    assert "idle_s" not in changed
    assert '[scanner]\nport = "c"' in changed
    assert "sound" not in changed
    assert (
        edited(changed, [("scanner", None), ("reader", None)]).strip() == "# hall 3\n[timing]"
    )
    with pytest.raises(TypeError):
        edited("reader = 3\n", [("reader.port", "b")])


# -- drafts ----------------------------------------------------------------------------------


def test_a_draft_that_does_not_hold_names_the_key_and_keeps_nothing(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        wrong = (Edit("reader.driver", "sam-serial"),)
        answer = stand.room.check(CheckEdits(1, 4, wrong))
        assert (answer.turn, [one.key for one in answer.problems]) == (4, ["reader.port"])
        kept = stand.keep(KeepEdits(1, wrong, base(stand), "7"))
        assert (kept.outcome, kept.code) == ("refused", "CONFIG-0701")
        assert stand.site.versions.read().versions == ()


def test_a_draft_is_kept_with_who_and_why_and_waits_for_the_next_start(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        answer = stand.room.check(CheckEdits(1, 1, LATER))
        assert [(one.key, one.before, one.after) for one in answer.changes] == [
            ("timing.idle_s", "10", "20")
        ]
        assert not answer.problems
        kept = stand.keep(KeepEdits(1, LATER, base(stand), "1024", "trial"))
        assert (kept.outcome, kept.number) == ("kept", 2)
        read = stand.room.read(ReadSettings(1))
        assert (read.is_waiting, read.version) == (True, 2)
        newest = read.versions[0]
        assert (newest.who, newest.why, newest.is_newest) == ("1024", "trial", True)
        assert stand.events()[-1] == "config-applied"


def test_a_draft_over_what_somebody_else_has_changed_is_not_kept(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        before = base(stand)
        applied(stand.site, text_with(30))
        assert stand.keep(KeepEdits(1, LATER, before, "7")).outcome == "moved_on"
        assert len(stand.site.versions.read().versions) == 2


def test_a_disk_that_takes_nothing_is_told_by_its_code(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        applied(stand.site, text_with(20))
        lock = stand.site.data_dir / "config" / "lock"
        lock.unlink()
        lock.mkdir()
        kept = stand.keep(KeepEdits(1, (Edit("timing.idle_s", 50),), base(stand), "7"))
        assert (kept.outcome, kept.code) == ("failed", "STORE-0501")
        assert len(stand.site.versions.read().versions) == 2


# -- going back ------------------------------------------------------------------------------


def test_versions_are_told_newest_first_and_one_touch_goes_back(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        assert stand.room.read(ReadSettings(1)).back_to == 0
        applied(stand.site, text_with(20))
        stand.site.versions.note_good(1)
        read = stand.room.read(ReadSettings(1))
        newest, first = read.versions
        assert (newest.number, newest.is_good, first.is_good, read.back_to) == (
            *(2, False, True),
            1,
        )
        assert [(one.before, one.after) for one in first.back] == [("20", "10")]
        kept = stand.keep(GoBack(1, 1, "7"))
        assert (kept.outcome, kept.number, kept.of) == ("kept", 3, 1)
        last = stand.site.versions.read().newest
        assert last is not None
        assert (last.draft.who, last.draft.way) == ("7", Way.ROLLED_BACK)
        assert stand.keep(GoBack(1, 9, "7")).outcome == "moved_on"


def test_a_version_that_does_not_hold_is_named_with_its_key(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        applied(stand.site, text_with(20))
        stand.site.versions.note_good(2)
        bad = Draft(
            "[kiosk]\nid = 'K 1'\ndata_dir = 'data'\n",
            Way.APPLIED,
            site_sha256=stand.site.site_sha256,
        )
        stand.site.versions.add(bad, at="2026-11-22T09:00:00+08:00")
        read = stand.room.read(ReadSettings(1))
        assert [(one.version, one.reason) for one in read.refused] == [(3, "invalid")]
        assert [one.key for one in read.refused[0].problems] == ["kiosk.id"]
        assert read.version == 2


def test_where_nothing_holds_it_is_told_what_does_not(tmp_path: Path) -> None:
    with stand_in(tmp_path) as stand:
        (tmp_path / "kiosk.toml").write_text("[kiosk]\nid = 'K 1'\ndata_dir = 'data'\n")
        read = stand.room.read(ReadSettings(1))
        assert read.lines == ()
        assert [one.key for one in read.refused[0].problems] == ["kiosk.id"]


# -- packages --------------------------------------------------------------------------------


def test_packages_are_found_on_a_stick_and_each_is_judged(tmp_path: Path) -> None:
    media = tmp_path / "media" / "user" / "stick"
    media.mkdir(parents=True)
    files = {
        "a-good": package_of(text_with(20), number=7),
        "b-other": package_of(text_with(20), machines=("K-0008",)),
        "c-strange": package_of(text_with(20), key=OTHER_KEY),
        "d-cut": package_of(text_with(20))[:-40],
        "e-wrong": package_of(text_with(20, "[reader]\n")),
        "f-changed": b"PK\x03\x04",
    }
    for name, content in files.items():
        (media / f"{name}.package").write_bytes(content)
    write_key_list(tmp_path)
    with stand_in(tmp_path) as stand:
        text = text_with(10).replace(
            "[timing]", f'packages_folder = "{tmp_path / "media"}"\n[timing]'
        )
        applied(stand.site, text)
        found = stand.room.packages(FindPackages(1)).packages
        told = {one.name: (one.refused, one.signer, len(one.problems)) for one in found}
        assert told == {
            "a-good.package": ("", "province", 0),
            "b-other.package": ("other_machine", "province", 0),
            "c-strange.package": ("unknown_key", "", 0),
            "d-cut.package": ("damaged", "", 0),
            "e-wrong.package": ("", "province", 1),
            "f-changed.package": ("damaged", "", 0),
        }
        good = next(one for one in found if one.name == "a-good.package")
        assert ("timing.idle_s", "10", "20") in [
            (one.key, one.before, one.after) for one in good.changes
        ]
        assert stand.keep(KeepPackage(1, good.path, 6, "7")).outcome == "moved_on"
        assert stand.keep(KeepPackage(1, good.path, 7, "7")).outcome == "kept"
        again = stand.keep(KeepPackage(1, good.path, 7, "7"))
        assert (again.outcome, again.code) == ("refused", "CONFIG-0702")
        gone = stand.keep(KeepPackage(1, str(media / "z.package"), 7, "7"))
        assert gone.outcome == "refused"


def test_no_folder_has_no_packages_and_no_key_list_takes_none(tmp_path: Path) -> None:
    assert packages_below("") == ()
    (tmp_path / "a.package").write_bytes(package_of(text_with(20)))
    text = text_with(10).replace('package_keys_file = "packages.json"', "")
    with stand_in(tmp_path) as stand:
        applied(
            stand.site, text.replace("[timing]", f'packages_folder = "{tmp_path}"\n[timing]')
        )
        (line,) = stand.room.packages(FindPackages(1)).packages
        assert line.refused == "no_keys"


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (Refusal("invalid", 0), "version 3 is in use: the site's file does not hold"),
        (Refusal("not_opened", 4), "version 3 is in use: version 4 never came into service"),
        (Refusal("failed", 4), "version 3 is in use: version 4 could not be started"),
    ],
)
def test_staff_reads_which_configuration_works_and_why(refusal: Refusal, said: str) -> None:
    report = fallback_report(3, refusal)
    assert (report.device, report.code, report.detail) == ("configuration", "CONFIG-0703", said)
    assert not report.state.is_good
