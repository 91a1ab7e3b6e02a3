# SPDX-License-Identifier: Apache-2.0
"""Printing one's own certificates: the wish, the answer, the sentence, checks of the data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.certificate_types import BUSINESS_LICENCE
from forms.application import Application
from forms.catalogue_lint import check_service
from forms.copy_rules import PICKED, CopyProof, CopyRules
from forms.copying import HOLDER_LABEL, ISSUER_LABEL, rules_for_copies, taken, wish_of
from forms.decision import Answered, Refused, decide_copy
from forms.field_values import Answer, Source
from forms.headlines import headline
from forms.licensing import licence_from
from forms.prefill import fields_missing, fields_to_ask, prefill, refresh
from forms.service_item import FieldKind, ServiceItem
from forms.text import Text
from tests.support.applying import TODAY, applicant, permit, shipped
from tests.support.visits import called, licence


def copies() -> ServiceItem:
    """The shipped service that prints certificates, found by what it is."""
    (item,) = (one for one in shipped().services if one.copies is not None)
    return item


def rules() -> CopyRules:
    return rules_for_copies(copies())


def form(*, expires_on: date | None = None, **fields: str) -> Application:
    """The form for a business licence with these fields chosen or typed."""
    begun = prefill(
        copies(),
        applicant(),
        certificates={PICKED: taken(replace(licence(), expires_on=expires_on))},
        answers={},
        facts={"situation": "copy"},
    )
    for id_, value in fields.items():
        begun = refresh(copies(), begun.with_field(id_, Answer(value, Source.CHOSEN)))
    return begun


def test_the_form_tells_the_certificate_and_asks_the_purpose_alone() -> None:
    begun = form()
    assert [one.id for one in fields_to_ask(copies(), begun)] == ["f_purpose", "f_words"]
    chosen = form(f_purpose="school")
    assert fields_to_ask(copies(), chosen) == ()
    shown = {id_: answer.value for id_, answer in chosen.fields.items()}
    assert shown["f_name"] == BUSINESS_LICENCE.name
    assert shown["f_number"] == licence().number
    assert chosen.fields["f_days"].source is Source.DEFAULT
    assert "f_valid_to" not in shown, "it is valid for good"
    assert form(expires_on=date(2030, 1, 2)).fields["f_valid_to"].value == "2030-01-02"


def test_another_purpose_is_told_in_words() -> None:
    begun = form(f_purpose="other")
    assert [one.id for one in fields_missing(copies(), begun)] == ["f_words"]
    wish = wish_of(copies(), form(f_purpose="other", f_words="办宽带"), today=TODAY)
    assert wish is not None
    assert wish.mark == Text("仅供办宽带使用", "For 办宽带 only")


def test_words_for_another_purpose_go_when_a_listed_one_is_chosen() -> None:
    begun = form(f_purpose="other", f_words="办宽带")
    changed = begun.with_field("f_purpose", Answer("bank", Source.CHOSEN))
    wish = wish_of(copies(), refresh(copies(), changed), today=TODAY)
    assert wish is not None
    assert wish.mark.zh_CN == "仅供银行业务使用"


@pytest.mark.parametrize(("choice", "days"), [("d7", 7), ("d30", 30), ("d90", 90)])
def test_the_copy_runs_for_the_days_that_the_data_give(choice: str, days: int) -> None:
    wish = wish_of(copies(), form(f_purpose="school", f_days=choice), today=TODAY)
    assert wish is not None
    assert wish.valid_to == TODAY + timedelta(days=days)
    assert wish.mark == Text("仅供入学报名使用", "For school enrolment only")


@given(left=st.integers(0, 400), choice=st.sampled_from(["d7", "d30", "d90"]))
def test_no_copy_outlives_its_certificate(left: int, choice: str) -> None:
    last = TODAY + timedelta(days=left)
    begun = form(expires_on=last, f_purpose="bank", f_days=choice)
    wish = wish_of(copies(), begun, today=TODAY)
    assert wish is not None
    assert wish.valid_to == min(last, TODAY + timedelta(days=rules().days[choice]))


def test_nothing_is_wished_before_the_purpose_is_known() -> None:
    assert wish_of(copies(), form(), today=TODAY) is None
    open_period = replace(
        form(f_purpose="bank"), fields={"f_purpose": form(f_purpose="bank").fields["f_purpose"]}
    )
    assert wish_of(copies(), open_period, today=TODAY) is None


def test_a_complete_form_is_answered_at_once() -> None:
    decision = decide_copy(copies(), form(f_purpose="tender"), today=TODAY)
    assert isinstance(decision, Answered)
    sentence = headline(copies(), decision)
    assert "2026年12月23日" in sentence.zh_CN
    assert "23 December 2026" in sentence.en
    assert "投标" not in repr(decision), "the purpose is the citizen's own business"


def test_an_answer_is_no_licence() -> None:
    decision = decide_copy(copies(), form(f_purpose="tender"), today=TODAY)
    assert "Answered" not in str(licence_from.__annotations__["decision"])
    assert isinstance(decision, Answered)


def test_an_open_form_and_changed_rules_are_refused_with_the_reason() -> None:
    decision = decide_copy(copies(), form(), today=TODAY)
    assert isinstance(decision, Refused)
    assert "“用途”没有填" in [one.zh_CN for one in decision.blocking]
    old = replace(form(f_purpose="job"), catalogue_checksum="0" * 64)
    decision = decide_copy(copies(), old, today=TODAY)
    assert isinstance(decision, Refused)
    assert [one.zh_CN for one in decision.blocking] == ["办理规则刚刚更新，请重新开始"]


def test_the_taken_certificate_tells_its_metadata_beside_its_face() -> None:
    found = taken(called(BUSINESS_LICENCE, "N-1", ("名称", "虚构店"), (HOLDER_LABEL, "别人")))
    assert found.role == PICKED
    assert found.value("名称") == "虚构店"
    assert found.value(HOLDER_LABEL) == licence().holder_name, "metadata before the face"
    assert found.value(ISSUER_LABEL) == "虚构市示例局"


def test_another_service_prints_no_certificates() -> None:
    with pytest.raises(LookupError, match="prints no certificates"):
        rules_for_copies(permit())


# -- checks of the data --------------------------------------------------------


def spoiled(**changes: object) -> ServiceItem:
    return replace(copies(), copies=replace(rules(), **changes))  # type: ignore[arg-type]


def with_field(id_: str, **changes: object) -> ServiceItem:
    fields = tuple(
        replace(one, **changes) if one.id == id_ else one  # type: ignore[arg-type]
        for one in copies().fields
    )
    return replace(copies(), fields=fields)


SPOILED: dict[str, tuple[str, Callable[[], ServiceItem]]] = {
    "no rules": ("go together", lambda: replace(copies(), copies=None)),
    "rules without a copy": ("go together", lambda: replace(permit(), copies=rules())),
    "a copy beside a licence": (
        "go together",
        lambda: replace(copies(), situations=(*copies().situations, permit().situation("new"))),
    ),
    "no kinds": ("name kinds", lambda: spoiled(kinds=())),
    "nothing to show": ("what a copy must show", lambda: spoiled(must_show=())),
    "an unknown kind": ("no certificate XX", lambda: spoiled(kinds=("XX",))),
    "a mark for nothing": ("names {purpose}", lambda: spoiled(mark=Text("仅供", "For"))),
    "a mark with a brace": ("names {purpose}", lambda: spoiled(mark=Text("供{", "For {"))),
    "a field that is none": ("no field f_x", lambda: spoiled(words_field="f_x")),
    "a purpose that is typed": (
        "always chosen",
        lambda: with_field("f_purpose", kind=FieldKind.TEXT, choices=()),
    ),
    "a purpose that may be left": (
        "always chosen",
        lambda: with_field("f_purpose", is_required=False),
    ),
    "a period that may not be asked": (
        "always chosen",
        lambda: with_field("f_days", condition='purpose == "other"'),
    ),
    "a period without days": ("has its days", lambda: spoiled(days={"d7": 7})),
    "a period of no day": (
        "1 to 366 days",
        lambda: spoiled(days={"d7": 0, "d30": 30, "d90": 90}),
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_spoiled_rules_for_copies_are_found(name: str) -> None:
    message, spoil = SPOILED[name]
    found = [one for one in check_service(spoil()) if one.rule == "copies"]
    assert any(message in one.message for one in found), found


def test_a_copy_goes_no_route_and_a_licence_needs_one() -> None:
    (one,) = copies().situations
    routed = replace(
        one, result=replace(one.result, routes=permit().situations[0].result.routes)
    )
    found = check_service(replace(copies(), situations=(routed,)))
    assert any("no route leads to a copy" in finding.message for finding in found)


def test_the_word_for_the_taken_certificate_belongs_to_copies_alone() -> None:
    sourced = copies().field("f_name").sources
    stray = replace(permit(), fields=(replace(permit().fields[0], sources=sourced),))
    assert any(PICKED in one.message for one in check_service(stray))


def test_every_proof_can_be_asked_for() -> None:
    assert check_service(spoiled(must_show=tuple(CopyProof))) == ()
