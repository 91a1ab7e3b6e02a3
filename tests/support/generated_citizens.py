# SPDX-License-Identifier: Apache-2.0
"""Citizens drawn by a seed: what each wants, has and knows, as a script for the robot.

The cards are those of the shipped fictitious persons; drawn are the service, the errand, the
shop, who applies, whether base data know the telephone, and whether the platform answers.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from kiosk.robot.script import Script
from kiosk.session.case_visit import OWN_CASES

HYGIENE: Final = "hygiene-permit"
BUSINESS: Final = "individual-business"
FREIGHT: Final = "road-freight-licence"
COPIES: Final = "own-certificates"
TEN: Final = (*(HYGIENE,) * 4, *(BUSINESS,) * 2, *(FREIGHT,) * 2, COPIES, OWN_CASES)
"""Of ten citizens so many want each service."""

WITH_PHONE: Final = ("chen-qiumei", "liu-guizhen", "li-chun")
"""Owners of a shop whose telephone base data know."""
WITHOUT_PHONE: Final = ("deng-lihua", "zhang-jixiang", "chan-siuwai", "utopian-2023")
"""Owners whose telephone nobody knows, in base data or without."""
AGENT: Final = "zhou-kaiyuan"
"""Somebody who comes for another's shop: no certificate is in his name."""
HOTEL: Final = "deng-lihua"
DRIVER: Final = "qin-dayong"
ADDRESS: Final = ("中山北路八号", "zhongshanbeilu bahao")
"""Typed where nobody answers for the deed: characters, and the keys of each word."""
PINYIN: Final = {"f_word": "mingyue", "f_addr": ADDRESS[1]}
PAPER_CODE: Final = "92439900MA0TEXT04R"

KINDS: Final = {
    "beauty": ("barber", "beauty"),
    "stay": ("hotel", "inn", "guest_house", "wayside_inn", "bathhouse"),
    "fun": ("cinema", "video_hall", "arcade", "dance_hall", "concert_hall", "swimming"),
    "shop": ("store", "bookshop", "exhibition", "museum", "art_gallery", "library"),
    "other": ("clinic_waiting", "travel_waiting"),
}
LARGEST_SHOP: Final = 999
"""Square metres. Who is larger types one digit more, and has somebody to send."""
ROOM_EACH: Final = 20
"""Square metres for one who works there, roughly."""

Answers = dict[str, str]


@dataclass(frozen=True)
class Citizen:
    """One visit to be made.

    Attributes:
        phone_known: base data know the telephone; it is not asked then.
        platform_away: nobody answers for certificates, base data and desk.
        is_agent: the card is not the owner's.
        has_air: the place has central air-conditioning.

    """

    number: int
    script: Script
    phone_known: bool = False
    platform_away: bool = False
    is_agent: bool = False
    has_air: bool = False

    def __str__(self) -> str:
        """Say who it is, without who he is."""
        said = {
            "agent": self.is_agent,
            "air": self.has_air,
            "phone known": self.phone_known,
            "platform away": self.platform_away,
        }
        wants = self.script.answers.get("situation", "")
        words = [self.script.service, wants, *(word for word, is_so in said.items() if is_so)]
        return f"{self.number}: {' '.join(filter(None, words))}"


def citizens(seed: int, count: int) -> Iterator[Citizen]:
    """So many citizens; ``seed`` makes the same ones again."""
    for number in range(count):
        rng = Random(f"{seed} {number}")
        service = TEN[number % len(TEN)]
        citizen = Citizen(
            number,
            Script(service=service),
            phone_known=rng.random() < 0.5,
            platform_away=rng.random() < 0.1,
            is_agent=rng.random() < 0.1,
        )
        yield _MAKERS[service](citizen, rng)


def _hygiene(citizen: Citizen, rng: Random) -> Citizen:
    wants = rng.choice(("new", "new", "new", "moved", "renew", "change", "reissue", "damage"))
    group = rng.choice(tuple(KINDS))
    area = min(LARGEST_SHOP, max(12, round(rng.lognormvariate(4.6, 0.8))))
    has_air = rng.random() < 0.5
    is_new = wants in {"new", "moved"}
    route = rng.choice(("promise", "promise", "ordinary", "window"))
    answers = {
        "situation": wants,
        "group": group,
        f"kind_{group}": rng.choice(KINDS[group]),
        "licence": "yes",
        "permit": "paper",
        "changed": rng.choice(("name", "person", "address_renamed")),
        "area": str(area),
        "central_ac": "yes" if has_air else "no",
        "project": rng.choice(("none", "new", "rebuilt", "extended")),
        "small_barber": rng.choice(("yes", "no")),
        "papers": rng.choice(("handed_in", "not_here")),
    }
    staff = max(1, round(rng.uniform(0.5, 1.5) * area / ROOM_EACH))
    made = _drawn(citizen, answers, {"f_staff": str(staff)}, rng)
    if not is_new:
        made = replace(made, phone_known=False, is_agent=False)
        made = _with(made, card=HOTEL)
    is_open = is_new or wants == "renew"
    made = _with(made, route=route if is_open else "ordinary")
    return replace(made, has_air=has_air and is_new)


def _business(citizen: Citizen, rng: Random) -> Citizen:
    answers = {
        "situation": rng.choice(("new", "new", "change", "rename", "cancel")),
        "barred": "no",
        "licence": "yes",
        "changed": rng.choice(("scope", "address", "operator")),
        "trade": rng.choice(("retail", "clothes", "food", "beauty", "repair", "freight")),
        "form": rng.choice(("person", "family")),
        "place": rng.choice(("shop", "net")),
        "named": rng.choice(("no", "yes")),
        "papers": "handed_in",
    }
    fields = {
        "f_word": "明月",
        "f_trade_word": rng.choice(("shop", "clothes", "hair")),
        "f_addr": ADDRESS[0],
    }
    made = _drawn(replace(citizen, is_agent=False), answers, fields, rng)
    return _with(made, route="ordinary", card="chen-qiumei", pinyin=PINYIN)


def _freight(citizen: Citizen, rng: Random) -> Citizen:
    answers = {
        "situation": rng.choice(("new", "new", "reissue", "damage", "change")),
        "mass": str(rng.choice((4200, 12000, 18000, 25000, 31000))),
        "cargo": rng.choice(("general", "special", "oversize")),
        "licence": "yes",
        "permit": "paper",
        "changed": rng.choice(("name", "address", "person")),
        "vehicle": rng.choice(("owned", "planned")),
        "driver": rng.choice(("self", "hired")),
        "papers": "handed_in",
    }
    fields = {"f_grade": rng.choice(("first", "second")), "f_by": "month_3"}
    made = _drawn(replace(citizen, is_agent=False), answers, fields, rng)
    return _with(made, route="ordinary", card=DRIVER)


def _copies(citizen: Citizen, rng: Random) -> Citizen:
    made = _drawn(replace(citizen, is_agent=False), {}, {"f_purpose": "school"}, rng)
    return _with(made, card="chen-qiumei")


def _own_cases(citizen: Citizen, rng: Random) -> Citizen:
    return _drawn(replace(citizen, is_agent=False), {}, {}, rng)


def _drawn(citizen: Citizen, answers: Answers, fields: Answers, rng: Random) -> Citizen:
    """A citizen with a telephone, a language and a card; away, the platform knows nothing."""
    is_known = citizen.phone_known and not (citizen.platform_away or citizen.is_agent)
    usual = rng.choice(WITH_PHONE if is_known else WITH_PHONE + WITHOUT_PHONE)
    made = _with(
        citizen,
        answers=answers,
        fields={"f_tel": f"154{rng.randrange(10**8):08d}", "f_code": PAPER_CODE, **fields},
        card=AGENT if citizen.is_agent else usual,
        elder=rng.random() < 0.2,
        language="en" if rng.random() < 0.1 else "zh_CN",
        platform="down" if citizen.platform_away else "",
    )
    return replace(made, phone_known=is_known)


def _with(citizen: Citizen, **changes: object) -> Citizen:
    return replace(citizen, script=replace(citizen.script, **changes))  # type: ignore[arg-type]


_MAKERS: Final[dict[str, Callable[[Citizen, Random], Citizen]]] = {
    HYGIENE: _hygiene,
    BUSINESS: _business,
    FREIGHT: _freight,
    COPIES: _copies,
    OWN_CASES: _own_cases,
}
