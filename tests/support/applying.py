# SPDX-License-Identifier: Apache-2.0
"""A fictitious applicant with certificates, and the shipped catalogue, for tests of forms."""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from devices.identity.numbers import CitizenNumber
from devices.identity.record import CardKind, IdentityRecord, Sex, Validity
from forms.appeal import load_appeals
from forms.application import Applicant, Application, CalledCertificate, applicant_from
from forms.catalogue import Catalogue, load_catalogue
from forms.facts import known_facts
from forms.field_values import Answer, Source
from forms.guide import GuideDone, next_step
from forms.prefill import prefill, refresh
from forms.service_item import (
    FactValue,
    LicenceFace,
    NumberFormat,
    PromiseRules,
    ServiceItem,
    ValidityRule,
)

CATALOGUE_FOLDER: Final = Path(__file__).parents[2] / "config" / "catalogue"
TODAY: Final = date(2026, 11, 23)
PREMISES: Final = "湖南省虚构市示例区秋水路18号一层"
PLAIN_ANSWERS: Final = {
    "situation": "new",
    "group": "beauty",
    "kind_beauty": "beauty",
    "area": "120",
    "central_ac": "yes",
    "project": "new",
}


@cache
def shipped() -> Catalogue:
    """The catalogue as it is shipped."""
    appeals = load_appeals(CATALOGUE_FOLDER)
    return replace(load_catalogue(CATALOGUE_FOLDER), appeals=appeals)


def permit() -> ServiceItem:
    """The first service of the shipped catalogue."""
    return shipped().services[0]


def card() -> IdentityRecord:
    """A card of somebody who does not exist."""
    return IdentityRecord(
        kind=CardKind.RESIDENT,
        name="陈秋美",
        sex=Sex.FEMALE,
        nation_code="01",
        nation="汉",
        birth=date(1992, 3, 17),
        address="湖南省虚构市示例区秋水路18号2栋301室",
        number=CitizenNumber("439900199203170068"),
        issuing_authority="虚构市公安局示例分局",
        validity=Validity(date(2019, 4, 8), date(2039, 4, 8)),
    )


def applicant() -> Applicant:
    """The person of that card."""
    return applicant_from(card())


def business_licence(**face: str) -> CalledCertificate:
    """Her business licence; keywords replace what is printed under a label."""
    printed = {
        "统一社会信用代码": "92439900MA0TEXT04R",
        "名称": "虚构市示例区秋美美容店",
        "类型": "个体工商户",
        "经营者": "陈秋美",
        "经营场所": PREMISES,
    }
    return CalledCertificate("BL", "营业执照", "92439900MA0TEXT04R", {**printed, **face})


def deed(place: str = PREMISES) -> CalledCertificate:
    """A deed in her name."""
    return CalledCertificate("DEED", "不动产权证书", "0018001", {"坐落": place})


def health_certificate() -> CalledCertificate:
    """Her own health certificate."""
    return CalledCertificate("HEALTH", "健康证明", "20260018", {"姓名": "陈秋美"})


def found_facts(*certificates: CalledCertificate) -> dict[str, FactValue]:
    """What is known before the first question when exactly these certificates were found."""
    by_role = {one.role: one for one in certificates}
    return known_facts(
        permit(),
        applicant(),
        certificates=by_role,
        absent_roles=frozenset({"BL", "DEED", "HEALTH", "HYG"}) - by_role.keys(),
        today=TODAY,
    )


def begun(
    *certificates: CalledCertificate,
    answers: dict[str, str] | None = None,
    **facts: FactValue,
) -> Application:
    """The application after the guide; keywords are facts that base data tell besides."""
    certificates = certificates or (business_licence(),)
    given = {**PLAIN_ANSWERS, **(answers or {})}
    known = {**found_facts(*certificates), **facts}
    done = next_step(permit(), given, known)
    assert isinstance(done, GuideDone), done
    return prefill(
        permit(),
        applicant(),
        certificates={one.role: one for one in certificates},
        answers=given,
        facts=done.facts,
    )


def complete(
    *certificates: CalledCertificate,
    answers: dict[str, str] | None = None,
    staff: int = 3,
    **facts: FactValue,
) -> Application:
    """The application with all that is asked typed in."""
    application = begun(*certificates, answers=answers, **facts)
    application = application.with_field("f_tel", Answer("13800000000", Source.TYPED))
    application = application.with_field("f_staff", Answer(str(staff), Source.TYPED))
    return refresh(permit(), application)


def letter_rules() -> PromiseRules:
    """The rules of the permit's promise."""
    found = permit().promise
    assert found is not None
    return found


def face() -> LicenceFace:
    """The permit's face."""
    found = permit().licence
    assert found is not None
    return found


def numbers() -> NumberFormat:
    """The permit's numbers."""
    found = permit().numbering
    assert found is not None
    return found


def validity() -> ValidityRule:
    """How long a permit runs."""
    found = permit().validity
    assert found is not None
    return found
