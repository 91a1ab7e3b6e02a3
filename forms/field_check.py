# SPDX-License-Identifier: Apache-2.0
"""Checks of a field's value, told in words that say what to do next."""

import re
import unicodedata
from datetime import date
from typing import Final, assert_never

from certificates.credit_code import is_credit_code
from devices.identity.numbers import identity_number_from
from forms.application import Application
from forms.field import ISO_DATE, Field, FieldKind
from forms.text import Text

_MOBILE: Final = re.compile(r"1[3-9][0-9]{9}")
_LANDLINE: Final = re.compile(r"0[0-9]{2,3}-?[1-9][0-9]{6,7}")

_EMPTY: Final = Text("请填写这一项。", "Please fill this in.")
_DIGITS: Final = Text("请只填数字。", "Please enter digits only.")
_PHONE: Final = Text(
    "电话号码不对。手机号是11位；座机请带区号。",
    "This is no telephone number. Mobile: 11 digits; landline: with area code.",
)
_CHOOSE: Final = Text("请从列出的选项里选一个。", "Please choose one of the answers shown.")
_DATE: Final = Text("没有这一天，请再看一看。", "There is no such day. Please check.")
_PAST: Final = Text("日期不能晚于今天。", "The date cannot be later than today.")
_CITIZEN_NUMBER: Final = Text(
    "证件号码不对，请对照身份证件再看一看。",
    "This is no identity number. Please compare it with the card.",
)
_CREDIT_CODE: Final = Text(
    "信用代码不对，请对照营业执照再看一看。",
    "This is no credit code. Please compare it with the business licence.",
)
_CHARACTERS: Final = Text(
    "有不能打印的字符，请重新填写。", "It holds characters that cannot be printed."
)
_FORM: Final = Text("格式不对，请再看一看。", "This does not look right. Please check.")


def check_value(
    field: Field, text: str, *, today: date, application: Application | None = None
) -> Text | None:
    """Say in plain words what is wrong with a value; None when it is good.

    Args:
        field: the field, with its kind and limits.
        text: the value as it would be stored.
        today: dates must not be later, but in a field of which they may.
        application: for limits that another field sets; without it they are not checked.

    """
    if not text.strip():
        return _EMPTY
    error = _check_kind(field, text, today)
    if error is None and field.pattern and not re.fullmatch(field.pattern, text):
        error = _FORM
    if error is None and field.kind is FieldKind.NUMBER:
        error = _check_range(field, int(text), application)
    return error


def _check_kind(field: Field, text: str, today: date) -> Text | None:
    match field.kind:
        case FieldKind.TEXT | FieldKind.NAME | FieldKind.ADDRESS:
            return _check_text(field, text)
        case FieldKind.NUMBER:
            return None if text.isascii() and text.isdigit() else _DIGITS
        case FieldKind.PHONE:
            good = _MOBILE.fullmatch(text) or _LANDLINE.fullmatch(text)
            return None if good else _PHONE
        case FieldKind.CHOICE:
            return None if any(choice.id == text for choice in field.choices) else _CHOOSE
        case FieldKind.DATE:
            return _check_date(text, date.max if field.may_lie_ahead else today)
        case FieldKind.CITIZEN_NUMBER:
            return _check_identity_number(text)
        case FieldKind.CREDIT_CODE:
            return None if is_credit_code(text) else _CREDIT_CODE
        case _:
            assert_never(field.kind)


def _check_text(field: Field, text: str) -> Text | None:
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        return _CHARACTERS
    shortest, longest = field.minimum or 1, field.maximum or 200
    if not shortest <= len(text) <= longest:
        return Text(
            f"请填{shortest}到{longest}个字。",
            f"Please enter {shortest} to {longest} characters.",
        )
    return None


def _check_range(field: Field, number: int, application: Application | None) -> Text | None:
    lowest, highest = field.minimum or 0, field.maximum
    if field.maximum_field and application is not None:
        other = application.fields.get(field.maximum_field)
        highest = int(other.value) if other is not None else highest
    if highest is None:
        highest = 999_999_999
    if lowest <= number <= highest:
        return None
    return Text(
        f"请填{lowest}到{highest}之间的数。",
        f"Please enter a number from {lowest} to {highest}.",
    )


def _check_date(text: str, last: date) -> Text | None:
    if not ISO_DATE.fullmatch(text):
        return _DATE
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _DATE
    return _PAST if day > last else None


def _check_identity_number(text: str) -> Text | None:
    """Hold a number to its own rules: citizens have one, and foreigners who stay for good."""
    try:
        identity_number_from(text)
    except ValueError:
        return _CITIZEN_NUMBER
    return None
