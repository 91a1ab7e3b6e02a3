# SPDX-License-Identifier: Apache-2.0
"""What the session keeps of base data and of offers, as frozen values."""

from dataclasses import dataclass, field

from forms.base_data import Base, BaseFact, PushedNotice, WantedFact
from forms.offer import OfferAnswer, Registrar
from forms.question import FactValue

SERVICE = "service"
OFFERS = "offers"
"""Purposes for which a base is asked: the chosen service's rules, or what to offer."""


@dataclass(frozen=True)
class BaseLine:
    """One question to one base; ``outcome`` is empty while it works.

    Attributes:
        purpose: ``SERVICE`` or ``OFFERS``.
        holder_code: whom it is about: the person, or a business by its credit code.
        wanted: facts that are asked for; empty for notices.

    """

    base: Base
    purpose: str
    holder_code: str = field(repr=False)
    wanted: tuple[WantedFact, ...] = ()
    outcome: str = ""
    code: str = ""
    facts: tuple[BaseFact, ...] = ()
    notices: tuple[PushedNotice, ...] = field(default=(), repr=False)

    @property
    def has_failed(self) -> bool:
        """Whether it gave no answer at all; that nothing is known would be one."""
        return self.outcome not in {"", "found", "not_found"}


@dataclass(frozen=True)
class Registration:
    """An offer that was accepted; ``is_kept`` is None until the store has said."""

    offer: str
    registrar: Registrar
    is_kept: bool | None = None


@dataclass(frozen=True)
class OfferDesk:
    """The offers of this visit.

    Attributes:
        is_wanted: the citizen agreed that benefits and notices are looked for.
        settled: offers that were answered lately and are not made again; None until the store
            has told.
        answers: what was said in this visit, by id of the offer.
        asking: id of the offer whose missing facts are being asked; empty when none is.
        facts: what the citizen told on the way, by id of the fact; for this visit alone.
        registrations: offers that were accepted.
        is_at_pin: staff is at the pad, to register on the citizen's behalf.
        staff: number that was typed at the pad, while its PIN is asked for.
        message: what the door said to a PIN; ``wait_s`` when it opens again.
        registrar: who registers from now on.

    """

    is_wanted: bool = False
    settled: frozenset[str] | None = None
    answers: tuple[tuple[str, OfferAnswer], ...] = ()
    asking: str = ""
    facts: tuple[tuple[str, FactValue], ...] = field(default=(), repr=False)
    registrations: tuple[Registration, ...] = ()
    is_at_pin: bool = False
    staff: str = field(default="", repr=False)
    message: str = ""
    wait_s: int = 0
    registrar: Registrar = Registrar.CITIZEN
