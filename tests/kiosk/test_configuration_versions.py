# SPDX-License-Identifier: Apache-2.0
"""The configuration as versions: what is applied and rolled back is what is kept."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import ConfigError
from kiosk.configuration.applying import NoSuchVersionError, apply, roll_back
from kiosk.configuration.differences import changes_between
from kiosk.configuration.site import Site
from kiosk.configuration.versions import Draft, History, VersionStore, Way
from tests.support.configurations import AT, site_in, text_with
from tests.support.fixed_clock import FixedClock
from tests.support.seal_keys import production_folder

ACTS = st.one_of(
    st.tuples(st.just("apply"), st.integers(5, 9)),
    st.tuples(st.just("broken"), st.integers(0, 4)),
    st.tuples(st.just("back"), st.integers(0, 6)),
    st.tuples(st.just("hand"), st.integers(5, 9)),
    st.tuples(st.just("good"), st.just(0)),
)
PKCS11 = "[signing]\nbackend = 'pkcs11'\n"


def applied(site: Site, idle_s: int, **said: str) -> int:
    draft = Draft(text_with(idle_s), Way.APPLIED, **said)  # type: ignore[arg-type]
    return apply(site, draft, called="new.toml", clock=FixedClock()).version.number


def history_of(folder: Path) -> History:
    return VersionStore(folder / "data").read()


@settings(max_examples=40, deadline=None)
@given(st.lists(ACTS, max_size=10))
def test_any_sequence_keeps_exactly_its_versions(acts: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        wanted: list[str] = []
        site_in(folder, text_with(5))
        by_hand: str | None = text_with(5)
        for act, value in acts:
            site = site_in(folder)
            if act == "apply":
                wanted += [by_hand] if by_hand else []
                wanted.append(text_with(value))
                applied(site, value)
                by_hand = None
            elif act == "broken":
                with pytest.raises(ConfigError):
                    applied(site, value)
            elif act == "hand":
                by_hand = text_with(value, f"# {len(wanted)}\n")
                site_in(folder, by_hand)
            elif act == "good" and wanted:
                site.versions.note_good(len(wanted))
            elif act == "back" and 0 < value <= len(wanted):
                text = wanted[value - 1]
                wanted += [by_hand] if by_hand else []
                wanted.append(text)
                roll_back(site, value, clock=FixedClock())
                by_hand = None
        history = history_of(folder)
        assert [one.text for one in history.versions] == wanted
        assert [one.number for one in history.versions] == list(range(1, len(wanted) + 1))
        idle_s = site_in(folder).settings().settings.timing.idle_s
        assert f"idle_s = {idle_s:.0f}\n" in (by_hand or wanted[-1])


def test_one_touch_goes_back_to_the_last_good_version_and_is_a_version(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    for idle_s in (20, 30, 40):
        applied(site, idle_s)
    site.versions.note_good(2)
    done = roll_back(site, who="1024", why="too slow", clock=FixedClock())
    assert (done.version.number, done.version.draft.of) == (5, 2)
    assert done.version.text == text_with(20)
    assert (done.version.draft.who, done.version.draft.why) == ("1024", "too slow")
    assert [str(one) for one in done.changes] == ["~ timing.idle_s = 20    # was 40"]
    assert roll_back(site, 4, clock=FixedClock()).version.text == text_with(40)


def test_a_file_that_was_changed_by_hand_goes_back_to_the_newest_version(
    tmp_path: Path,
) -> None:
    site = site_in(tmp_path, text_with(10))
    applied(site, 20)
    broken = site_in(tmp_path, "[kiosk\n" + 'data_dir = "data"\n')
    assert roll_back(broken, clock=FixedClock()).version.text == text_with(20)
    assert site_in(tmp_path).settings().settings.timing.idle_s == 20.0


def test_there_must_be_something_to_go_back_to(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    with pytest.raises(NoSuchVersionError, match="no version was kept"):
        roll_back(site, clock=FixedClock())
    site.adopt(at=AT)
    with pytest.raises(NoSuchVersionError, match="nothing before version 1"):
        roll_back(site, clock=FixedClock())
    with pytest.raises(NoSuchVersionError, match="no version 9"):
        roll_back(site, 9, clock=FixedClock())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (text_with(10).replace('"data"', '"elsewhere"'), "kiosk.data_dir"),
        (text_with(1), "timing.idle_s"),
        (
            text_with(10, f"{PKCS11}key_folder = 'demo'\n"),
            "signing.backend",
        ),
        (text_with(10, "[signing]\nkey_folder = 'production'\n"), "signing.backend"),
    ],
)
def test_what_does_not_hold_as_a_whole_is_not_kept(tmp_path: Path, text: str, key: str) -> None:
    production_folder(tmp_path / "production")
    (tmp_path / "demo").mkdir()
    site = site_in(tmp_path, text_with(10))
    with pytest.raises(ConfigError) as caught:
        apply(site, Draft(text, Way.APPLIED), called="new.toml", clock=FixedClock())
    (problem,) = caught.value.found
    assert (problem.key, problem.where) == (key, "new.toml")
    assert problem.line > 0 or "key_folder = 'production'" in text
    assert history_of(tmp_path).versions == ()


def test_a_damaged_version_is_named_and_never_believed(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    applied(site, 20)
    applied(site, 30)
    file = tmp_path / "data" / "config" / "000003.json"
    file.write_text(file.read_text("utf-8").replace("idle_s = 30", "idle_s = 31"), "utf-8")
    history = history_of(tmp_path)
    assert [one.number for one in history.versions] == [1, 2]
    assert history.damaged == ("000003.json",)
    assert applied(site, 40) == 4


def test_secrets_stay_hidden_and_a_device_comes_with_what_it_means() -> None:
    before = text_with(10, '[platform]\nbase_url = "http://a"\naccess_id = "one"\n')
    after = text_with(10, '[platform]\nbase_url = "http://a"\naccess_id = "two"\n')
    (change,) = changes_between(before, after)
    assert str(change) == "~ platform.access_id = (hidden)    # was (hidden)"
    gone = {one.key: one for one in changes_between(before, text_with(10))}
    assert gone["platform.base_url"].after is None
    assert str(gone["platform.base_url"]) == '- platform.base_url = "http://a"'
    assert changes_between(text_with(60), text_with(60).replace("idle_s = 60", "")) == ()


def test_a_version_made_by_hand_is_good_when_the_same_text_was(tmp_path: Path) -> None:
    site = site_in(tmp_path, text_with(10))
    applied(site, 20)
    site.versions.note_good(2)
    applied(site, 30)
    for _ in range(2):
        site.versions.note_try(3)
    candidate = next(site_in(tmp_path).candidates())
    assert candidate.version is not None
    assert candidate.version.number == 2
    assert [one.reason for one in candidate.refused] == ["not_opened"]
    applied(site, 20)
    again = next(site_in(tmp_path).candidates())
    assert again.version is not None
    assert again.version.number == 4
