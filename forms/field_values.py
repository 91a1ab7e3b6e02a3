# SPDX-License-Identifier: Apache-2.0
"""Values of form fields, each with where it came from."""

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Source(Enum):
    """Where the value of a field came from (数据来源); shown beside the value.

    MATERIAL is no field's: an earlier paper or a proof of another office, as a whole.
    """

    CARD = "card"
    CERTIFICATE = "certificate"
    BASE_DATA = "base_data"
    TYPED = "typed"
    CHOSEN = "chosen"
    CALCULATED = "calculated"
    DEFAULT = "default"
    PROMISED = "promised"
    MATERIAL = "material"


@dataclass(frozen=True)
class Answer:
    """The value of one field (填写值) and its provenance; the value hides itself in logs.

    ``value`` is what is stored: an option id for choices, ISO dates, plain digits for numbers.
    ``certificate_name`` names the certificate when the source is CERTIFICATE. ``base`` names
    the base when the source is BASE_DATA, and ``as_of`` is the day on which it held there.

    ``role``, ``label`` and ``original`` say where a called value stands and how, for who says
    that it is wrong; they are no part of what the field says.
    """

    value: str = field(repr=False)
    source: Source
    certificate_name: str = ""
    base: str = ""
    as_of: date | None = None
    role: str = field(default="", compare=False)
    label: str = field(default="", compare=False)
    original: str = field(default="", repr=False, compare=False)
