# SPDX-License-Identifier: Apache-2.0
"""An address is picked from lists, its rest typed; back takes one step and loses nothing."""

from dataclasses import replace

import pytest

from forms.divisions import site_divisions
from forms.field_values import Source
from kiosk.screens.present import present
from kiosk.screens.views import FormView, Screen
from kiosk.session import address, forming
from kiosk.session.events import Touched
from kiosk.session.machine import Machine
from kiosk.session.states import State
from tests.kiosk.test_present import words
from tests.support.applying import CATALOGUE_FOLDER, shipped
from tests.support.visits import Visit

FIELD = "f_post_other"
NOWHERE = CATALOGUE_FOLDER / "nowhere"


def at_the_address() -> Visit:
    """A visit at the postal address that is neither the shop's nor the card's."""
    divisions = site_divisions(CATALOGUE_FOLDER, NOWHERE)
    visit = Visit(replace(shipped(), divisions=divisions))
    visit.until_checked_form().touch("edit:f_deliver", "choose:post", "choose:other")
    assert asked(visit) == FIELD
    return visit


def asked(visit: Visit) -> str:
    field = forming.asked_field(visit.session)
    return field.id if field is not None else ""


def page(visit: Visit, language: str = "zh_CN") -> Screen:
    return present(replace(visit.session, language=language), words(language))


def view(visit: Visit) -> FormView:
    shown = page(visit).view
    assert isinstance(shown, FormView)
    return shown


def names(visit: Visit) -> list[str]:
    return [one.title for one in view(visit).options]


def test_it_begins_in_the_county_of_the_shop_and_ends_in_one_address() -> None:
    visit = at_the_address()
    shown = view(visit)
    assert (shown.asked_kind, shown.trail) == ("division", "湖南省 › 虚构市 › 示例区")
    assert names(visit)[0] == "青石街道"
    assert names(visit)[-1] == "没有列出，直接写"
    assert page(visit).forward is None, "a touch of the list goes on"
    visit.touch("choose:439900001")
    shown = view(visit)
    assert (shown.asked_kind, shown.trail) == ("text", "湖南省 › 虚构市 › 示例区 › 青石街道")
    assert names(visit) == []
    visit.type("竹影路18号").touch("forward")
    answer = visit.session.begun().fields[FIELD]
    assert answer.value == "湖南省虚构市示例区青石街道竹影路18号"
    assert answer.source is Source.TYPED
    assert visit.session.place is None


def test_another_place_is_reached_step_by_step_and_back_leads_the_same_way() -> None:
    visit = at_the_address().touch("elsewhere", "elsewhere", "elsewhere")
    assert names(visit) == ["湖南省", "样例省"], "of provinces there is no other"
    assert view(visit).elsewhere == ""
    visit.touch("elsewhere")
    assert names(visit) == ["湖南省", "样例省"]
    visit.touch("choose:98", "choose:9801", "choose:980101")
    assert view(visit).trail == "样例省 › 样例市 › 云溪区"
    visit.touch("choose:980101002")
    visit.type("1").touch("back")
    assert view(visit).trail == "样例省 › 样例市 › 云溪区"
    visit.touch("back")
    assert view(visit).trail == "样例省 › 样例市"


def test_back_takes_one_step_and_then_leaves_the_page() -> None:
    visit = at_the_address().touch("choose:rest")
    assert view(visit).asked_kind == "text"
    visit.touch("back")
    assert view(visit).trail == "湖南省 › 虚构市 › 示例区"
    visit.touch("back")
    assert asked(visit) == "f_post_to", "nothing more was picked here"


def test_what_was_typed_stays_while_the_street_is_chosen_anew() -> None:
    visit = at_the_address().touch("choose:rest").type("18号").touch("back")
    visit.touch("choose:439900003")
    assert visit.session.entry == "18号"
    visit.touch("forward")
    assert visit.session.begun().fields[FIELD].value == "湖南省虚构市示例区河西街道18号"


def test_an_address_looked_at_again_has_its_divisions_picked() -> None:
    visit = at_the_address().touch("choose:439900001").type("竹影路18号").touch("forward")
    visit.touch("edit:f_post_tel").touch("back").touch(f"edit:{FIELD}")
    assert view(visit).trail == "湖南省 › 虚构市 › 示例区 › 青石街道"
    visit.touch("forward")
    assert visit.session.begun().fields[FIELD].value.endswith("竹影路18号"), "still the old one"


def test_back_from_the_form_opens_the_address_with_what_was_typed() -> None:
    visit = at_the_address().touch("choose:439900001").type("竹影路18号").touch("forward")
    visit.touch("back")
    assert asked(visit) == FIELD
    assert view(visit).trail == "湖南省 › 虚构市 › 示例区 › 青石街道"
    assert visit.session.entry == "竹影路18号"
    visit.touch("forward")
    assert visit.session.begun().fields[FIELD].value == "湖南省虚构市示例区青石街道竹影路18号"


def test_keys_and_the_way_forward_do_nothing_on_a_list() -> None:
    visit = at_the_address()
    before = visit.session
    visit.type("abc").touch("forward", "choose:", "choose:980101", "choose:999")
    assert visit.session == before


def test_what_is_wrong_is_said_of_the_whole_address() -> None:
    visit = at_the_address().touch("choose:rest").type("1")
    visit.touch("forward")
    assert visit.session.error is not None, "no road and no number"
    visit.touch("back")
    assert not view(visit).error
    room = address.room_of(visit.session, visit.session.chosen_item().field(FIELD))
    visit.touch("choose:rest").type("路" * 100)
    assert len(visit.session.entry) == room


def test_without_a_list_an_address_is_typed_whole() -> None:
    visit = Visit()
    visit.until_checked_form().touch("edit:f_deliver", "choose:post", "choose:other")
    assert (view(visit).asked_kind, view(visit).trail) == ("text", "")
    visit.type("湖南省虚构市示例区秋水路18号").touch("forward")
    assert visit.session.begun().fields[FIELD].value == "湖南省虚构市示例区秋水路18号"


@pytest.mark.parametrize(
    ("known", "division", "trail"),
    [
        ("别处一路1号", "439901", "湖南省 › 虚构市 › 示例县"),
        ("别处一路1号", "431102", "湖南省"),
        ("别处一路1号", "110101", ""),
    ],
)
def test_where_no_document_tells_the_halls_own_county_is_offered(
    known: str, division: str, trail: str
) -> None:
    visit = at_the_address()
    application = visit.session.begun()
    applicant = replace(application.applicant, address=known)
    bare = replace(application, certificates={}, applicant=applicant)
    machine: Machine = replace(visit.session.machine, division=division)
    visit.session = replace(visit.session, application=bare, machine=machine)
    assert view(visit).trail == trail


def test_the_lists_are_said_aloud_in_english_too() -> None:
    shown = page(at_the_address(), "en").view
    assert isinstance(shown, FormView)
    assert shown.elsewhere == "Somewhere else"
    assert shown.options[-1].title == "Not listed, I write it"


def test_leaving_forgets_what_was_picked() -> None:
    visit = at_the_address().take(Touched("leave"))
    assert visit.session.state is not State.FORM
    assert "青石" not in repr(visit.session)
