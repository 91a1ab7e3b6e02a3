# SPDX-License-Identifier: Apache-2.0
"""A licence is checked at the glass: who may, what is told, and that nothing is kept."""

from dataclasses import replace
from datetime import date

import pytest

from devices.states import DeviceState, ProbeReport
from kiosk.screens.present import present
from kiosk.screens.views import HomeView, LicenceCheckView
from kiosk.session.effects import Forget, Note, ReadCard, StopReading
from kiosk.session.events import DayKnown, TimedOut
from kiosk.session.licence_visit import (
    UNREAD,
    CheckedLicence,
    CheckLicence,
    Found,
    LicenceChecked,
    LicenceUnread,
)
from kiosk.session.session import Ending
from kiosk.session.states import State
from tests.kiosk.test_present import words
from tests.support.applying import TODAY
from tests.support.licence_visits import CLAIMS, FACE, GOOD_ONE, answered, checking
from tests.support.visits import Visit, equipped


def view(visit: Visit, language: str = "zh_CN") -> LicenceCheckView:
    shown = present(replace(visit.session, language=language), words(language)).view
    assert isinstance(shown, LicenceCheckView)
    return shown


def tiles(visit: Visit) -> dict[str, bool]:
    home = present(visit.session, words("zh_CN")).view
    assert isinstance(home, HomeView)
    return {one.id: one.enabled for one in home.services}


def with_scanner(code: str) -> Visit:
    """A visit at home where the scanner's self-test says this."""
    visit = equipped()
    report = ProbeReport("scanner", DeviceState.OFFLINE, code)
    visit.session = replace(visit.session, machine=visit.session.machine.with_report(report))
    return visit.touch("start").take(DayKnown(TODAY))


def test_without_a_scanner_nothing_is_offered() -> None:
    visit = Visit().touch("start").take(DayKnown(TODAY))
    assert "licence-check" not in tiles(visit)
    assert visit.touch("service:licence-check").at(State.HOME)


def test_a_scanner_that_is_away_says_so_and_is_not_waited_for() -> None:
    visit = with_scanner("SCANNER-1101")
    assert tiles(visit)["licence-check"] is False
    assert visit.touch("service:licence-check").at(State.HOME)


def test_the_platform_of_identity_codes_may_be_away() -> None:
    visit = with_scanner("TOKEN-1204")
    assert tiles(visit)["licence-check"] is True
    assert visit.touch("service:licence-check").at(State.LICENCE_CHECK)


def test_nobody_is_asked_for_a_document_or_a_consent() -> None:
    visit = checking()
    assert visit.effects[-1] == CheckLicence(visit.session.visit)
    assert not any(isinstance(effect, ReadCard) for effect in visit.effects)
    assert visit.session.item is None
    assert view(visit).tone == "wait"


def test_an_answer_is_told_with_what_to_hold_against_the_paper() -> None:
    visit = answered()
    shown = view(visit)
    assert shown.title == "这本证是真的，没有过期"
    assert "2026年11月20日" in shown.reason
    assert any(CLAIMS.number in line for line in shown.face)
    assert shown.face[-1] == "有效期到：2030年11月21日"
    note = Note("licence-checked", "valid")
    assert note in visit.effects
    assert CLAIMS.number not in repr(visit.session)


def test_how_far_this_machine_can_know_is_said() -> None:
    for_good = replace(FACE, expires_on=None)
    shown = view(answered(CheckedLicence(Found.VALID, for_good)))
    assert "没有失效名单" in shown.reason
    assert (shown.tone, shown.title) == ("owed", "码是真的，现在还有没有效，这里查不出")
    assert shown.face[-1] == "长期有效"
    ended = CheckedLicence(
        Found.REVOKED, FACE, ended_on=date(2026, 10, 1), ended_by="cancelled"
    )
    assert view(answered(ended)).reason == "2026年10月1日起已经注销。"


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("found", Found)
def test_every_answer_has_a_sentence_a_picture_and_a_next_step(
    found: Found, language: str
) -> None:
    told = CheckedLicence(found, known_until=date(2026, 11, 20))
    shown = view(answered(told), language)
    assert all((shown.title, shown.reason, shown.picture, shown.next_step))
    is_good = found is Found.VALID
    assert (shown.tone == "done") is is_good
    assert shown.face == ()


def test_a_bad_scan_is_told_and_the_next_is_waited_for() -> None:
    visit = checking().take(LicenceUnread(1, UNREAD))
    assert view(visit).message
    assert visit.effects[-1] == CheckLicence(1)
    assert view(visit.take(LicenceChecked(1, GOOD_ONE))).tone == "done"


def test_a_scanner_that_breaks_is_told_by_its_code_and_tried_again_at_a_touch() -> None:
    visit = checking().take(LicenceUnread(1, "SCANNER-1101"))
    shown = view(visit)
    assert (shown.code, shown.tone) == ("SCANNER-1101", "stop")
    assert "身份证" not in shown.next_step, "no card helps here"
    assert visit.effects[-1] == Note("fault-raised", code="SCANNER-1101")
    assert view(visit.take(LicenceChecked(1, GOOD_ONE))).code, "nobody waits for a code now"
    assert view(visit.touch("again")).tone == "wait"
    assert visit.effects[-1:] == [CheckLicence(1)]


def test_another_licence_forgets_the_first() -> None:
    visit = answered().take(LicenceUnread(1, "SCANNER-1101")).touch("again")
    assert visit.session.licence is not None
    assert visit.session.licence.told is None
    assert view(visit.touch("again")).tone == "wait", "a second touch changes nothing"
    asked = [effect for effect in visit.effects if isinstance(effect, CheckLicence)]
    assert len(asked) == 2  # the first and this


def test_back_leads_home_and_ends_the_wait() -> None:
    visit = checking().touch("back")
    assert visit.at(State.HOME)
    assert visit.effects[-1] == StopReading()
    assert visit.take(LicenceChecked(1, GOOD_ONE)).session.licence is None


@pytest.mark.parametrize("ends_by", ["leave", ""])
def test_who_leaves_leaves_nothing(ends_by: str) -> None:
    visit = answered()
    visit = visit.touch(ends_by) if ends_by else visit.take(TimedOut())
    assert visit.session.licence is None
    assert Forget(1) in visit.effects
    assert StopReading() in visit.effects
    if ends_by:
        assert visit.session.ending is Ending.CHECKED
        assert Note("session-ended", "answered") in visit.effects


def test_who_showed_nothing_is_told_nothing_of_a_check() -> None:
    visit = checking().touch("leave")
    assert visit.session.ending is Ending.NOTHING
    assert Note("session-ended", "abandoned") in visit.effects
