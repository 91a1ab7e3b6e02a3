# SPDX-License-Identifier: Apache-2.0
"""Generated people: each survives encode, wire and decode exactly, and all sorts occur."""

import unicodedata
from datetime import date, datetime
from threading import Event

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from devices.card_reader.sam_frame import (
    Command,
    decode_response,
    encode_request,
    split_base_files,
)
from devices.card_reader.sam_reader import SamIdentityReader
from devices.identity.nations import nation_name
from devices.identity.record import IdentityRecord, RecordWarning
from devices.identity.text_block import decode_added_address, decode_text_block
from devices.simulation.people import (
    NATIONS,
    GeneratedPerson,
    generated_person,
    person_named,
)
from devices.simulation.sam_card import KINDS, card_from
from devices.simulation.sam_module import SamModule
from devices.simulation.sam_wire import Request, RequestReader
from tests.support.proof import proof_count, proof_seed
from tests.support.simulators import RunningSimulator

MOVED = dict(
    zip(
        "\ue81e\ue826\ue843\ue864\ue816\ue831\ue855\ue78d\ue82b",
        "\u9fb4\u9fb5\u9fb9\u9fbb\U00020087\U000215d7\U000241fe\ufe10\u9fb6",
        strict=True,
    )
)
"""The generator's private-use points that have a standard one, by the published table."""

kinds = st.sampled_from(sorted(KINDS))


def over_the_wire(person: GeneratedPerson) -> IdentityRecord:
    """Lay the card on a module, ask as the driver does, and decode the frames it answers."""
    module, requests = SamModule(), RequestReader()
    module.lay(card_from("somebody", person.texts, added=person.added))
    frames = []
    for command in (
        Command.FIND,
        Command.SELECT,
        Command.READ_BASE,
        Command.READ_ADDED_ADDRESS,
    ):
        (request,) = requests.take(encode_request(command))
        assert isinstance(request, Request)
        frames.append(decode_response(module.answer(request)))
    text, photo = split_base_files(frames[2].data)
    assert len(photo) == 1024
    record = decode_text_block(text)
    assert decode_added_address(frames[3].data) == expected_address(person)
    return record


def normal(text: str) -> str:
    return "".join(MOVED.get(character, character) for character in text)


def day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007  # a day has no zone


def expected_address(person: GeneratedPerson) -> str:
    return normal(person.added[-1]) if person.added else ""


def assert_same(record: IdentityRecord, person: GeneratedPerson) -> None:
    """Hold every field of the record to the texts that the card was made of."""
    texts = person.texts
    english = texts.get("english_name", "")
    assert record.kind.value == person.kind
    assert record.name == (normal(texts["name"]) or english)
    assert record.name_units.decode("utf-16-le").rstrip() == (texts["name"] or english)
    assert record.english_name == english
    assert record.sex.value == texts["sex"]
    assert record.nation_code == texts.get("nation", "")
    assert record.nation == (nation_name(texts["nation"]) if "nation" in texts else "")
    assert record.birth == day(texts["birth"])
    assert record.address == normal(texts.get("address", ""))
    assert record.number.value == texts["number"]
    assert record.issuing_authority == texts.get("issuing_authority", "")
    assert record.validity.start == day(texts["valid_from"])
    end = texts["valid_to"]
    assert record.validity.end == (None if end == "长期" else day(end))
    assert record.validity.is_stated
    assert record.nationality == texts.get("nationality", "")
    assert record.travel_permit == texts.get("travel_permit", "")
    assert record.issue_count == texts.get("issue_count", "")
    assert (record.former_number is not None) is bool(texts.get("former_link"))
    is_odd = any(unicodedata.category(character) == "Co" for character in record.name)
    assert record.warnings == ((RecordWarning.NAME_PRIVATE_USE,) if is_odd else ())


@seed(proof_seed())
@settings(max_examples=proof_count(300), deadline=None, print_blob=False)
@given(of=st.integers(0), kind=kinds)
def test_every_person_survives_encode_wire_decode_exactly(of: int, kind: str) -> None:
    person = generated_person(str(of), kind)
    assert_same(over_the_wire(person), person)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_person_of_each_kind_is_read_from_the_line(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator, kind: str
) -> None:
    for of in ("autumn", "winter"):
        name = f"generated:{of}:{kind}"
        person = generated_person(of, kind)
        assert simulated_reader.send("lay", card=name)["card"] == name
        record = identity_reader.read(deadline_s=5.0, cancelled=Event())
        assert record is not None
        assert_same(record, person)
        assert record.address_added == expected_address(person)
        simulated_reader.send("lift")
        assert identity_reader.wait_removed(deadline_s=5.0, cancelled=Event())


def test_a_seed_gives_the_same_person_every_time() -> None:
    assert generated_person("7", "hmt") == generated_person("7", "hmt")
    assert generated_person("7", "hmt") != generated_person("8", "hmt")
    assert person_named("generated:7:hmt") == generated_person("7", "hmt")
    assert person_named("generated:7") == generated_person("7")
    assert person_named("chen-qiumei") is None
    assert {generated_person(str(of)).kind for of in range(50)} == set(KINDS)


def test_an_unknown_kind_is_told() -> None:
    with pytest.raises(ValueError, match="resident, foreign-2017"):
        person_named("generated:7:alien")


def residents(count: int) -> list[GeneratedPerson]:
    return [generated_person(str(of), "resident") for of in range(count)]


def test_all_nations_sexes_and_terms_occur() -> None:
    texts = [person.texts for person in residents(1500)]
    assert {one["nation"] for one in texts} == set(NATIONS)
    assert {one["sex"] for one in texts} == set("0129")
    terms = {
        "长期"
        if one["valid_to"] == "长期"
        else str(int(one["valid_to"][:4]) - int(one["valid_from"][:4]))
        for one in texts
    }
    assert terms == {"5", "10", "20", "长期"}


def test_names_of_every_sort_occur() -> None:
    names = [person.texts["name"] for person in residents(600)]
    units = {len(name.encode("utf-16-le")) // 2 for name in names}
    assert {2, 3, 15} <= units
    assert max(units) == 15
    assert any("\u00b7" in name for name in names)
    assert any("\u2022" in name for name in names)
    assert any(ord(character) > 0xFFFF for name in names for character in name)
    assert any(MOVED.keys() & set(name) for name in names)
    assert any(unicodedata.category(one) == "Co" for name in names for one in normal(name))


def test_addresses_were_added_to_some_cards_and_fill_some_columns() -> None:
    people = residents(300)
    assert {len(person.added) for person in people} == {0, 1, 2, 4}
    assert any(len(person.texts["address"].encode("utf-16-le")) == 70 for person in people)


@pytest.mark.parametrize(("kind", "units"), [("foreign-2017", 60), ("foreign-2023", 46)])
def test_english_names_fill_some_columns_and_chinese_ones_may_be_missing(
    kind: str, units: int
) -> None:
    texts = [generated_person(str(of), kind).texts for of in range(100)]
    assert max(len(one["english_name"]) for one in texts) == units
    assert {bool(one["name"]) for one in texts} == {True, False}


@pytest.mark.parametrize("of", range(40))
def test_nobody_real_is_met(of: int) -> None:
    assert generated_person(str(of), "resident").texts["number"].startswith("439900")
    permit = generated_person(str(of), "hmt").texts["number"]
    assert permit[:6] in {"810000", "820000", "830000"}
    assert permit[14:17] in {"996", "997", "998", "999"}
    assert generated_person(str(of), "foreign-2023").texts["number"][3] == "9"
    nationality = generated_person(str(of), "foreign-2017").texts["nationality"]
    assert nationality == "UTO" or nationality.startswith("X")


def test_a_card_of_another_kind_wants_its_own_texts() -> None:
    person = generated_person("7", "resident").texts
    with pytest.raises(ValueError, match="no english_name, nationality"):
        card_from("somebody", person, kind="foreign-2017")
    with pytest.raises(ValueError, match="no kind of card"):
        card_from("somebody", person, kind="alien")
    with pytest.raises(ValueError, match="4 added addresses"):
        card_from("somebody", person, added=["甲"] * 5)
    too_long = {**generated_person("7", "foreign-2023").texts, "english_name": "A" * 47}
    with pytest.raises(ValueError, match="english_name_rest has 12"):
        card_from("somebody", too_long)
