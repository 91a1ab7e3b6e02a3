# SPDX-License-Identifier: Apache-2.0
"""The simulated case desk takes in what is described and nothing else, field by field."""

import base64
import copy
import hashlib
from collections.abc import Callable
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.simulation import case_reading
from certificates.simulation.case_reading import MalformedError
from certificates.simulation.operations import AUDIT_NAMES, Account

PDF = b"%PDF-1.7 nothing"
ACCOUNT = Account("kiosk", "secret")
GONE: Final = object()
"""Stands for a field that is left out."""

Content = dict[str, Any]
Place = tuple[str | int, ...]


def paper(name: str = "slip") -> Content:
    return {
        "name": name,
        "mediaType": "application/pdf",
        "content": base64.b64encode(PDF).decode(),
        "sha256": hashlib.sha256(PDF).hexdigest(),
    }


def holder() -> Content:
    return {
        "name": "某某",
        "number": "439900199001010011",
        "numberType": "111",
        "address": "某路",
    }


def a_case() -> Content:
    return {
        "idempotencyKey": "case/K-0001-20261123-0001",
        "caseNumber": "K-0001-20261123-0001",
        "service": "hygiene-permit",
        "situation": "new",
        "decision": "issued_under_promise",
        "dueOn": "2027-01-21",
        "promises": [{"material": "M9", "dueOn": "2027-01-21"}],
        "values": [{"name": "单位名称", "value": "某某理发店"}, {"name": "备注"}],
        "papers": [paper("licence"), paper()],
        "holder": holder(),
        "submittedAt": "2026-11-23T09:30:00+08:00",
        "bundle": "",
        "members": [
            {"member": "hygiene-permit", "office": "卫生健康", "title": "", "after": []},
            {"member": "sign", "office": "城管", "title": "招牌", "after": ["hygiene-permit"]},
        ],
    }


def an_answer() -> Content:
    return {
        "idempotencyKey": "answer/K-1/N1",
        "caseNumber": "K-1",
        "notice": "N1",
        "values": [],
        "papers": [paper()],
    }


def an_appeal() -> Content:
    return {
        "idempotencyKey": "appeal/1",
        "kind": "complaint",
        "text": "等了很久",
        "holder": holder(),
        "caseNumber": "K-1",
    }


def a_licence() -> Content:
    return {
        "idempotencyKey": "licence/K-1",
        "caseNumber": "K-1",
        "licence": {
            "service": "hygiene-permit",
            "holderName": "某某理发店",
            "issuedOn": "2026-11-23",
            "validTo": "2030-11-22",
            "number": "某卫公证字〔2026〕第000001号",
            "paper": paper("licence"),
        },
    }


def an_offer() -> Content:
    return {
        "idempotencyKey": "offer/1",
        "title": "创业补贴",
        "told": [{"name": "条件", "value": "首次创业"}],
        "registeredBy": "citizen",
        "registeredAt": "2026-11-23 09:30:00.5Z",
        "holder": holder(),
        "offer": "benefit:startup",
    }


def a_void_number() -> Content:
    return {
        "idempotencyKey": "void/hygiene-permit/2026/7",
        "reason": "print-failed",
        "voidedAt": "2026-11-23T09:30:00+08:00",
        "series": "hygiene-permit",
        "period": "2026",
        "value": 7,
    }


KINDS: Final[dict[str, tuple[Callable[[], Content], Callable[[Content], object]]]] = {
    "case": (a_case, case_reading.submitted),
    "answer": (an_answer, case_reading.answered),
    "appeal": (an_appeal, case_reading.appealed),
    "licence": (a_licence, case_reading.registered),
    "offer": (an_offer, case_reading.offered),
    "void": (a_void_number, case_reading.voided),
}

MAY_BE_MISSING: Final[dict[str, set[Place]]] = {
    "case": {("dueOn",), ("bundle",), ("members",)},
    "appeal": {("caseNumber",)},
    "licence": {("licence", "validTo")},
    "void": {("period",)},
}
"""Fields that the description does not ask for, besides those of ``EVERYWHERE``."""

EVERYWHERE: Final = {"numberType", "address", "value", "title"}
"""Inner fields that may be missing wherever they stand in a list or a holder."""


def test_what_is_whole_is_taken_in() -> None:
    case = case_reading.submitted(a_case())
    assert (case.number, case.service) == ("K-0001-20261123-0001", "hygiene-permit")
    assert (case.decision, case.holder) == ("issued_under_promise", holder()["number"])
    assert case.submitted_at == "2026-11-23T09:30:00+08:00"
    assert [(one.member, one.after) for one in case.matters] == [
        ("hygiene-permit", ()),
        ("sign", ("hygiene-permit",)),
    ]
    assert case_reading.answered(an_answer()) == ("K-1", "N1")
    assert case_reading.appealed(an_appeal()) == ("K-1", "")
    assert case_reading.appealed({**an_appeal(), "appeal": "SQ-1"}) == ("K-1", "SQ-1")
    assert case_reading.registered(a_licence()) == ("K-1", "某卫公证字〔2026〕第000001号")
    assert case_reading.offered(an_offer()) == (holder()["number"], "benefit:startup")
    assert case_reading.voided(a_void_number()) == "hygiene-permit/2026/7"


def places(content: object, at: Place = ()) -> list[Place]:
    """Every field of a message, inner ones too."""
    match content:
        case dict():
            inner = [(name, part) for name, part in content.items()]
        case list():
            inner = list(enumerate(content))
        case _:
            return []
    found: list[Place] = []
    for name, part in inner:
        if isinstance(name, str):
            found.append((*at, name))
        found += places(part, (*at, name))
    return found


def spoiled(content: Content, place: Place, value: object) -> Content:
    """The message with another value at one place, or with nothing there."""
    bent = copy.deepcopy(content)
    inner: Any = bent
    for step in place[:-1]:
        inner = inner[step]
    if value is GONE:
        del inner[place[-1]]
    else:
        inner[place[-1]] = value
    return bent


ALL_PLACES = [(kind, place) for kind, (make, _) in KINDS.items() for place in places(make())]


@pytest.mark.parametrize(
    ("kind", "place"), ALL_PLACES, ids=[f"{k}-{'.'.join(map(str, p))}" for k, p in ALL_PLACES]
)
def test_every_field_is_needed_and_of_its_type(kind: str, place: Place) -> None:
    make, read = KINDS[kind]
    is_free = place in MAY_BE_MISSING.get(kind, set())
    is_free |= len(place) > 1 and place[-1] in EVERYWHERE
    if is_free:
        read(spoiled(make(), place, GONE))
    else:
        with pytest.raises(MalformedError):
            read(spoiled(make(), place, GONE))
    for wrong in (["x"], {"x": 1}, 1.5, True):
        if isinstance(wrong, list) and place[-1] == "after":
            continue
        with pytest.raises(MalformedError):
            read(spoiled(make(), place, wrong))


@pytest.mark.parametrize(
    ("kind", "place", "value", "said"),
    [
        ("case", ("decision",), "granted", "decision不在范围内"),
        ("case", ("dueOn",), "2027-02-30", "dueOn不是日期"),
        ("case", ("promises", 0, "dueOn"), "21.1.2027", "dueOn不是日期"),
        ("case", ("idempotencyKey",), "/case", "idempotencyKey格式不对"),
        ("case", ("idempotencyKey",), "k" * 121, "idempotencyKey不是120字以内的文本"),
        ("case", ("caseNumber",), "K 1", "caseNumber格式不对"),
        ("case", ("service",), "  ", "缺少service"),
        ("case", ("submittedAt",), "2026-11-23T09:30:00", "submittedAt格式不对"),
        ("case", ("submittedAt",), "2026-13-23T09:30:00Z", "submittedAt不是带时区的时间"),
        ("case", ("papers",), [{}] * 13, "papers不是12项以内的列表"),
        ("case", ("papers",), ["x"], "papers里有不是对象的项"),
        ("case", ("papers", 0, "mediaType"), "image/png", "文书不是PDF"),
        ("case", ("papers", 0, "content"), "%%%", "文书不是base64"),
        ("case", ("papers", 0, "content"), "AAAA", "文书与校验值不符"),
        ("case", ("holder",), None, "缺少holder"),
        ("case", ("members", 1, "after"), [1], "after不是列表"),
        ("case", ("members", 1, "member"), "a b", "member格式不对"),
        ("answer", ("notice",), "-", "notice格式不对"),
        ("licence", ("licence",), None, "缺少licence"),
        ("licence", ("licence", "paper"), None, "缺少文书"),
        ("offer", ("offer",), "gift:1", "offer格式不对"),
        ("offer", ("registeredBy",), "robot", "registeredBy不在范围内"),
        ("void", ("value",), 0, "value不是1到9999999的整数"),
        ("void", ("value",), 10_000_000, "value不是1到9999999的整数"),
    ],
)
def test_what_is_wrong_is_named(kind: str, place: Place, value: object, said: str) -> None:
    make, read = KINDS[kind]
    with pytest.raises(MalformedError, match=said):
        read(spoiled(make(), place, value))


def call(**changes: object) -> Content:
    """A whole call of the account, with its five audit elements."""
    head: Content = {"accessId": "kiosk", "accessToken": "secret"}
    data: Content = {**dict.fromkeys(AUDIT_NAMES, "某"), "caseNumber": "K-1"}
    return {"head": {**head, **changes}, "data": data}


def test_a_call_is_taken_from_its_account_with_its_elements() -> None:
    assert case_reading.checked(call(), ACCOUNT) == {"caseNumber": "K-1"}
    anybody = call(accessId="x", accessToken="y")
    assert case_reading.checked(anybody, Account("", "")) == {"caseNumber": "K-1"}


@pytest.mark.parametrize("part", ["head", "data"])
@pytest.mark.parametrize("value", [GONE, None, [], "x"])
def test_a_call_without_head_or_data_is_none(part: str, value: object) -> None:
    with pytest.raises(MalformedError, match="head或data"):
        case_reading.checked(spoiled(call(), (part,), value), ACCOUNT)


@pytest.mark.parametrize("changes", [{"accessId": "other"}, {"accessToken": ""}])
def test_another_account_is_refused(changes: Content) -> None:
    with pytest.raises(MalformedError, match="accessId或accessToken"):
        case_reading.checked(call(**changes), ACCOUNT)


@pytest.mark.parametrize("name", AUDIT_NAMES)
@pytest.mark.parametrize("value", [GONE, "", 7, "长" * 1001])
def test_each_audit_element_is_needed(name: str, value: object) -> None:
    with pytest.raises(MalformedError, match=name):
        case_reading.checked(spoiled(call(), ("data", name), value), ACCOUNT)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_rubbish_is_refused_and_breaks_nothing(rubbish: object) -> None:
    with pytest.raises(MalformedError):
        case_reading.checked(rubbish, ACCOUNT)
    for make, read in KINDS.values():
        for name in make():
            try:
                read(spoiled(make(), (name,), rubbish))
            except MalformedError:
                continue
