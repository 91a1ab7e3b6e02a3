# SPDX-License-Identifier: Apache-2.0
"""What can be said of a value while it is typed: what is wrong already, what is still missing.

Wrong is only what no further key can make right. Nothing is said before the first key, and
nothing that the way forward would not say either.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.application import Application
from forms.field import Field, FieldKind
from forms.field_check import check_value
from forms.text import Text

DAY_LENGTH: Final = len("2026-11-23")
_MOBILE_LENGTH: Final = 11
_CODE_LENGTH: Final = 18
_BIRTH_END: Final = 14

_NO_DAY: Final = Text("没有这一天，请再看一看。", "There is no such day. Please check.")
_NO_PHONE: Final = Text(
    "电话号码不对。手机号以 13 到 19 开头；座机请带区号，以 0 开头。",
    "This is no telephone number. Mobiles begin with 13 to 19, landlines with 0.",
)
_LANDLINE: Final = Text("座机请连区号一起填。", "Landline: with its area code, please.")


@dataclass(frozen=True)
class Typing:
    """``wrong``: cannot become right by typing on; ``missing``: what is still to come."""

    wrong: Text | None = None
    missing: Text | None = None


def judge_typing(
    field: Field, text: str, *, today: date, application: Application | None = None
) -> Typing:
    """Judge what has been typed so far.

    Args:
        field: the field, with its kind and limits.
        text: as it would be stored; a day with eight digits as ISO, with fewer as digits.
        today: dates must not be later.
        application: for limits that another field sets.

    """
    if not text:
        return Typing()
    error = check_value(field, text, today=today, application=application)
    if error is None:
        return Typing()
    match field.kind:
        case FieldKind.PHONE:
            return _phone(text, error)
        case FieldKind.CITIZEN_NUMBER:
            return _number_of_person(text, error)
        case FieldKind.CREDIT_CODE:
            return _of_length(text, _CODE_LENGTH, error)
        case FieldKind.DATE:
            return _day(text, error)
        case FieldKind.NUMBER:
            is_low = text.isdigit() and int(text) < (field.minimum or 0)
            return Typing(missing=error) if is_low else Typing(wrong=error)
        case _:
            is_short = len(text) < (field.minimum or 1)
            return Typing(missing=error) if is_short else Typing(wrong=error)


def _of_length(text: str, length: int, error: Text) -> Typing:
    """A code whose last character tells whether the others hold."""
    left = length - len(text)
    if left <= 0:
        return Typing(wrong=error)
    return Typing(missing=_still(length, left))


def _still(length: int, left: int) -> Text:
    return Text(
        f"一共 {length} 位，还差 {left} 位。", f"{length} characters in all, {left} to go."
    )


def _phone(text: str, error: Text) -> Typing:
    if text.startswith("0"):
        is_full = len(text.replace("-", "")) > _MOBILE_LENGTH
        return Typing(wrong=error) if is_full else Typing(missing=_LANDLINE)
    is_mobile = text[0] == "1" and text[1:2] in {"", *"3456789"}
    return _of_length(text, _MOBILE_LENGTH, error) if is_mobile else Typing(wrong=_NO_PHONE)


def _number_of_person(text: str, error: Text) -> Typing:
    """The birth date is the seventh to the fourteenth digit, and X can only be the last."""
    birth = text[6:_BIRTH_END]
    is_odd = not text[: _CODE_LENGTH - 1].isdigit()
    if is_odd or (len(birth) == _BIRTH_END - 6 and not _is_day(birth)):
        return Typing(wrong=error)
    return _of_length(text, _CODE_LENGTH, error)


def _day(text: str, error: Text) -> Typing:
    """Four digits of the year, two of the month, two of the day."""
    if len(text) >= DAY_LENGTH:
        return Typing(wrong=error)
    year, month = text[:4], text[4:6]
    is_month = (len(month) < len("12") and month <= "1") or "01" <= month <= "12"
    is_year = text[0] in "12" and (len(year) < len("2026") or year >= "1900")
    if not (text.isdigit() and is_month and is_year):
        return Typing(wrong=_NO_DAY)
    left = len("20261123") - len(text)
    return Typing(
        missing=Text(
            f"年 4 位、月 2 位、日 2 位，还差 {left} 位。",
            f"Four digits of the year, two of the month, two of the day: {left} to go.",
        )
    )


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
