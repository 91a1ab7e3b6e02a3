# SPDX-License-Identifier: Apache-2.0
"""What citizens come for, in turns: every service and kind of visit that a kiosk offers.

Who comes for what is not left to chance, so that two hundred are enough for every row of the
table of effort; everything else about them is drawn (``generated_citizens``).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from kiosk.session.case_visit import OWN_CASES
from kiosk.session.licence_visit import LICENCE_CHECK

HYGIENE: Final = "hygiene-permit"
BUSINESS: Final = "individual-business"
FREIGHT: Final = "road-freight-licence"
COPIES: Final = "own-certificates"
BENEFIT: Final = "benefit"
BUNDLE: Final = "bundle"
ADVICE: Final = "advice only"

ANY: Final = ""
"""Word of a wish of which the situation is drawn."""


@dataclass(frozen=True)
class Wish:
    """What one citizen comes for.

    Attributes:
        kind: a service, own cases, the check of a licence, a benefit, a bundle, or advice.
        what: the situation, the act in one's own case, the benefit or the bundle; ``ANY`` is
            drawn.
        is_agent: for another's shop.
        is_away: while the platform does not answer.
        knows_phone: whether base data know the telephone; None is drawn.
        has_air: whether the place has central air-conditioning; None is drawn.

    """

    kind: str
    what: str = ANY
    is_agent: bool = False
    is_away: bool = False
    knows_phone: bool | None = None
    has_air: bool | None = None

    @property
    def row(self) -> str:
        """Where it counts in the table; telephone and air are said by the citizen."""
        if self.is_agent or self.is_away:
            return f"{self.kind}, {'agent' if self.is_agent else 'platform away'}"
        said = {"": self.kind, "moved": f"{self.kind}, new"}
        return said.get(self.what, f"{self.kind}, {self.what}")


def _shop(*, phone: bool, air: bool) -> Wish:
    return Wish(HYGIENE, "new", knows_phone=phone, has_air=air)


def _each(kind: str, *what: str) -> tuple[Wish, ...]:
    return tuple(Wish(kind, one) for one in what)


def _agent(kind: str) -> Wish:
    return Wish(kind, is_agent=True)


def _away(kind: str) -> Wish:
    return Wish(kind, is_away=True)


_SHOPS: Final = (
    _shop(phone=True, air=True),
    _shop(phone=False, air=True),
    _shop(phone=True, air=False),
    _shop(phone=False, air=False),
)
_CASES: Final = _each(OWN_CASES, ANY, "receipt")
_ACTS: Final = ("appeal", "answer", "decision", "appeal", "withdraw", "notice")
TURNS: Final[tuple[tuple[Wish, ...], ...]] = (
    _SHOPS,
    _each(BUSINESS, "new"),
    _each(FREIGHT, "new"),
    (Wish(COPIES), Wish(ADVICE)),
    (*_CASES, _away(OWN_CASES), Wish(OWN_CASES, "appeal_slip"), Wish(OWN_CASES)),
    tuple(reversed(_SHOPS)),
    _each(HYGIENE, "renew", "change"),
    (_agent(HYGIENE), _away(HYGIENE)),
    _each(BUSINESS, "change", "rename"),
    _each(FREIGHT, "renew", "change"),
    # Of these ten some want a scanner, base data, or a case on file.
    _each(HYGIENE, "reissue", "damage"),
    (Wish(HYGIENE, "cancel"), _away(HYGIENE)),
    (Wish(BUSINESS, "cancel"), _agent(BUSINESS)),
    (_away(BUSINESS), _away(FREIGHT)),
    _each(FREIGHT, "reissue", "damage"),
    (Wish(FREIGHT, "cancel"), _agent(FREIGHT)),
    (Wish(LICENCE_CHECK), Wish(OWN_CASES, "fetch")),
    _each(BENEFIT, "old-age", "disabled-living", "notice", "disabled-care"),
    _each(OWN_CASES, *_ACTS),
    _each(BUNDLE, "newborn", "restaurant", "lodging", "hire-staff"),
)
"""Twenty turns; in each round a turn takes the next of its wishes."""

ROUND: Final = len(TURNS)


def wishes(count: int) -> Iterator[Wish]:
    """What so many citizens come for, one after the other."""
    for number in range(count):
        turn = TURNS[number % ROUND]
        yield turn[number // ROUND % len(turn)]
