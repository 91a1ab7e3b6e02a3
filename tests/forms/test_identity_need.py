# SPDX-License-Identifier: Apache-2.0
"""Which identity does for a service, walked over every kiosk and every record."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, combinations, product
from typing import TypeVar

import pytest

from devices.identity.record import Assurance, CardKind, SourceKind
from forms.identity_need import (
    CHIP_DOCUMENTS,
    DocumentKind,
    IdentityMeans,
    IdentityNeed,
    IdentityProof,
    Objection,
    PersonCheck,
    Unmet,
)
from forms.terms import Mark, Provenance
from tests.support.applying import card, permit

ASSUMED = Provenance(Mark.ASSUMED, "a test")
EVERY = tuple(DocumentKind)
_One = TypeVar("_One")


def every_choice(of: Iterable[_One]) -> Iterator[tuple[_One, ...]]:
    words = tuple(of)
    return chain.from_iterable(combinations(words, n) for n in range(len(words) + 1))


def need(*assurance: Assurance, check: PersonCheck = PersonCheck.NONE) -> IdentityNeed:
    return IdentityNeed(assurance, EVERY, check, ASSUMED)


def test_every_kiosk_meets_every_need_or_says_why_not() -> None:
    told = set()
    needs = [
        need(*assurance, check=check)
        for assurance in every_choice(Assurance)
        for check in PersonCheck
    ]
    kiosks = [
        IdentityMeans(sources, check)
        for sources in every_choice(SourceKind)
        for check in PersonCheck
    ]
    for one, kiosk in product(needs, kiosks):
        unmet = one.unmet_by(kiosk)
        told.add(unmet)
        accepted = [source for source in kiosk.sources if source.assurance in one.assurance]
        is_checked = list(PersonCheck).index(kiosk.person_check) >= list(PersonCheck).index(
            one.person_check
        )
        assert list(one.sources_of(kiosk)) == accepted
        assert (unmet is None) == (bool(accepted) and is_checked)
        assert (unmet is Unmet.NO_SOURCE) == (not accepted)
    assert told == {None, *Unmet}


@pytest.mark.parametrize("assurance", list(every_choice(Assurance)), ids=str)
def test_every_record_is_taken_or_told_why_not(assurance: tuple[Assurance, ...]) -> None:
    for documents, source, kind in product(every_choice(DocumentKind), SourceKind, CardKind):
        asked = IdentityNeed(assurance, documents, PersonCheck.NONE, ASSUMED)
        found = asked.objection_to(replace(card(), source=source, kind=kind))
        if source.assurance not in assurance:
            is_stored = source is SourceKind.SSCARD_PCSC
            assert found is (Objection.STORED_DATA if is_stored else Objection.ASSURANCE)
        elif DocumentKind.of(kind) not in documents:
            assert found is Objection.DOCUMENT
        else:
            assert found is None


def test_every_kind_that_is_read_has_a_word_of_the_catalogue() -> None:
    assert {DocumentKind.of(kind) for kind in CardKind} == set(DocumentKind)
    assert DocumentKind.SOCIAL_SECURITY not in CHIP_DOCUMENTS


def test_a_stronger_check_does_for_a_weaker_one_and_none_for_nothing() -> None:
    order = list(PersonCheck)
    for one, required in product(PersonCheck, PersonCheck):
        assert one.satisfies(required) == (order.index(one) >= order.index(required))


def test_the_permit_takes_all_four_documents_with_a_chip_and_a_code_of_the_platform() -> None:
    asked = permit().identity
    assert set(asked.documents) == CHIP_DOCUMENTS
    assert set(asked.assurance) == {Assurance.CHIP_VERIFIED, Assurance.PLATFORM_VERIFIED}
    assert not asked.needs_check
    assert asked.provenance.mark is Mark.ASSUMED


@pytest.mark.parametrize("source", SourceKind)
def test_a_proof_is_worth_what_its_source_is(source: SourceKind) -> None:
    proof = IdentityProof(source, DocumentKind.RESIDENT)
    assert proof.assurance is source.assurance
    assert proof.person_check is PersonCheck.NONE
