# SPDX-License-Identifier: Apache-2.0
"""A confirmation is made of a bound answer only; ways are ordered; nothing shows a person."""

import doctest
from dataclasses import replace
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.scanner import scan, token
from devices.scanner.scan import NoTokenError, Scan
from devices.scanner.token import TOKEN_BYTES, ScannedToken
from kiosk import person_check
from kiosk.person_check import (
    CheckEnd,
    CheckSubject,
    NotConfirmed,
    PassAnswer,
    PersonCheckMethod,
    PersonConfirmed,
    StartedCheck,
    UnboundAnswerError,
    binding_of,
)
from tests.support.identity_codes import CHEN

NONCE = "0f" * 16
STARTED = StartedCheck(
    PersonCheckMethod.FACE_SERVICE, "F-1", NONCE, binding_of("F-1", NONCE, CHEN.number)
)


@pytest.mark.parametrize("module", [person_check, scan, token])
def test_the_examples_hold(module: ModuleType) -> None:
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


def test_ways_are_ordered_by_strength() -> None:
    none, phone, face = PersonCheckMethod
    assert none.strength < phone.strength < face.strength
    assert face.satisfies(phone)
    assert phone.satisfies(phone)
    assert phone.satisfies(none)
    assert not phone.satisfies(face)
    assert not none.satisfies(phone)


def test_a_bound_answer_confirms() -> None:
    confirmed = PersonConfirmed(STARTED, PassAnswer("F-1", STARTED.binding))
    assert confirmed.check_id == "F-1"
    assert confirmed.is_of(CHEN.number)


@pytest.mark.parametrize(
    ("started", "answer"),
    [
        (STARTED, PassAnswer("F-2", STARTED.binding)),
        (STARTED, PassAnswer("F-1", binding_of("F-1", NONCE, "439900194311050044"))),
        (STARTED, PassAnswer("F-1", "")),
        (STARTED, PassAnswer("F-1", "值")),
        (
            replace(STARTED, method=PersonCheckMethod.NONE),
            PassAnswer("F-1", STARTED.binding),
        ),
    ],
)
def test_any_other_answer_confirms_nobody(started: StartedCheck, answer: PassAnswer) -> None:
    with pytest.raises(UnboundAnswerError):
        PersonConfirmed(started, answer)


@pytest.mark.parametrize(("name", "number"), [("", "1"), (" ", "1"), ("陈", ""), ("陈", " ")])
def test_nobody_is_no_subject(name: str, number: str) -> None:
    with pytest.raises(ValueError, match="needs a name and a number"):
        CheckSubject(name, number)


def test_nothing_shows_a_person_or_a_code() -> None:
    confirmed = PersonConfirmed(STARTED, PassAnswer("F-1", STARTED.binding))
    shown = f"{CHEN!r} {STARTED!r} {confirmed!r} {PassAnswer('F-1', 'b')!r}"
    for secret in (CHEN.name, CHEN.number, STARTED.binding, NONCE):
        assert secret not in shown
    assert "secret-text" not in repr(ScannedToken("secret-text"))


def test_every_end_but_ones_own_wish_has_a_fault() -> None:
    codes = {end: NotConfirmed(end).code for end in CheckEnd}
    assert [end for end, code in codes.items() if not code] == [CheckEnd.CANCELLED]


# -- scans -------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", " a", "a ", "a\tb", "码", "a\x7f", "x" * 513, "a\n"])
def test_a_text_that_is_no_code(text: str) -> None:
    with pytest.raises(ValueError, match="a code"):
        ScannedToken(text)


def test_the_longest_code_is_taken_and_one_more_is_not() -> None:
    longest = Scan()
    longest.add(b"x" * TOKEN_BYTES)
    longest.add(b"\r\n")
    assert len(longest.token().text) == TOKEN_BYTES
    with pytest.raises(NoTokenError, match="more than 512"):
        Scan().add(b"x" * (TOKEN_BYTES + 1))
    too_long = Scan()
    too_long.add(b"x" * (TOKEN_BYTES + 1) + b"\n")
    with pytest.raises(NoTokenError, match="at most 512"):
        too_long.token()
    with pytest.raises(NoTokenError, match="in one scan"):
        Scan().add(b"ab\n" * 400)


@given(st.lists(st.binary(max_size=700), max_size=6))
def test_whatever_comes_is_a_printable_code_or_refused(pieces: list[bytes]) -> None:
    scan_of_pieces = Scan()
    try:
        for piece in pieces:
            scan_of_pieces.add(piece)
        found = scan_of_pieces.token()
    except NoTokenError:
        return
    whole = b"".join(pieces)
    assert found.text.encode("ascii") in whole
    assert found.text.isprintable()
    assert 0 < len(found.text) <= TOKEN_BYTES
    assert whole.endswith((b"\r", b"\n"))


@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=512))
def test_every_printable_text_is_read_as_it_was_shown(text: str) -> None:
    shown = Scan()
    for octet in text.encode("ascii") + b"\r\n":
        shown.add(bytes((octet,)))
    assert shown.is_begun
    assert shown.token() == ScannedToken(text)
