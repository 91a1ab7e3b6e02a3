# SPDX-License-Identifier: Apache-2.0
"""The driver's application against the simulated chip: versions, ways of asking, refusals."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from devices.card_reader.pcsc.social_card import SocialCard, read_social_card
from devices.card_reader.pcsc.social_record import record_from
from devices.errors import CardRefusedError, CardUnreadableError
from devices.simulation.social_card import (
    HOLDER_FILE,
    ISSUER_FILE,
    PADDINGS,
    CardMake,
    social_card_from,
)
from devices.simulation.social_chip import SocialChip
from kiosk.simulate.persons import SHIPPED_FOLDER, load_persons
from tests.support.proof import proof_count, proof_seed

PERSONS = {
    slug: person
    for slug, person in load_persons(SHIPPED_FOLDER / "persons.yaml").items()
    if person.get("kind", "resident") == "resident"
}
PERSON = PERSONS["chen-qiumei"]
MAKE = CardMake()
Answers = Callable[[bytes], bytes]


def chip_of(person: Mapping[str, str], make: CardMake = MAKE) -> SocialChip:
    return SocialChip(social_card_from("somebody", person, make))


def read(make: CardMake = MAKE, **person: str) -> SocialCard:
    return read_social_card(chip_of({**PERSON, **person}, make).answer)


def check_refused(code: str, answers: Answers) -> None:
    with pytest.raises(CardRefusedError) as caught:
        read_social_card(answers)
    assert caught.value.code == code


@pytest.mark.parametrize("version", ["1.00", "2.00"])
@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize("by_id", [True, False])
@pytest.mark.parametrize("padding", PADDINGS)
def test_cards_of_both_free_versions_read_alike(
    version: str, padding: str, *, named: bool, by_id: bool
) -> None:
    make = CardMake(version=version, named=named, by_id=by_id, padding=padding)
    card = read(make)
    assert (card.version, card.number) == (version, PERSON["number"])
    assert card.name.decode("gb18030") == PERSON["name"]
    assert (card.sex, card.nation, card.birth) == ("2", "01", "19920317")
    assert (card.issued, card.expires) == ("20190408", "20390408")


def test_a_long_name_goes_on_in_its_extension() -> None:
    name = "阿依古丽·买买提·艾合买提·托合提"
    assert len(name.encode("gb18030")) > 30
    assert read(name=name).name.decode("gb18030") == name


names = st.text(
    st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
    | st.characters(min_codepoint=0x20000, max_codepoint=0x2A6D6)
    | st.just("·"),
    min_size=1,
    max_size=12,
)


@seed(proof_seed())
@settings(max_examples=proof_count(100), deadline=None, print_blob=False)
@given(
    slug=st.sampled_from(sorted(PERSONS)),
    name=names,
    by_id=st.booleans(),
    padding=st.sampled_from(sorted(PADDINGS)),
    expires=st.sampled_from(["", "20390408", "99991231"]),
)
def test_every_person_survives_card_and_reading(
    slug: str, name: str, padding: str, expires: str, *, by_id: bool
) -> None:
    person = {**PERSONS[slug], "name": name}
    make = CardMake(by_id=by_id, padding=padding, expires=expires)
    record = record_from(read_social_card(chip_of(person, make).answer))
    assert (record.name, record.number.value) == (name, person["number"])
    assert (record.sex.value, record.nation_code) == (person["sex"], person["nation"])
    assert f"{record.birth:%Y%m%d}" == person["birth"]
    assert record.validity.is_stated == bool(expires)


@pytest.mark.parametrize("version", ["3.00"])
def test_a_card_that_wants_a_key_is_refused_before_its_holder_is_asked_for(
    version: str,
) -> None:
    asked: list[bytes] = []
    chip = chip_of(PERSON, CardMake(version=version))

    def answer(command: bytes) -> bytes:
        asked.append(command)
        return chip.answer(command)

    check_refused("CARD-0213", answer)
    assert b"\xef\x06" not in b"".join(asked)
    assert {command[1] for command in asked} == {0xA4, 0xB2}


def spoilt(instruction: int, where: int, answer: str) -> Answers:
    """A good chip, but for its answer to one instruction with this P1."""
    chip = chip_of(PERSON)

    def answers(command: bytes) -> bytes:
        real = chip.answer(command)
        is_it = command[1] == instruction and command[2] == where
        return bytes.fromhex(answer) if is_it else real

    return answers


@pytest.mark.parametrize(("instruction", "where"), [(0xB2, 0x08), (0xB2, 0x03), (0xA4, 0x02)])
def test_whatever_wants_a_key_is_refused(instruction: int, where: int) -> None:
    check_refused("CARD-0213", spoilt(instruction, where, "6982"))


@pytest.mark.parametrize("status", ["6E00", "6D00", "6283"])
def test_another_card_is_refused(status: str) -> None:
    check_refused("CARD-0214", lambda _: bytes.fromhex(status))


def test_a_card_without_any_of_it_is_refused() -> None:
    check_refused("CARD-0214", lambda _: bytes.fromhex("6A82"))


def test_files_that_are_not_a_social_cards_are_refused() -> None:
    """Another card may have a file EF05 too: its records have other ids."""
    card = social_card_from("somebody", PERSON, MAKE)
    files = {ISSUER_FILE: ((0x55, b"bank"),), HOLDER_FILE: ()}
    check_refused("CARD-0214", SocialChip(replace(card, files=files)).answer)


def test_a_card_that_selects_from_the_top_only_is_served() -> None:
    assert read_social_card(spoilt(0xA4, 0x02, "6A86")).number == PERSON["number"]


def test_an_answer_with_another_id_is_no_answer_by_id() -> None:
    """A chip may take the id for a number that counts from zero."""
    chip = chip_of(PERSON, CardMake(by_id=False))

    def answers(command: bytes) -> bytes:
        if command[1] == 0xB2 and command[3] == 0:
            command = bytes((0, 0xB2, command[2] + 1, 0x04, 0))
        return chip.answer(command)

    assert read_social_card(answers).number == PERSON["number"]


def test_a_file_without_an_end_is_read_no_further_than_files_go() -> None:
    """This one answers every number with its first record."""
    asked: list[bytes] = []

    def answers(command: bytes) -> bytes:
        asked.append(command)
        is_by_id = command[1] == 0xB2 and command[3] == 0
        record = bytes.fromhex("01 01 31 90 00") if command[1] == 0xB2 else b"\x90\x00"
        return b"\x6a\x86" if is_by_id else record

    check_refused("CARD-0214", answers)
    assert len(asked) == 2 + 1 + 16


@pytest.mark.parametrize(
    "answer", ["08 7F 31 90 00", "90 00", "08 01 31 31 90 00", "08 01 80 90 00", "90"]
)
def test_damaged_records_ask_for_the_card_again(answer: str) -> None:
    with pytest.raises(CardUnreadableError) as caught:
        read_social_card(spoilt(0xB2, 0x08, answer))
    assert caught.value.code == "CARD-0215"


@pytest.mark.parametrize("gone", [0x08, 0x09])
def test_a_card_without_number_or_name_is_damaged(gone: int) -> None:
    card = social_card_from("somebody", PERSON, MAKE)
    rest = tuple(record for record in card.files[HOLDER_FILE] if record[0] != gone)
    files = {**card.files, HOLDER_FILE: rest}
    with pytest.raises(CardUnreadableError, match="missing"):
        read_social_card(SocialChip(replace(card, files=files)).answer)


@pytest.mark.parametrize(
    ("person", "make", "message"),
    [
        ({"name": "阿" * 16}, CardMake(version="1.00"), "does not fit"),
        ({"name": "阿" * 30}, MAKE, "do not fit"),
        ({"nation": "001"}, MAKE, "do not fit"),
    ],
)
def test_the_simulator_refuses_what_fits_no_card(
    person: dict[str, str], make: CardMake, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        social_card_from("somebody", {**PERSON, **person}, make)


@pytest.mark.parametrize("make", [{"version": "9.99"}, {"padding": "AA"}])
def test_the_simulator_knows_its_makes(make: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="not"):
        CardMake(**make)
    with pytest.raises(ValueError, match="has no name"):
        social_card_from("somebody", {}, MAKE)


@pytest.mark.parametrize(
    ("command", "status"),
    [
        ("00", "6700"),
        ("80 A4 04 00", "6e00"),
        ("00 20 00 00 03 31 31 31", "63c2"),
        ("00 82 00 0A 00", "63c2"),
        ("00 10 00 00", "6d00"),
        ("FF CA 00 00 00", "6a81"),
        ("00 A4 01 00 02 EF 05", "6a86"),
        ("00 B2 01 04 00", "6986"),
        ("00 C0 00 00", "6985"),
    ],
)
def test_the_simulated_chip_answers_everything(command: str, status: str) -> None:
    assert chip_of(PERSON).answer(bytes.fromhex(command)).hex() == status


def test_the_simulated_chip_names_the_right_length_and_forgets_on_reset() -> None:
    chip = chip_of(PERSON, CardMake(contactless=True))
    assert chip.answer(bytes.fromhex("FFCA000000"))[-2:] == b"\x90\x00"
    assert chip.answer(bytes.fromhex("00A4020002EF05")) == b"\x90\x00"
    assert chip.answer(bytes.fromhex("00B2030001")).hex() == "6c06"
    assert chip.answer(bytes.fromhex("00B2060006"))[-2:] == b"\x90\x00"
    chip.reset()
    assert chip.answer(bytes.fromhex("00B2030000")).hex() == "6986"
