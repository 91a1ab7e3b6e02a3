# SPDX-License-Identifier: Apache-2.0
"""What the staff side may show of the configuration: keys, versions, differences, rollback."""

from pathlib import Path

import pytest

from config.explained import StartsAnew
from config.loader import Source
from kiosk.configuration.applying import apply
from kiosk.configuration.site import Refusal, Site
from kiosk.configuration.starting import fallback_report
from kiosk.configuration.versions import Draft, Way
from kiosk.journal import Journal
from kiosk.staff.settings_lists import (
    NotRolledBack,
    RolledBack,
    go_back,
    setting_lines,
    version_lines,
)
from kiosk.store.store import Store
from tests.support.configurations import site_in, text_with
from tests.support.fixed_clock import FixedClock

PLATFORM = '[platform]\nbase_url = "http://127.0.0.1:9"\naccess_id = "kiosk-7"\n'


def applied(site: Site, text: str, who: str = "1024") -> None:
    draft = Draft(text, Way.APPLIED, who=who, why="quieter")
    apply(site, draft, called="new.toml", clock=FixedClock())


def rolled(site: Site) -> RolledBack | NotRolledBack:
    clock = FixedClock()
    with Store.open(site.data_dir, clock=clock) as store:
        keeping = (store, Journal.open(store, clock=clock))
        done = go_back(site, keeping, who="7", clock=clock, language="zh_CN")
        events = [row.event for row in store.journal.all()]
    if isinstance(done, RolledBack):
        assert events[-1] == "config-applied"
    return done


def test_every_key_is_told_with_its_value_and_secrets_are_not(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10, PLATFORM))
    lines = {one.key: one for one in setting_lines(site.settings(), "zh_CN")}
    idle = lines["timing.idle_s"]
    assert (idle.value, idle.unit, idle.default) == ("10.0", "秒", "60.0")
    assert (idle.source, idle.starts_anew) == (Source.FILE, StartsAnew.APP)
    assert idle.where == str(tmp_path / "kiosk.toml")
    assert lines["platform.access_id"].value == "(hidden)"
    assert lines["reader.baud"].starts_anew is StartsAnew.DEVICE
    assert lines["configuration.package_keys_file"].starts_anew is StartsAnew.NOTHING


def test_a_key_that_this_version_does_not_know_is_left_out(tmp_path: Path) -> None:
    more = '[document_scanner]\ndevice = "x"\nglass = "a4"\n'
    site = site_in(tmp_path, text_with(10, more))
    keys = [one.key for one in setting_lines(site.settings(), "en")]
    assert "document_scanner.device" in keys
    assert "document_scanner.glass" not in keys


def test_versions_are_told_newest_first_with_what_they_changed(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    applied(site, text_with(20))
    site.versions.note_good(1)
    newest, first = version_lines(site.versions.read(), "zh_CN")
    assert (newest.number, newest.who, newest.why) == (2, "1024", "quieter")
    assert (newest.is_newest, newest.is_good) == (True, False)
    assert (first.way, first.is_good, first.changes) == (Way.BY_HAND, True, ())
    (change,) = newest.changes
    assert (change.key, change.before, change.after) == ("timing.idle_s", "10", "20")
    assert change.meaning.startswith("没人碰屏幕")


def test_one_touch_goes_back_and_says_what_changed(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    applied(site, text_with(20))
    done = rolled(site)
    assert isinstance(done, RolledBack)
    assert (done.number, done.of) == (3, 1)
    assert [one.after for one in done.changes] == ["10"]
    newest = site.versions.read().newest
    assert newest is not None
    assert (newest.draft.who, newest.draft.way) == ("7", Way.ROLLED_BACK)


def test_what_cannot_be_gone_back_to_is_a_value_and_keeps_nothing(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    assert rolled(site) == NotRolledBack("")
    old = Draft("[kiosk]\nid = 'K 1'\ndata_dir = 'data'\n", Way.APPLIED)
    site.versions.add(old, at="2026-11-22T09:00:00+08:00")
    site.versions.add(Draft(text_with(10), Way.APPLIED), at="2026-11-22T09:00:00+08:00")
    last = Draft(text_with(10), Way.APPLIED, site_sha256=site.site_sha256)
    site.versions.add(last, at="2026-11-22T09:00:00+08:00")
    done = rolled(site)
    assert isinstance(done, NotRolledBack)
    assert done.code == "CONFIG-0701"
    assert [(one.where, one.line, one.key) for one in done.problems] == [
        ("version 1", 2, "kiosk.id")
    ]


def test_a_disk_that_takes_nothing_is_told_by_its_code(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    applied(site, text_with(20))
    lock = site.data_dir / "config" / "lock"
    lock.unlink()
    lock.mkdir()
    assert rolled(site) == NotRolledBack("STORE-0501")
    assert len(site.versions.read().versions) == 2


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
