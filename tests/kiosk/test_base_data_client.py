# SPDX-License-Identifier: Apache-2.0
"""The client of base data against the simulated platform, in a process of its own."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from certificates.certificate_types import BUSINESS_LICENCE
from certificates.library.certshare import CertShareLibrary
from certificates.library.circuit import FAILURES, Circuit
from certificates.library.interface import AuditElements, HolderQuery
from certificates.settings import PlatformSettings
from certificates.simulation.holders import credit_code_of, name_of, number_of
from devices.states import DeviceState
from forms.base_data import Base, WantedFact, wanted_by_benefits
from forms.benefit import load_benefits
from forms.offer import OfferAnswer, Registrar
from forms.question import FactType
from kiosk.sync.base_data import BaseData, BaseOutcome, BaseQuery
from tests.support.applying import CATALOGUE_FOLDER
from tests.support.described import Asked, troubles_found
from tests.support.proof import announce, proof_count, proof_seed
from tests.support.simulators import RunningSimulator, running_simulator

TODAY = date(2026, 11, 22)
AUDIT = AuditElements("示例大厅", "K-0001", "示例事项", "0001", "K-0001-1")
PERSON = "439900199203170068"
DESCRIPTION = Path(__file__).parents[2] / "kiosk" / "sync" / "base_data.openapi.yaml"
PHONE = WantedFact("own_phone", FactType.TEXT)
CREDIT = WantedFact("credit_flag", FactType.BOOL)
PROMISE = WantedFact("open_promise", FactType.BOOL)
PURPOSE = "自助终端办理示例事项"

pytestmark = pytest.mark.daemon


@pytest.fixture(scope="module")
def platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def data(platform: RunningSimulator) -> Iterator[BaseData]:
    """A client of the platform, which is well again afterwards."""
    client = BaseData(PlatformSettings(base_url=platform.address), lambda: TODAY)
    yield client
    client.close()
    platform.send("clear")


def about(base: Base, *wanted: WantedFact, holder: str = PERSON) -> BaseQuery:
    return BaseQuery(base, holder, "001" if base.is_of_business else "111", wanted, PURPOSE)


def test_known_facts_come_with_their_day(data: BaseData) -> None:
    answer = data.ask(about(Base.POPULATION, PHONE, CREDIT), AUDIT, deadline_s=5)
    assert answer.outcome is BaseOutcome.FOUND
    told = {one.name: (one.value, one.base, one.as_of) for one in answer.facts}
    day = date(2026, 10, 31)
    assert told["own_phone"] == ("15400000001", Base.POPULATION, day)
    assert told["credit_flag"] == (False, Base.POPULATION, day)


@pytest.mark.parametrize(
    ("base", "wanted", "holder"),
    [
        (Base.POPULATION, WantedFact("never_heard", FactType.BOOL), PERSON),
        (Base.POPULATION, PHONE, "000000000000000000"),
        (Base.LEGAL_PERSON, PROMISE, "91110000000000000X"),
        (Base.HOUSING, WantedFact("own_home", FactType.BOOL), "439900198503150013"),
    ],
)
def test_what_a_base_does_not_know_is_absent(
    data: BaseData, base: Base, wanted: WantedFact, holder: str
) -> None:
    answer = data.ask(about(base, wanted, holder=holder), AUDIT, deadline_s=5)
    assert (answer.outcome, answer.facts, answer.code) == (BaseOutcome.NOT_FOUND, (), "")


@pytest.mark.parametrize(
    ("trouble", "told"),
    [
        ("hang", (BaseOutcome.TIMED_OUT, "FACTS-1501")),
        ("slow_drip", (BaseOutcome.TIMED_OUT, "FACTS-1501")),
        ("close", (BaseOutcome.UNREACHABLE, "FACTS-1501")),
        ("cut_short", (BaseOutcome.UNREACHABLE, "FACTS-1501")),
        ("refuse", (BaseOutcome.REFUSED, "FACTS-1502")),
        ("status_99", (BaseOutcome.REFUSED, "FACTS-1502")),
        ("http_500", (BaseOutcome.BROKEN, "FACTS-1502")),
        ("rubbish", (BaseOutcome.BROKEN, "FACTS-1502")),
        ("half_json", (BaseOutcome.BROKEN, "FACTS-1502")),
        ("huge", (BaseOutcome.BROKEN, "FACTS-1502")),
        ("no_http", (BaseOutcome.BROKEN, "FACTS-1502")),
        ("wrong_holder", (BaseOutcome.BROKEN, "FACTS-1502")),
    ],
)
def test_each_failure_is_told_by_its_kind_and_tells_nothing(
    platform: RunningSimulator, data: BaseData, trouble: str, told: tuple[BaseOutcome, str]
) -> None:
    platform.send("set", base_trouble=trouble)
    answer = data.ask(about(Base.POPULATION, PHONE), AUDIT, deadline_s=0.6)
    assert (answer.outcome, answer.code, answer.facts) == (*told, ())
    report = data.probe(deadline_s=0.6)
    assert not report.state.is_good
    assert report.code == told[1]


def test_bases_that_are_away_are_not_asked_again_and_again(
    platform: RunningSimulator,
) -> None:
    now = [0.0]
    data = BaseData(
        PlatformSettings(base_url=platform.address), lambda: TODAY, Circuit(lambda: now[0])
    )
    platform.send("set", base_trouble="close")
    query = about(Base.POPULATION, PHONE)
    for _ in range(FAILURES + 3):
        data.ask(query, AUDIT, deadline_s=5)
    platform.send("set", base_trouble="none")
    assert data.ask(query, AUDIT, deadline_s=5).outcome is BaseOutcome.UNREACHABLE
    now[0] += 120
    assert data.ask(query, AUDIT, deadline_s=5).outcome is BaseOutcome.FOUND
    data.close()


def test_the_self_test_asks_about_nobody(platform: RunningSimulator, data: BaseData) -> None:
    assert data.probe().state is DeviceState.ONLINE
    platform.send("set", base_unknown="all")
    assert data.probe().state is DeviceState.ONLINE
    assert data.ask(about(Base.POPULATION, PHONE), AUDIT, deadline_s=5).facts == ()


def test_purpose_and_audit_elements_go_with_every_call(
    platform: RunningSimulator, data: BaseData
) -> None:
    data.ask(about(Base.POPULATION, PHONE), AUDIT, deadline_s=5)
    calls = platform.send("state")["calls"]
    assert isinstance(calls, list)
    call = calls[-1]
    assert (call["operation"], call["purpose"]) == ("queryBaseData", PURPOSE)
    assert call["audit"]["username"] == "K-0001"
    assert (call["base"], call["facts"]) == ("population", ["own_phone"])
    assert PERSON not in json.dumps(calls)


def test_a_notice_is_answered_once_and_not_asked_again(
    platform: RunningSimulator, data: BaseData
) -> None:
    query = about(Base.NOTICES)
    (notice,) = data.ask(query, AUDIT, deadline_s=5).notices
    assert notice.title.zh_CN == "小店用电免费检查"

    def say(answer: OfferAnswer, who: Registrar) -> BaseOutcome:
        said = data.answer_notice(query, notice.id, (answer, who), AUDIT, deadline_s=5)
        return said.outcome

    assert say(OfferAnswer.LATER, Registrar.CITIZEN) is BaseOutcome.FOUND
    assert data.ask(query, AUDIT, deadline_s=5).notices == (notice,)
    assert say(OfferAnswer.DECLINE, Registrar.STAFF) is BaseOutcome.FOUND
    assert say(OfferAnswer.DECLINE, Registrar.STAFF) is BaseOutcome.FOUND
    assert say(OfferAnswer.ACCEPT, Registrar.CITIZEN) is BaseOutcome.NOT_FOUND
    assert data.ask(query, AUDIT, deadline_s=5).outcome is BaseOutcome.NOT_FOUND
    assert platform.send("state")["notice_answers"] == [
        {"notice": notice.id, "answer": "decline", "registered_by": "staff"}
    ]
    platform.send("set", base_trouble="refuse")
    assert say(OfferAnswer.ACCEPT, Registrar.CITIZEN) is BaseOutcome.REFUSED


def test_thousands_are_known_by_the_names_and_numbers_of_the_certificates(
    platform: RunningSimulator, data: BaseData
) -> None:
    library = CertShareLibrary(PlatformSettings(base_url=platform.address))
    wanted = wanted_by_benefits(load_benefits(CATALOGUE_FOLDER))
    for index in (1, 777, 4_999):
        number, code = number_of(index), credit_code_of(index)
        query = HolderQuery(number, "111", BUSINESS_LICENCE.code, PURPOSE)
        (licence,) = library.find_by_holder(query, AUDIT, deadline_s=5)
        assert licence.holder_code == code
        assert dict(licence.surface)["经营者"] == name_of(index)
        told = [
            data.ask(about(base, *facts, holder=number), AUDIT, deadline_s=5)
            for base, facts in wanted.items()
        ]
        told.append(
            data.ask(about(Base.LEGAL_PERSON, PROMISE, holder=code), AUDIT, deadline_s=5)
        )
        assert {one.outcome for one in told} <= {BaseOutcome.FOUND, BaseOutcome.NOT_FOUND}
        assert sum(len(one.facts) for one in told) > 5
    stranger = about(Base.POPULATION, PHONE, holder=number_of(5_000))
    assert data.ask(stranger, AUDIT, deadline_s=5).outcome is BaseOutcome.NOT_FOUND
    library.close()


@pytest.mark.parametrize(
    ("base", "facts", "holder", "purpose"),
    [
        (Base.POPULATION, (), PERSON, PURPOSE),
        (Base.NOTICES, (PHONE,), PERSON, PURPOSE),
        (Base.POPULATION, (PHONE,), " ", PURPOSE),
        (Base.POPULATION, (PHONE,), PERSON, " "),
        (Base.POPULATION, (PHONE,), PERSON, "x" * 201),
    ],
)
def test_a_question_without_subject_or_purpose_cannot_be_made(
    base: Base, facts: tuple[WantedFact, ...], holder: str, purpose: str
) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # which part, the caller sees
        BaseQuery(base, holder, "111", facts, purpose)


def test_nothing_of_a_person_is_in_a_repr(data: BaseData) -> None:
    query = about(Base.POPULATION, PHONE)
    answer = data.ask(query, AUDIT, deadline_s=5)
    assert PERSON not in f"{query!r}{data!r}{answer!r}"
    assert "154" not in f"{answer!r}{answer.facts!r}"


def described() -> dict[str, Any]:
    """The description, with one question to each base that it has something to say to.

    By chance alone nobody is asked about whom the simulator knows, in words that it knows.
    """
    description: dict[str, Any] = yaml.safe_load(DESCRIPTION.read_text("utf-8"))
    wanted = {
        base: tuple(facts)
        for base, facts in wanted_by_benefits(load_benefits(CATALOGUE_FOLDER)).items()
    }
    wanted |= {Base.LEGAL_PERSON: (PROMISE,), Base.NOTICES: ()}
    examples = {base.value: {"value": question(base, facts)} for base, facts in wanted.items()}
    asked = description["paths"]["/queryBaseData"]["post"]["requestBody"]
    asked["content"]["application/json"]["examples"] = examples
    return description


def question(base: Base, facts: Iterable[WantedFact]) -> dict[str, Any]:
    """One question as it goes over the wire."""
    names = ("orgName", "username", "itemName", "itemCode", "businessCode")
    about_whom = {
        "holderCode": credit_code_of(5) if base.is_of_business else number_of(5),
        "holderTypeCode": "001" if base.is_of_business else "111",
    }
    told = {
        **about_whom,
        **dict(zip(names, vars(AUDIT).values(), strict=True)),
        "useCause": PURPOSE,
        "base": base.value,
        "facts": [one.name for one in facts] or ["notices"],
    }
    return {"head": {"accessId": "kiosk", "accessToken": "token"}, "data": told}


@pytest.mark.slow
def test_the_simulator_keeps_to_the_description(
    platform: RunningSimulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Held to base_data.openapi.yaml by schemathesis."""
    asked = Asked(proof_count(15), proof_seed(), "examples,fuzzing")
    announce(capsys, f"{asked.count} requests to each operation of base data", asked.chance)
    assert troubles_found(described(), platform.address, tmp_path, asked) == ""
    calls = platform.send("state")["calls"]
    assert isinstance(calls, list)
    assert {"queryBaseData", "answerPushedNotice"} <= {call["operation"] for call in calls}


@pytest.mark.slow
@pytest.mark.parametrize("schema", ["Facts", "Notices"])
def test_an_answer_that_is_not_as_described_would_be_found(
    schema: str, platform: RunningSimulator, tmp_path: Path
) -> None:
    description = described()
    told = description["components"]["schemas"]
    if schema == "Facts":
        facts = told["Facts"]["properties"]["data"]["properties"]["facts"]
        facts["additionalProperties"]["properties"]["asOf"] = {"type": "integer"}
    else:
        told["Notice"]["properties"]["asOf"] = {"type": "integer"}
    found = troubles_found(description, platform.address, tmp_path, Asked(1, 1, "examples"))
    assert "queryBaseData" in found
