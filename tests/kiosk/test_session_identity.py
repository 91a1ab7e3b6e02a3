# SPDX-License-Identifier: Apache-2.0
"""Who applies: what each source may tell, what does not do, and the check of the person."""

from dataclasses import replace
from datetime import date

import pytest

from devices.identity.record import Assurance, CardKind, SourceKind, Validity
from devices.states import DeviceState, ProbeReport
from forms.identity_need import DocumentKind, IdentityMeans, IdentityProof, PersonCheck
from kiosk.person_check import (
    CheckEnd,
    NotConfirmed,
    PersonCheckMethod,
    PersonConfirmed,
    WrongCode,
)
from kiosk.session.deadlines import MACHINE_S, Patience, deadline_s, machine_works
from kiosk.session.effects import (
    AllowResend,
    ConcludeCheck,
    Forget,
    LookUp,
    Note,
    ReadCard,
    StartCheck,
    StopCheck,
    StopReading,
)
from kiosk.session.events import (
    CardRead,
    CheckAnswered,
    CheckFailed,
    CheckStarted,
    LookupEnded,
    NoCard,
    Probed,
    ResendAllowed,
    SourceFailed,
    TimedOut,
)
from kiosk.session.machine import Machine
from kiosk.session.person_check import MOST_TURNS
from kiosk.session.session import CheckStage, Session
from kiosk.session.states import State
from kiosk.session.transitions import step
from tests.support.applying import card, shipped
from tests.support.identities import PHONE, asking_for, confirmed, shown_code, social_card
from tests.support.visits import EQUIPPED, NOON, WAYS, Visit, bad, checked, equipped, licence

SAM, SLOT, CODE = WAYS
FACE = PersonCheck.FACE_SERVICE


def code_of(visit: Visit) -> str:
    return visit.session.trouble.code if visit.session.trouble is not None else ""


def notes(visit: Visit, event: str) -> list[Note]:
    return [one for one in visit.effects if isinstance(one, Note) and one.event == event]


# -- sources -----------------------------------------------------------------


def test_every_source_that_the_service_accepts_is_waited_for() -> None:
    asked = [one for one in equipped().until_card().effects if isinstance(one, ReadCard)]
    assert asked == [ReadCard(1, (SAM, CODE), (SLOT,))]
    every = Visit(asking_for(PersonCheck.NONE, *Assurance), IdentityMeans(WAYS)).until_card()
    assert ReadCard(1, WAYS) in every.effects


@pytest.mark.parametrize(
    "kind", [kind for kind in CardKind if kind is not CardKind.SOCIAL_SECURITY]
)
def test_all_four_documents_lead_to_the_look_ups(kind: CardKind) -> None:
    visit = Visit().until_card().take(CardRead(1, replace(card(), kind=kind)))
    assert visit.at(State.LOOKUPS)
    facts = (("source", "sam_serial"), ("document", DocumentKind.of(kind).value))
    assert notes(visit, "card-read") == [Note("card-read", facts=facts)]


def test_a_document_that_the_service_does_not_name_is_refused() -> None:
    first = shipped().services[0]
    need = replace(first.identity, documents=(DocumentKind.RESIDENT,))
    catalogue = replace(shipped(), services=(replace(first, identity=need),))
    visit = Visit(catalogue).until_card().take(CardRead(1, replace(card(), kind=CardKind.HMT)))
    assert code_of(visit) == "CARD-0204"
    assert visit.session.record is None
    assert visit.touch("retry").at(State.CARD)


def test_a_social_security_card_is_told_to_be_no_proof_and_its_data_are_dropped() -> None:
    visit = equipped().until_card().take(CardRead(1, social_card()))
    assert code_of(visit) == "CARD-0209"
    assert visit.session.record is None
    assert not [one for one in visit.effects if isinstance(one, LookUp)]


def test_where_stored_data_do_the_card_is_taken() -> None:
    catalogue = asking_for(PersonCheck.NONE, *Assurance)
    visit = Visit(catalogue, IdentityMeans(WAYS)).until_card().take(CardRead(1, social_card()))
    assert visit.at(State.LOOKUPS)


def test_a_source_that_is_not_sure_enough_is_refused() -> None:
    catalogue = asking_for(PersonCheck.NONE, Assurance.CHIP_VERIFIED)
    visit = Visit(catalogue, IdentityMeans(WAYS)).until_card()
    assert code_of(visit.take(CardRead(1, shown_code()))) == "CARD-0204"


def test_a_code_says_nothing_of_a_validity_and_is_not_expired_by_that() -> None:
    assert equipped().until_lookups(shown_code()).at(State.LOOKUPS)


@pytest.mark.parametrize(
    "validity",
    [
        Validity(date.min, None, is_stated=False),
        Validity(date(2019, 4, 8), date(2020, 4, 8)),
        Validity(date(2099, 4, 8), None),
    ],
    ids=["blank", "over", "not yet"],
)
@pytest.mark.parametrize("kind", [CardKind.RESIDENT, CardKind.FOREIGN_2023, CardKind.HMT])
def test_a_card_that_is_not_known_to_be_valid_is_refused(
    validity: Validity, kind: CardKind
) -> None:
    record = replace(card(), kind=kind, validity=validity)
    assert code_of(Visit().until_card().take(CardRead(1, record))) == "CARD-0205"


def test_a_stated_end_counts_for_a_code_too() -> None:
    ended = Validity(date(2019, 4, 8), date(2020, 4, 8))
    visit = equipped().until_card().take(CardRead(1, replace(shown_code(), validity=ended)))
    assert code_of(visit) == "CARD-0205"


def test_a_source_that_breaks_is_noted_and_the_page_stays() -> None:
    visit = equipped().until_card().take(SourceFailed(1, CODE, "SCANNER-1101"))
    assert visit.at(State.CARD)
    assert dict(visit.session.broken_ways) == {CODE: "SCANNER-1101"}
    assert Note("fault-raised", code="SCANNER-1101") in visit.effects
    visit.take(NoCard(1)).touch("retry")
    assert not visit.session.broken_ways


# -- the machine -------------------------------------------------------------


def probed(**states: DeviceState) -> tuple[ProbeReport, ...]:
    return tuple(
        replace(one, state=states.get(one.device, one.state), code=f"X-{one.device}")
        if one.device in states
        else one
        for one in EQUIPPED
    )


def test_one_way_that_works_is_enough() -> None:
    visit = equipped().take(Probed(probed(reader=DeviceState.NO_DEVICE), NOON))
    assert visit.at(State.ATTRACT)
    gone = probed(reader=DeviceState.NO_DEVICE, card_slot=DeviceState.OFFLINE)
    assert equipped().take(Probed(gone, NOON)).at(State.ATTRACT)


@pytest.mark.parametrize("state", [one for one in DeviceState if not one.is_good])
def test_without_any_way_the_kiosk_is_closed_whatever_is_unknown(state: DeviceState) -> None:
    gone = probed(reader=state, card_slot=state, scanner=state)
    visit = equipped().take(Probed(gone, NOON))
    assert visit.at(State.OUT_OF_SERVICE)
    assert visit.session.machine.fault_code == "X-reader"


def test_a_way_that_no_service_accepts_keeps_nothing_open() -> None:
    machine = Machine(EQUIPPED, means=IdentityMeans(WAYS), ways=(SAM,))
    assert machine.fault_code == ""
    assert replace(machine, reports=bad("reader", "READER-0101")).fault_code == "READER-0101"


def test_a_kiosk_with_no_way_at_all_misses_its_reader() -> None:
    assert Machine(bad("reader", "READER-0101"), ways=()).fault_code == "READER-0101"
    assert Machine((), ways=()).fault_code == "APP-1002"


def test_a_way_that_was_never_tested_is_not_good() -> None:
    machine = Machine(EQUIPPED, means=IdentityMeans(WAYS), ways=WAYS)
    assert machine.code_of_source(SourceKind.REMOTE_LOGIN) == "APP-1002"
    only = tuple(
        one for one in EQUIPPED if one.device not in {"reader", "card_slot", "scanner"}
    )
    assert replace(machine, reports=only).fault_code == "APP-1002"


def test_a_service_that_asks_for_more_than_the_kiosk_has_is_not_begun() -> None:
    visit = Visit(asking_for(FACE)).touch("start", "service:hygiene-permit")
    assert visit.at(State.HOME)
    weaker = Visit(asking_for(FACE), IdentityMeans(WAYS, PersonCheck.PHONE_CODE))
    assert weaker.touch("start", "service:hygiene-permit").at(State.HOME)
    stronger = Visit(asking_for(PersonCheck.PHONE_CODE), IdentityMeans(WAYS, FACE))
    assert stronger.touch("start", "service:hygiene-permit").at(State.NOTICE)


# -- the person check --------------------------------------------------------


def test_nobody_is_looked_up_before_the_person_is_confirmed() -> None:
    visit = checked().until_code().type("123456").touch("forward")
    assert StartCheck(1, 1, "hygiene-permit", card()) in visit.effects
    assert AllowResend(1, 1) in visit.effects
    assert ConcludeCheck(1, 1, "123456") in visit.effects
    assert visit.session.entry == ""
    assert not [one for one in visit.effects if isinstance(one, LookUp)]
    visit.take(CheckAnswered(1, 1, confirmed()))
    assert visit.at(State.LOOKUPS)
    assert [one for one in visit.effects if isinstance(one, LookUp)]
    told = [(one.disposition, one.facts) for one in notes(visit, "person-check-ended")]
    assert told == [("confirmed", (("method", "phone_code"),))]


def test_the_case_says_by_what_the_person_is_known() -> None:
    visit = checked().until_code().take(CheckAnswered(1, 1, confirmed()))
    for line in visit.session.sources:
        visit.take(
            LookupEnded(
                1,
                line.role,
                "found" if line.role == "BL" else "not_found",
                (licence(),) if line.role == "BL" else (),
            )
        )
    visit.touch("forward", "answer:new", "answer:beauty", "answer:beauty")
    visit.type("120").touch("forward", "answer:yes", "answer:new")
    assert visit.session.begun().proof == IdentityProof(
        SAM, DocumentKind.RESIDENT, PersonCheck.PHONE_CODE, "C-1"
    )


def test_where_no_check_is_asked_for_none_is_claimed() -> None:
    proof = Visit().until_board().session.begun().proof
    assert proof == IdentityProof(SAM, DocumentKind.RESIDENT)
    assert proof is not None
    assert proof.person_check is PersonCheck.NONE


def test_a_short_code_is_not_sent() -> None:
    visit = checked().until_code().type("123").touch("forward")
    assert not [one for one in visit.effects if isinstance(one, ConcludeCheck)]
    assert visit.type("4").session.entry == "1234"


def test_a_wrong_code_leaves_the_tries_that_the_platform_counts() -> None:
    visit = checked().until_code().type("123456").touch("forward")
    visit.take(CheckAnswered(1, 1, WrongCode(2)))
    assert visit.session.running_check().tries_left == 2
    assert visit.session.running_check().stage is CheckStage.ASKING
    assert not notes(visit, "person-check-ended")


@pytest.mark.parametrize(
    ("end", "code", "may_try"),
    [
        (CheckEnd.FAILED, "CHECK-1304", True),
        (CheckEnd.TIMED_OUT, "CHECK-1305", True),
        (CheckEnd.CANCELLED, "CHECK-1307", True),
        (CheckEnd.NO_PHONE, "CHECK-1303", False),
    ],
)
def test_a_check_that_confirms_nobody_says_so(end: CheckEnd, code: str, may_try: bool) -> None:
    visit = checked().until_code().take(CheckAnswered(1, 1, NotConfirmed(end)))
    assert code_of(visit) == code
    assert visit.session.confirmed is None
    (note,) = notes(visit, "person-check-ended")
    assert note.disposition == end.value
    visit.touch("retry")
    assert visit.at(State.PERSON_CHECK if may_try else State.TROUBLE)
    assert (StartCheck(1, 2, "hygiene-permit", card()) in visit.effects) == may_try


@pytest.mark.parametrize(("code", "may_try"), [("CHECK-1301", True), ("CHECK-1302", False)])
def test_a_check_that_did_not_run_is_never_claimed(code: str, may_try: bool) -> None:
    visit = checked().until_check().take(CheckFailed(1, 1, code))
    assert code_of(visit) == code
    (note,) = notes(visit, "person-check-ended")
    assert note.disposition == "unavailable"
    assert visit.touch("retry").at(State.PERSON_CHECK if may_try else State.TROUBLE)


def test_a_visit_starts_only_so_many_checks() -> None:
    visit = checked().until_check()
    for turn in range(1, MOST_TURNS + 1):
        visit.take(CheckFailed(1, turn, "CHECK-1301")).touch("retry")
    assert visit.at(State.TROUBLE)
    assert len([one for one in visit.effects if isinstance(one, StartCheck)]) == MOST_TURNS


@pytest.mark.parametrize(
    "answer",
    [
        confirmed(replace(card(), number=type(card().number)("439900194311050044"))),
        confirmed(method=PersonCheckMethod.PHONE_CODE),
    ],
    ids=["another person", "too weak"],
)
def test_a_word_about_somebody_else_or_too_weak_confirms_nobody(
    answer: PersonConfirmed,
) -> None:
    visit = checked(FACE).until_check().take(CheckStarted(1, 1), CheckAnswered(1, 1, answer))
    assert code_of(visit) == "CHECK-1302"
    assert visit.session.confirmed is None


def test_a_face_is_waited_for_without_a_touch() -> None:
    visit = checked(FACE).until_check().take(CheckStarted(1, 1, url="https://face.example/1"))
    assert ConcludeCheck(1, 1) in visit.effects
    assert visit.session.running_check().stage is CheckStage.WAITING
    assert machine_works(visit.session)
    face = confirmed(method=PersonCheckMethod.FACE_SERVICE)
    assert visit.take(CheckAnswered(1, 1, face)).at(State.LOOKUPS)


def test_touches_mean_nothing_while_the_other_side_works() -> None:
    visit = checked().until_check()
    assert visit.type("123456").touch("forward", "no_code", "resend").session.entry == ""
    assert visit.at(State.PERSON_CHECK)


def test_answers_to_an_earlier_code_change_nothing() -> None:
    visit = checked().until_code().take(ResendAllowed(1, 1)).touch("resend")
    assert visit.session.running_check().turn == 2
    assert [one.disposition for one in notes(visit, "person-check-ended")] == ["cancelled"]
    before = visit.session
    late = (CheckAnswered(1, 1, confirmed()), CheckFailed(1, 1, "CHECK-1301"))
    for event in (*late, CheckStarted(1, 1, PHONE), ResendAllowed(1, 1)):
        assert step(before, event) == (before, ())


def test_another_code_waits_for_its_minute_and_may_be_had_so_many_times() -> None:
    visit = checked().until_code().touch("resend")
    assert visit.session.running_check().turn == 1
    for turn in range(1, MOST_TURNS):
        visit.take(ResendAllowed(1, turn)).touch("resend").take(
            CheckStarted(1, turn + 1, PHONE)
        )
    visit.take(ResendAllowed(1, MOST_TURNS)).touch("resend")
    assert visit.session.running_check().turn == MOST_TURNS


def test_nothing_came_tells_what_to_do_and_comes_back_to_the_same_code() -> None:
    visit = checked().until_code().touch("no_code")
    assert code_of(visit) == "CHECK-1306"
    visit.touch("retry")
    assert visit.session.running_check().turn == 1
    assert visit.session.running_check().stage is CheckStage.ASKING
    visit.touch("no_code").take(ResendAllowed(1, 1)).touch("retry")
    assert visit.session.running_check().turn == 2
    assert StopCheck() in visit.effects


def test_leaving_ends_the_check_and_forgets() -> None:
    visit = checked().until_code().touch("leave")
    assert visit.at(State.FAREWELL)
    assert [one.disposition for one in notes(visit, "person-check-ended")] == ["cancelled"]
    assert {StopCheck(), Forget(1)} <= set(visit.effects)
    assert StopReading() not in visit.effects
    explained = checked().until_code().touch("no_code", "leave")
    assert explained.at(State.FAREWELL)
    assert StopCheck() in explained.effects
    assert len(notes(explained, "person-check-ended")) == 1


def test_walking_away_from_the_code_ends_the_visit() -> None:
    visit = checked().until_code().take(TimedOut())
    assert visit.at(State.ATTRACT)
    assert [one.disposition for one in notes(visit, "person-check-ended")] == ["timed_out"]
    assert {StopCheck(), Forget(1), Note("session-ended", "timeout")} <= set(visit.effects)


def test_an_other_side_that_never_answers_is_told_to_be_away() -> None:
    visit = checked().until_check().take(TimedOut())
    assert code_of(visit) == "CHECK-1301"
    assert StopCheck() in visit.effects


def test_the_time_for_the_code_is_the_citizens_and_the_wait_is_the_machines() -> None:
    patience = Patience(idle_s=60.0, warning_s=20.0, elder_factor=2.0)
    asking = checked().until_code().session
    assert not machine_works(asking)
    state = State.PERSON_CHECK
    plain = deadline_s(state, patience, elder=False, is_working=False)
    assert deadline_s(state, patience, elder=True, is_working=False) == 2.0 * (plain or 0)
    assert deadline_s(state, patience, elder=True) == MACHINE_S[state]


def test_a_resend_that_nobody_waits_for_changes_nothing() -> None:
    session = Visit().until_card().session
    assert step(session, ResendAllowed(1, 1)) == (session, ())
    with pytest.raises(LookupError, match="person check"):
        Session(catalogue=shipped()).running_check()
