# SPDX-License-Identifier: Apache-2.0
"""The fictitious persons and certificates: nobody real, every check character right."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest
import yaml

from certificates.certificate_types import BUSINESS_LICENCE, type_by_code
from certificates.credit_code import is_credit_code, organisation_code_holds
from certificates.electronic_certificate import OWNER_LABELS
from certificates.identifier import CertificateIdentifier
from certificates.library.certshare import NOBODY
from devices.identity.text_block import decode_text_block
from devices.simulation.sam_card import card_from
from kiosk.simulate.persons import SHIPPED_FOLDER


def _read(name: str) -> Any:  # noqa: ANN401
    return yaml.safe_load((SHIPPED_FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))[name]


PERSONS: list[dict[str, str]] = _read("persons")
CERTIFICATES: list[dict[str, Any]] = _read("certificates")
BY_ID = {person["id"]: person for person in PERSONS}
NUMBERS = {person["number"] for person in PERSONS}

RESIDENTS = {id_: person for id_, person in BY_ID.items() if "kind" not in person}

of_each_person = pytest.mark.parametrize("person", RESIDENTS.values(), ids=RESIDENTS)
of_each_certificate = pytest.mark.parametrize(
    "certificate",
    CERTIFICATES,
    ids=[entry["certificateIdentifier"].split(".")[-3] for entry in CERTIFICATES],
)


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def faces(person_id: str, kind: str = "营业执照") -> list[dict[str, str]]:
    return [
        {line["name"]: line["value"] for line in certificate["surfaceData"]}
        for certificate in CERTIFICATES
        if BY_ID[person_id]["number"] in certificate["found_by"]
        and certificate["certificateName"] == kind
    ]


@of_each_person
def test_nobody_real_and_the_check_character_is_right(person: dict[str, str]) -> None:
    number = person["number"]
    assert len(number) == 18
    assert number.startswith("439900")  # a division that does not exist
    assert number[6:14] == person["birth"]
    assert person["sex"] == ("1" if int(number[16]) % 2 else "2")
    values = [10 if digit == "X" else int(digit) for digit in number]
    assert sum(value << (17 - place) for place, value in enumerate(values)) % 11 == 1


@of_each_person
def test_person_fits_on_a_card(person: dict[str, str]) -> None:
    assert set(person) - {"phone"} == {
        *("id", "name", "sex", "nation", "birth", "address", "number"),
        *("issuing_authority", "valid_from", "valid_to"),
    }
    assert all(isinstance(value, str) for value in person.values())
    assert utf16_units(person["name"]) <= 15
    assert utf16_units(person["address"]) <= 35
    assert utf16_units(person["issuing_authority"]) <= 15
    assert "01" <= person["nation"] <= "56"
    birth, valid_from = (date.fromisoformat(person[key]) for key in ("birth", "valid_from"))
    assert birth < valid_from
    if person["valid_to"] != "长期":
        valid_to = date.fromisoformat(person["valid_to"])
        assert valid_to.year - valid_from.year in {5, 10, 20}


@pytest.mark.parametrize("kind", ["foreign-2017", "foreign-2023", "hmt"])
def test_there_is_a_person_of_each_further_kind(kind: str) -> None:
    (person,) = [person for person in PERSONS if person.get("kind") == kind]
    record = decode_text_block(card_from(person["id"], person).text)
    assert record.kind.value == kind
    assert record.number.value == person["number"]
    assert record.warnings == ()
    assert (
        "UTO" in person["number"]
        or person["number"][3:6] == "999"
        or (person["number"][14:17] == "998")
    )


def test_ids_and_numbers_are_each_given_once() -> None:
    assert len(BY_ID) == len(NUMBERS) == len(PERSONS)
    assert NOBODY not in NUMBERS
    identifiers = [entry["certificateIdentifier"] for entry in CERTIFICATES]
    assert len(set(identifiers)) == len(identifiers)


@of_each_certificate
def test_every_code_on_a_certificate_holds(certificate: dict[str, Any]) -> None:
    identifier = CertificateIdentifier.parse(certificate["certificateIdentifier"])
    assert identifier.type_code == certificate["certificateTypeCode"]
    assert identifier.issuer_code == certificate["certificateIssuingAuthorityCode"]
    assert type_by_code(identifier.type_code) is not None
    assert organisation_code_holds(identifier.issuer_code)
    holder = certificate["certificateHolderCode"]
    if certificate["certificateHolderTypeCode"] == "111":
        assert holder in NUMBERS
    else:
        assert is_credit_code(holder)
        assert organisation_code_holds(holder)
        assert holder[2:8] == "439900"


@of_each_certificate
def test_every_certificate_leads_to_a_person(certificate: dict[str, Any]) -> None:
    codes = set(certificate["found_by"])
    businesses = {
        entry["certificateHolderCode"]
        for entry in CERTIFICATES
        if entry["certificateTypeCode"] == BUSINESS_LICENCE.code
    }
    assert codes
    assert codes <= NUMBERS | businesses


@of_each_certificate
def test_licence_says_the_same_on_its_face(certificate: dict[str, Any]) -> None:
    if certificate["certificateTypeCode"] != BUSINESS_LICENCE.code:
        return
    face = {line["name"]: line["value"] for line in certificate["surfaceData"]}
    assert face["统一社会信用代码"] == certificate["certificateHolderCode"]
    assert face["名称"] == certificate["certificateHolderName"]
    assert face["类型"]
    assert face["经营范围"]
    assert any(label in face for label in OWNER_LABELS)
    assert face.get("经营场所") or face.get("住所")
    begun = face.get("注册日期") or face.get("成立日期")
    assert begun == certificate["certificateIssuedDate"]


def test_main_person_has_licence_deed_and_health_certificate_of_one_place() -> None:
    (licence,) = faces("chen-qiumei")
    (deed,) = faces("chen-qiumei", "不动产权证书")
    assert licence["经营者"] == "陈秋美"
    assert deed["坐落"] == licence["经营场所"]
    assert len(faces("chen-qiumei", "健康证明")) == 1


def test_each_trouble_has_its_person() -> None:
    assert faces("zhou-kaiyuan") == []
    assert len(faces("luo-yufen")) == 2
    assert faces("wu-xiaolan")[0]["经营者"] != BY_ID["wu-xiaolan"]["name"]
    assert BY_ID["xiang-shan"]["valid_to"] < "20261122"
    assert utf16_units(BY_ID["abdurahman-memetimin"]["name"]) == 15
    assert utf16_units(faces("abdurahman-memetimin")[0]["名称"]) > 50
    assert faces("deng-lihua")[0]["法定代表人"] == "邓丽华"
    for person_id in ("zhang-jixiang", "li-chun"):
        name = BY_ID[person_id]["name"]
        assert max(name) > "\uffff"
        assert max(faces(person_id)[0]["名称"]) > "\uffff"


def test_statuses_that_the_kiosk_must_tell_apart_are_all_there() -> None:
    statuses = {certificate["certificateStatus"] for certificate in CERTIFICATES}
    expired = [
        entry
        for entry in CERTIFICATES
        if entry["certificateExpiringDate"] and entry["certificateExpiringDate"] < "2026-11-22"
    ]
    assert statuses == {"10", "03"}
    assert len(expired) == 1


def test_dates_of_a_certificate_are_in_order() -> None:
    for certificate in CERTIFICATES:
        issued, effective, expires = (
            certificate[f"certificate{name}Date"]
            for name in ("Issued", "Effective", "Expiring")
        )
        days = [date.fromisoformat(day) for day in (issued, effective, expires) if day]
        assert all(earlier <= later for earlier, later in pairwise(days))
