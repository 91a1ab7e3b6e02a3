# SPDX-License-Identifier: Apache-2.0
"""The applicant by any document: what it holds is taken, what it lacks stays empty."""

from dataclasses import replace

import pytest

from certificates.certificate_types import HolderCodeType
from devices.identity.text_block import decode_text_block
from devices.simulation.people import generated_person
from devices.simulation.sam_card import card_from
from forms.application import Applicant, applicant_from
from forms.facts import known_facts
from forms.prefill import prefill
from tests.support.applying import (
    PLAIN_ANSWERS,
    TODAY,
    applicant,
    business_licence,
    card,
    permit,
)


def applicant_of(kind: str) -> Applicant:
    person = generated_person("autumn", kind)
    return applicant_from(decode_text_block(card_from("somebody", person.texts).text))


def test_the_newest_address_on_the_card_counts() -> None:
    moved = replace(card(), address_added="湖南省虚构市示例区乙路2号")
    assert applicant_from(moved).address == "湖南省虚构市示例区乙路2号"
    assert applicant_from(card()).address == card().address


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("resident", "111"),
        ("hmt", "111"),
        ("foreign-2017", "553"),
        ("foreign-2023", "553"),
    ],
)
def test_the_kind_of_number_is_carried_for_registers(kind: str, code: str) -> None:
    assert applicant_of(kind).number_type is HolderCodeType(code)


def test_an_applicant_hides_in_logs() -> None:
    assert "陈秋美" not in repr(applicant())


@pytest.mark.parametrize("kind", ["foreign-2017", "foreign-2023", "hmt"])
def test_the_form_fills_itself_from_a_card_of_any_kind(kind: str) -> None:
    somebody = applicant_of(kind)
    licence = {"BL": business_licence()}
    absent = frozenset({"DEED", "HEALTH"})
    facts = known_facts(
        permit(), somebody, certificates=licence, absent_roles=absent, today=TODAY
    )
    application = prefill(
        permit(), somebody, certificates=licence, answers=PLAIN_ANSWERS, facts=facts
    )
    assert application.fields["f_idno"].value == somebody.number
    assert somebody.address or kind != "hmt"
    assert all(answer.value for answer in application.fields.values())
