# SPDX-License-Identifier: Apache-2.0
"""The platform answers with a certificate that is not this citizen's, or no longer one."""

from collections.abc import Iterator
from datetime import date

import pytest

from certificates.certificate_types import BUSINESS_LICENCE, PROPERTY_DEED, CertificateType
from certificates.electronic_certificate import Unusable, UnusableReason, Usable
from certificates.library.lookup import Found, NotFound
from tests.support.lookups import holder, look_up_for, open_library
from tests.support.simulators import RunningSimulator, running_simulator

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def running() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(running: RunningSimulator) -> RunningSimulator:
    running.send("clear")
    return running


def judged(
    platform: RunningSimulator, slug: str, kind: CertificateType = BUSINESS_LICENCE
) -> list[UnusableReason | None]:
    """Look up a person's certificates and judge each: None is usable."""
    person = holder(slug)
    with open_library(platform.address) as library:
        outcome = look_up_for(library, person, kind)
    assert isinstance(outcome, Found)
    reasons: list[UnusableReason | None] = []
    for certificate in outcome.certificates:
        match certificate.usable_for(person, today=TODAY):
            case Usable():
                reasons.append(None)
            case Unusable(reason):
                reasons.append(reason)
    return reasons


@pytest.mark.parametrize(
    "slug",
    [
        "chen-qiumei",
        "liu-guizhen",
        "xiang-shan",
        "abdurahman-memetimin",
        "zhang-jixiang",
        "li-chun",
        "deng-lihua",
    ],
)
def test_own_licence_counts(platform: RunningSimulator, slug: str) -> None:
    assert judged(platform, slug) == [None]


def test_both_of_two_licences_count(platform: RunningSimulator) -> None:
    assert judged(platform, "luo-yufen") == [None, None]


@pytest.mark.parametrize(
    ("slug", "reason"),
    [
        ("wu-xiaolan", UnusableReason.ANOTHER_PERSON),
        ("he-jianguo", UnusableReason.CANCELLED),
        ("tang-wenbin", UnusableReason.EXPIRED),
    ],
)
def test_licence_that_does_not_count(
    platform: RunningSimulator, slug: str, reason: UnusableReason
) -> None:
    assert judged(platform, slug) == [reason]


def test_person_without_a_licence(platform: RunningSimulator) -> None:
    with open_library(platform.address) as library:
        assert look_up_for(library, holder("zhou-kaiyuan")) == NotFound()


@pytest.mark.parametrize("kind", [BUSINESS_LICENCE, PROPERTY_DEED])
@pytest.mark.parametrize("slug", ["chen-qiumei", "liu-guizhen"])
def test_platform_that_mixes_up_persons_is_noticed(
    platform: RunningSimulator, slug: str, kind: CertificateType
) -> None:
    platform.send("fault", kind="wrong_holder")
    assert judged(platform, slug, kind) == [UnusableReason.ANOTHER_PERSON]
