# SPDX-License-Identifier: Apache-2.0
"""Facts, questions and gates of a service (事实、问题、准入条件), as catalogue data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from forms.terms import Provenance
from forms.text import Text

FactValue = bool | int | str


class FactType(Enum):
    """The CEL type of a fact."""

    BOOL = "bool"
    INT = "int"
    TEXT = "text"


class FactOrigin(Enum):
    """Who states a fact; LOCAL is a switch of the place, set in the catalogue."""

    GUIDE = "guide"
    CARD = "card"
    CERTIFICATE = "certificate"
    BASE_DATA = "base_data"
    FIELD = "field"
    LOCAL = "local"


class FactPart(Enum):
    """What a fact tells of a certificate: that it was found, or how long it still runs.

    ANSWERED is false where no source told whether there is one: it is known even then. The last
    three follow from the service's window for renewals (``forms.renewal``): whether
    today is early, open or late, and the first and the last day on which to apply.
    """

    FOUND = "found"
    ANSWERED = "answered"
    DAYS_LEFT = "days_left"
    RENEWAL = "renewal"
    OPENS_ON = "opens_on"
    CLOSES_ON = "closes_on"


@dataclass(frozen=True)
class Fact:
    """A name that conditions may use (事实), its type and origin.

    ``reference`` is the certificate role for CERTIFICATE, the base for BASE_DATA (the wire of
    base data) and the field id for FIELD; ``part`` says what is told of the certificate,
    ``days_left`` being the days from today to its last day, unknown where it has none.
    ``value`` is set for local switches only.
    """

    id: str
    type: FactType
    origin: FactOrigin
    meaning: str
    provenance: Provenance
    reference: str = ""
    part: FactPart = FactPart.FOUND
    value: FactValue | None = None


@dataclass(frozen=True)
class Stop:
    """The kiosk cannot go on (止步): why, what to do instead, and where."""

    reason: Text
    next_step: Text
    where: Text


@dataclass(frozen=True)
class Option:
    """One answer to tap (选项); ``picture`` is an icon name, ``facts`` what it settles."""

    id: str
    text: Text
    example: Text | None = None
    picture: str = ""
    facts: Mapping[str, FactValue] = field(default_factory=dict)
    stop: Stop | None = None


class QuestionKind(Enum):
    """How a question is answered."""

    CHOICE = "choice"
    NUMBER = "number"


@dataclass(frozen=True)
class Question:
    """One everyday question per page (问题).

    It is asked when ``condition`` (CEL, empty = always) is not false and no other source has
    told ``fact``. A number answers ``fact`` itself; ``field_id`` names the form field that the
    answer fills, so that nothing is asked twice.
    """

    id: str
    text: Text
    help: Text
    kind: QuestionKind
    fact: str
    provenance: Provenance
    options: tuple[Option, ...] = ()
    condition: str = ""
    field_id: str = ""
    minimum: int = 0
    maximum: int = 0
    unit: Text | None = None

    def option(self, id_: str) -> Option | None:
        """Return the option of that id, or None."""
        return next((option for option in self.options if option.id == id_), None)


class GateEffect(Enum):
    """What a gate does when its condition holds."""

    STOP = "stop"
    CLOSE_PROMISE = "close_promise"


@dataclass(frozen=True)
class Gate:
    """An eligibility rule (准入条件); bites when ``condition`` is true, not on unknown."""

    id: str
    condition: str
    effect: GateEffect
    stop: Stop
    provenance: Provenance
