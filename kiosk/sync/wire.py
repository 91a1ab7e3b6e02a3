# SPDX-License-Identifier: Apache-2.0
"""Values out of a platform's answer: each is of its form, or the whole answer is rubbish."""

import re
from collections.abc import Mapping
from typing import Any, Final

from certificates.errors import PlatformRubbishError
from certificates.library.certshare_wire import decode_answer

_NO_TEXT: Final = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def data_of(body: bytes) -> Mapping[str, Any]:
    """Read the ``data`` of an answer whose head says that it is one.

    Raises:
        PlatformRefusedError: the head's status is not 0.
        PlatformRubbishError: no such answer.

    """
    data = decode_answer(body).get("data")
    if not isinstance(data, dict):
        raise rubbish("the answer has no data")
    return data


def needed(data: Mapping[str, Any], name: str, *, longest: int, form: str = "") -> str:
    """Read a text that must be there.

    Args:
        data: where it stands.
        name: its name.
        longest: most characters.
        form: regular expression of the whole text; empty for any.

    Raises:
        PlatformRubbishError: missing, blank, no text, too long, with control characters or
            half a surrogate pair, or of another form; the value is not repeated.

    """
    text = optional(data, name, longest=longest, form=form)
    if not text:
        raise rubbish(f"{name} is missing or blank")
    return text


def optional(data: Mapping[str, Any], name: str, *, longest: int, form: str = "") -> str:
    """Read a text that may be missing, null or blank, and is then empty."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > longest:
        raise rubbish(f"{name} is no text of at most {longest} characters")
    text = value.strip()
    if _NO_TEXT.search(text):
        raise rubbish(f"{name} has a control character or half a surrogate pair")
    if text and form and not re.fullmatch(form, text):
        raise rubbish(f"{name} is not of its form")
    return text


def whole_number(data: Mapping[str, Any], name: str, *, low: int, high: int) -> int:
    """Read a whole number within bounds; true and false are none."""
    value = data.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        raise rubbish(f"{name} is no whole number from {low} to {high}")
    return value


def rubbish(detail: str) -> PlatformRubbishError:
    """The error of an answer that is not as described."""
    return PlatformRubbishError("PLATFORM-0304", detail)
