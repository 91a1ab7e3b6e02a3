# SPDX-License-Identifier: Apache-2.0
"""Check characters of the unified social credit code (统一社会信用代码) of a business or body.

Eighteen characters: registering department, class, six digits of division, nine of organisation
code (组织机构代码, the last its own check character) and one check character over all of it.
Source: GB 32100-2015 (weights 3^i mod 31), GB 11714-1997 (MOD 11) for the inner code.
"""

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 characters of GB 32100: the Latin capitals without I, O, S, V and Z."""

_LENGTH: Final = 18
_ORGANISATION: Final = slice(8, 17)
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)


def is_credit_code(text: str) -> bool:
    """Whether ``text`` has the form of a credit code and its last character holds.

    The organisation code inside is not asked for its own check character: codes in lawful use
    break it, and a citizen must not be turned away for that.

    >>> is_credit_code("91110000600037341L"), is_credit_code("91110000600037341K")
    (True, False)
    """
    return (
        len(text) == _LENGTH
        and all(character in ALPHABET for character in text)
        and text[2:8].isdigit()
        and check_character(text[:-1]) == text[-1]
    )


def check_character(first_17: str) -> str:
    """Give the eighteenth character for the first seventeen.

    Raises:
        ValueError: not seventeen characters of the alphabet.

    """
    if len(first_17) != _LENGTH - 1:
        message = f"a credit code has 17 characters before its check, not {len(first_17)}"
        raise ValueError(message)
    total = sum(
        ALPHABET.index(character) * pow(3, position, 31)
        for position, character in enumerate(first_17)
    )
    return ALPHABET[-total % 31]


def organisation_check_character(first_8: str) -> str:
    """Give the ninth character of an organisation code for its first eight.

    Raises:
        ValueError: not eight digits or Latin capitals.

    """
    if len(first_8) != len(_ORGANISATION_WEIGHTS):
        message = f"an organisation code has 8 characters before its check, not {len(first_8)}"
        raise ValueError(message)
    total = sum(
        _alphanumeric_value(character) * weight
        for character, weight in zip(first_8, _ORGANISATION_WEIGHTS, strict=True)
    )
    return "0123456789X"[-total % 11]


def organisation_code_holds(credit_code: str) -> bool:
    """Whether the organisation code inside a well-formed credit code holds too."""
    inner = credit_code[_ORGANISATION]
    return is_credit_code(credit_code) and organisation_check_character(inner[:-1]) == inner[-1]


def _alphanumeric_value(character: str) -> int:
    if not (character.isascii() and (character.isdigit() or character.isupper())):
        raise ValueError("an organisation code has only digits and Latin capitals")
    return int(character, 36)
