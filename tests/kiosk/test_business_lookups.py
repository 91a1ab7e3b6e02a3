# SPDX-License-Identifier: Apache-2.0
"""What a business holds is found by the credit code of the licence that names the citizen."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from certificates.certificate_types import HYGIENE_PERMIT, CertificateType
from certificates.electronic_certificate import ElectronicCertificate
from certificates.errors import PlatformUnreachableError
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from kiosk.lookups import Answer, Asking, ask
from kiosk.session.called import called_from, owned_codes, reasons_against
from kiosk.session.effects import Issue
from kiosk.session.events import LookupEnded, Signed, Touched
from kiosk.session.identify import facts_of
from kiosk.session.session import SourceLine
from kiosk.session.states import State
from kiosk.workers import Pool
from tests.support.applying import TODAY, card
from tests.support.visits import STROKES, Visit, called, licence

AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")
CODE = "92439900MA0TEXT04R"


def held_by(code: str, kind: CertificateType = HYGIENE_PERMIT) -> ElectronicCertificate:
    """A certificate whose holder is a business."""
    made = called(kind, "湘卫公证字〔2024〕第439900000007号", ("许可项目", "美容店"))
    return replace(made, holder_code=code, holder_type_code="001", expires_on=date(2028, 2, 29))


def shop_licence(code: str = CODE) -> ElectronicCertificate:
    return replace(licence(), holder_code=code, holder_type_code="001")


class Library:
    """Finds by (type code, holder code); a holder that breaks cannot be asked for."""

    def __init__(self, *held: ElectronicCertificate, breaks: str = "") -> None:
        self.held = held
        self.breaks = breaks
        self.asked: list[tuple[str, str]] = []

    def find_by_holder(
        self, query: HolderQuery, *_: object, **__: object
    ) -> tuple[ElectronicCertificate, ...]:
        self.asked.append((query.holder_type_code, query.holder_code))
        if self.breaks == query.holder_code:
            raise PlatformUnreachableError("PLATFORM-0301", "away")
        by_person = query.holder_code == card().number.value
        return tuple(
            one
            for one in self.held
            if one.type_code == query.type_code
            and (one.holder_code == query.holder_code or (by_person and one.face("经营者")))
        )


def asked(library: Library, **changes: object) -> Answer:
    asking = Asking(("HYG",), card().number, 1.0, name=card().name, today=TODAY)
    library_ = cast("CertificateLibrary", library)
    changed = replace(asking, **changes)  # type: ignore[arg-type]
    ((_, answer),) = ask(library_, AUDIT, changed, Pool("library").do)
    return answer


def test_the_permit_of_the_citizens_own_business_is_found() -> None:
    library = Library(shop_licence(), held_by(CODE))
    answer = asked(library)
    assert answer.outcome == "found"
    assert [one.holder_code for one in answer.certificates] == [CODE]
    assert library.asked == [
        ("111", card().number.value), ("111", card().number.value), ("001", CODE),
    ]  # fmt: skip


def test_of_anothers_business_nothing_is_asked() -> None:
    foreign = replace(shop_licence(), surface=(("经营者", "王某"),))
    library = Library(foreign, held_by(CODE))
    assert asked(library).outcome == "not_found"
    assert ("001", CODE) not in library.asked


@pytest.mark.parametrize("changes", [{"name": ""}, {"today": None}])
def test_without_a_name_or_a_day_no_business_is_asked_for(changes: dict[str, object]) -> None:
    library = Library(shop_licence(), held_by(CODE))
    assert asked(library, **changes).outcome == "not_found"
    assert len(library.asked) == 1


def test_a_person_without_a_licence_has_no_business_to_ask_for() -> None:
    assert asked(Library()).outcome == "not_found"


def test_a_failure_on_the_way_is_told_as_one() -> None:
    broken = Library(shop_licence(), breaks=CODE)
    assert asked(broken).outcome == "unreachable"
    assert asked(broken).code == "PLATFORM-0301"


def test_a_business_is_the_citizens_by_the_licence_that_was_picked() -> None:
    lines = (
        SourceLine("BL", "found", certificates=(shop_licence("A"), shop_licence("B"))),
        SourceLine("HYG", "found", certificates=(held_by("B"),)),
    )
    both = owned_codes(lines, card(), TODAY, {})
    assert both == {"A", "B"}
    assert owned_codes(lines, card(), TODAY, {"BL": 0}) == {"A"}
    (permit,) = called_from(lines[1], card(), TODAY, both)
    assert permit.expires_on == date(2028, 2, 29)
    assert called_from(lines[1], card(), TODAY, frozenset({"A"})) == ()
    assert reasons_against(lines[1], card(), TODAY, frozenset({"A"}))
    assert reasons_against(lines[1], card(), TODAY, both) == ()


def changing() -> Visit:
    """A visit that has told of a change of the name, at the checked form."""
    visit = Visit().until_lookups()
    found = {"BL": (shop_licence(),), "HYG": (held_by(CODE),)}
    for line in visit.session.sources:
        held = found.get(line.role, ())
        outcome = "found" if held else "not_found"
        visit.take(LookupEnded(visit.session.visit, line.role, outcome, held))
    visit.touch("forward", "answer:change", "answer:name", "forward")
    for digit in "13800000000":
        visit.type(digit)
    return visit.touch("forward", "forward")


def test_a_change_is_decided_on_the_ordinary_way_alone() -> None:
    visit = changing()
    assert visit.at(State.ROUTE)
    assert visit.take(Touched("route", "promise")).at(State.ROUTE), "there is no promise"
    assert visit.take(Touched("route", "ordinary")).at(State.SIGN)
    visit.take(Signed(STROKES)).touch("forward")
    assert visit.at(State.REVIEW)
    visit.touch("forward")
    issue = next(one for one in visit.effects if isinstance(one, Issue))
    assert issue.application.situation == "change"


def test_a_form_for_the_window_is_signed_and_submitted_too() -> None:
    visit = changing().take(Touched("route", "window"))
    assert visit.at(State.SIGN)
    visit.take(Signed(STROKES)).touch("forward")
    assert visit.at(State.REVIEW)


def test_a_route_that_the_situation_lacks_is_not_taken() -> None:
    visit = changing()
    item = visit.session.chosen_item()
    bare = tuple(replace(one, result=replace(one.result, routes=())) for one in item.situations)
    visit.session = replace(visit.session, item=replace(item, situations=bare))
    for route in ("promise", "ordinary", "window"):
        assert visit.take(Touched("route", route)).at(State.ROUTE)


OTHER = "91439900MA0TEXTA6D"


def test_a_business_that_could_not_be_asked_about_is_not_hidden_by_another() -> None:
    """Else the page would say of the picked shop that it has no permit."""
    library = Library(shop_licence(), shop_licence(OTHER), held_by(CODE), breaks=OTHER)
    answer = asked(library)
    assert (answer.outcome, answer.code) == ("unreachable", "PLATFORM-0301")
    assert [one.holder_code for one in answer.certificates] == [CODE], "what was found is kept"


@pytest.mark.parametrize(("picked", "is_found"), [("0", True), ("1", None)])
def test_of_the_picked_business_the_guide_knows_what_was_answered(
    picked: str, is_found: bool | None
) -> None:
    visit = Visit().until_lookups()
    number = visit.session.visit
    both = (shop_licence(), shop_licence(OTHER))
    visit.take(LookupEnded(number, "BL", "found", both))
    for role in ("DEED", "HEALTH"):
        visit.take(LookupEnded(number, role, "not_found"))
    failed = LookupEnded(number, "HYG", "unreachable", (held_by(CODE),), "PLATFORM-0301")
    visit.take(failed).touch("forward", f"answer:{picked}")
    known = facts_of(visit.session, visit.session.chosen_item())
    assert known.get("permit_found") is is_found
    assert known["permit_answered"] is bool(is_found)


def test_of_a_repeated_label_the_value_that_was_judged_is_used() -> None:
    """The first decides whose licence it is; the last must not be printed for it."""
    surface = (*licence().surface, ("经营者", "别人"), ("名称", "别家店"))
    twice = replace(licence(), surface=surface)
    (taken,) = called_from(SourceLine("BL", "found", "", (twice,)), card(), TODAY)
    assert taken.value("经营者") == card().name
    assert taken.value("名称") == licence().face("名称")
