# SPDX-License-Identifier: Apache-2.0
"""“This is wrong”: the own name, a form begun anew, and whatever else may be said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.application import Application, Route
from forms.decision import (
    FilledIn,
    Issued,
    IssuedUnderPromise,
    Refused,
)
from forms.dispute import CARD_ROLE, DisputeReason
from forms.dispute_rules import (
    IDENTITY,
    carried_over,
    dispute_closings,
    dispute_of,
    left_blank,
    with_dispute,
    without_dispute,
)
from forms.field_values import Answer, Source
from forms.masking import masked
from forms.material import Supply
from forms.prefill import blank_by_dispute, fields_to_ask, is_answerable
from tests.support.applying import (
    begun,
    business_licence,
    card,
    complete,
    deed,
    face,
    permit,
    shipped,
)
from tests.support.disputing import choice, decided, said, supply_of

REASONS = tuple(DisputeReason)


# -- an identity -------------------------------------------------------------


@pytest.mark.parametrize("subject", ["f_idno", "f_legal", CARD_ROLE])
@pytest.mark.parametrize("reason", REASONS)
def test_a_disputed_identity_is_for_the_window(subject: str, reason: DisputeReason) -> None:
    application = said(complete(), subject, reason)
    assert application.is_identity_disputed
    assert dispute_closings(permit(), application)[0] == IDENTITY
    values = {answer.value for answer in application.fields.values()}
    assert not values & {card().name, card().number.value}
    asked = {field.id for field in fields_to_ask(permit(), application)}
    assert not asked & {"f_legal", "f_idno"}
    assert supply_of(application, "M2", Route.PROMISE) is Supply.HANDED_IN
    for route in (Route.PROMISE, Route.ORDINARY):
        decision = decided(application, route)
        assert isinstance(decision, Refused)
        assert IDENTITY in decision.blocking


def test_a_disputed_identity_may_be_filled_in_for_the_window() -> None:
    application = said(complete(), "f_idno")
    for field in fields_to_ask(permit(), application):
        application = application.with_field(field.id, Answer("代办人", Source.TYPED))
    assert isinstance(decided(application, Route.WINDOW), FilledIn)


def test_where_one_lives_is_no_identity() -> None:
    home = shipped().service("individual-business")
    field = home.field("f_home")
    application = replace(begun(), item_id=home.id, fields={}, certificates={})
    application = application.with_field(
        "f_home", Answer(card().address, Source.CARD, role=CARD_ROLE, label="address")
    )
    made = dispute_of(home, application, "f_home", choice(DisputeReason.OUTDATED))
    assert made is not None
    moved = with_dispute(home, application, made)
    assert not moved.is_identity_disputed
    assert dispute_closings(home, moved) == ()
    assert is_answerable(home, moved, field)


# -- a form that is begun anew -----------------------------------------------


def test_what_was_said_is_said_again_of_the_same_certificate() -> None:
    old = left_blank(permit(), said(said(complete(), "f_addr"), "f_idno"), "f_addr")
    new = carried_over(permit(), old, begun())
    assert new.disputes == old.disputes
    assert new.left_blank == {"f_addr"}
    assert "f_addr" not in new.fields


def test_of_another_certificate_nothing_was_said() -> None:
    old = left_blank(permit(), said(complete(), "f_addr"), "f_addr")
    other = replace(business_licence(), number="92439900MA0TEXT12X")
    new = carried_over(permit(), old, begun(other))
    assert new.disputes == ()
    assert new.left_blank == set()
    assert carried_over(permit(), old, replace(begun(), certificates={})).disputes == ()


# -- whatever is said --------------------------------------------------------

SUBJECTS = (
    "f_unit",
    "f_uscc",
    "f_legal",
    "f_idno",
    "f_addr",
    "f_nature",
    "BL",
    "DEED",
    CARD_ROLE,
)
SAYINGS = st.lists(st.tuples(st.sampled_from(SUBJECTS), st.sampled_from(REASONS)), max_size=5)


def after(sayings: list[tuple[str, DisputeReason]]) -> Application:
    application = complete(business_licence(), deed())
    for subject, reason in sayings:
        made = dispute_of(permit(), application, subject, choice(reason))
        if made is not None:
            application = with_dispute(permit(), application, made)
    return application


@given(sayings=SAYINGS)
def test_no_disputed_value_is_ever_used_as_called(
    sayings: list[tuple[str, DisputeReason]],
) -> None:
    application = after(sayings)
    for id_, answer in application.fields.items():
        if answer.source in {Source.CARD, Source.CERTIFICATE}:
            assert not application.is_disputed(answer), id_
            assert not blank_by_dispute(permit(), application, permit().field(id_))
    roles = {one.role for one in application.disputes}
    assert not roles & application.certificates.keys()
    assert application.doubted.keys() <= roles


@given(sayings=SAYINGS)
def test_all_of_it_can_be_taken_back(sayings: list[tuple[str, DisputeReason]]) -> None:
    application = after(sayings)
    for one in application.disputes:
        application = without_dispute(permit(), application, one.subject)
    assert application == complete(business_licence(), deed())


@given(sayings=SAYINGS, route=st.sampled_from([Route.PROMISE, Route.ORDINARY]))
def test_no_licence_bears_a_value_that_is_disputed(
    sayings: list[tuple[str, DisputeReason]], route: Route
) -> None:
    application = after(sayings)
    decision = decided(application, route)
    if isinstance(decision, IssuedUnderPromise | Issued):
        wrong = {one.shown for one in application.disputes if one.shown}
        printed = {application.fields[id_].value for id_ in face().field_ids}
        assert not wrong & printed


@pytest.mark.parametrize(
    ("text", "shown"),
    [("92439900MA0TEXT04R", "9243**********T04R"), ("12345678", "12345678"), ("", "")],
)
def test_the_middle_of_a_number_is_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown
