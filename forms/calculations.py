# SPDX-License-Identifier: Apache-2.0
"""Values that are worked out from other values of the same form (自动计算)."""

from collections.abc import Callable, Mapping
from typing import Final

from certificates.credit_code import is_credit_code
from forms.application import Application
from forms.service_item import ServiceItem

Calculation = Callable[[ServiceItem, Application, tuple[str, ...]], str]


def division_of_credit_code(
    _item: ServiceItem, application: Application, inputs: tuple[str, ...]
) -> str:
    """Division of the registering office: characters 3 to 8 of the credit code (GB 32100-2015).

    ``inputs`` is the field that holds the code; empty when it holds no good code.
    """
    answer = application.fields.get(inputs[0])
    if answer is None or not is_credit_code(answer.value):
        return ""
    return answer.value[2:8]


def text_of_choice(item: ServiceItem, application: Application, inputs: tuple[str, ...]) -> str:
    """Chinese text of a choice field, as licences print it; empty while nothing is chosen."""
    answer = application.fields.get(inputs[0])
    return item.field(inputs[0]).shown(answer.value, "zh_CN") if answer is not None else ""


def count_of_certificate(
    _item: ServiceItem, application: Application, inputs: tuple[str, ...]
) -> str:
    """How many certificates of a role were found; empty rather than a zero nobody checked."""
    return "1" if inputs[0] in application.certificates else ""


def joined_texts(item: ServiceItem, application: Application, inputs: tuple[str, ...]) -> str:
    """Chinese texts of several fields in a row, the parts of a name; empty if one lacks."""
    answers = [(id_, application.fields.get(id_)) for id_ in inputs]
    texts = [
        item.field(id_).shown(answer.value, "zh_CN")
        for id_, answer in answers
        if answer is not None
    ]
    return "".join(texts) if len(texts) == len(inputs) else ""


CALCULATIONS: Final[Mapping[str, Calculation]] = {
    "division_of_credit_code": division_of_credit_code,
    "text_of_choice": text_of_choice,
    "count_of_certificate": count_of_certificate,
    "joined_texts": joined_texts,
}
