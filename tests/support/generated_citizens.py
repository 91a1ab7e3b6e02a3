# SPDX-License-Identifier: Apache-2.0
"""Citizens drawn by a seed: what each wants, has and knows, as a script for the robot.

The cards are those of the shipped fictitious persons. What each comes for goes in turns
(``citizens_wishes``); drawn are the situation, the shop, the errand, language and large type.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from kiosk.robot.script import Script
from kiosk.session.case_visit import OWN_CASES
from kiosk.session.licence_visit import LICENCE_CHECK
from tests.support.citizens_wishes import (
    ADVICE,
    ANY,
    BENEFIT,
    BUNDLE,
    BUSINESS,
    COPIES,
    FREIGHT,
    HYGIENE,
    Wish,
    wishes,
)

WITH_PHONE: Final = ("chen-qiumei", "liu-guizhen", "li-chun")
"""Owners of a shop whose telephone base data know."""
WITHOUT_PHONE: Final = ("deng-lihua", "zhang-jixiang", "chan-siuwai", "utopian-2023")
"""Owners whose telephone nobody knows, in base data or without."""
AGENT: Final = "zhou-kaiyuan"
"""Somebody who comes for another's shop: no certificate is in his name."""
SALON: Final = "chen-qiumei"
HOTEL: Final = "deng-lihua"
BARBER: Final = "liu-guizhen"
DRIVER: Final = "qin-dayong"
TRADERS: Final = (SALON, SALON, BARBER, HOTEL)
"""Who may register a business; the first has a deed, others type where theirs is not found."""
IN_HARDSHIP: Final = "zhou-kaiyuan"
"""For him one benefit is sure, and of another nobody knows whether he needs long care."""
ADDRESS: Final = ("湖南省虚构市示例区金桥街道中山北路八号", "zhongshanbeilu bahao")
"""Given where no deed is found: street or town is picked, the keys are of the rest."""
SAID: Final = ("材料晚几天交", "cailiao wan ji tian jiao")
"""What somebody answers to a correction notice in words, or adds to an appeal."""
PINYIN: Final = {
    "f_word": "mingyue",
    "f_addr": ADDRESS[1],
    "f_words": "daikuan",
    "said": SAID[1],
}
NOTICE: Final = "notice:PN-2026-0001"

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

SITUATIONS: Final = {
    HYGIENE: ("new", "moved", "renew", "change", "reissue", "damage", "cancel"),
    BUSINESS: ("new", "change", "rename", "cancel"),
    FREIGHT: ("new", "renew", "reissue", "damage", "change", "cancel"),
}
ROUTES: Final = ("promise", "promise", "ordinary", "window")
APPEALS: Final = (
    {"what": "ask"},
    *({"what": "told_no", "why": why} for why in ("rules", "no_reason", "elsewhere")),
    *({"what": "stuck", "stuck_at": at} for at in ("papers", "offices", "waiting")),
)
"""Every way through the questions of an appeal."""
ADVISED: Final = (
    (HYGIENE, {"situation": "new", "group": "food"}),
    (HYGIENE, {"situation": "new", "group": "other", "kind_other": "park"}),
    (HYGIENE, {"situation": "new", "group": "other", "kind_other": "none"}),
    (BUSINESS, {"situation": "new", "barred": "yes"}),
    (BUSINESS, {"situation": "new", "barred": "no", "trade": "other"}),
    (BUSINESS, {"situation": "change", "changed": "operator"}),
    (FREIGHT, {"situation": "new", "mass": "4200", "cargo": "general"}),
    (FREIGHT, {"situation": "new", "mass": "12000", "cargo": "hazardous"}),
    (FREIGHT, {"situation": "change", "changed": "scope"}),
)
"""Visits that end with good advice: nothing is needed, or another office is in charge."""
CODES: Final = ("own", "unknown", "foreign")
"""Whose code is held up where licences are checked; ``effort_ready`` makes it."""

Answers = dict[str, str]


@dataclass(frozen=True)
class Citizen:
    """One visit to be made.

    Attributes:
        row: where the visit counts in the table of effort.
        phone_known: base data know the telephone; it is not asked then.
        platform_away: nobody answers for certificates, base data and desk.
        is_agent: the card is not the owner's.
        has_air: the place has central air-conditioning.
        on_file: what must be there before the visit: a bundle, or what somebody comes to do in
            a case of theirs; empty where nothing must.

    """

    number: int
    script: Script
    row: str = ""
    phone_known: bool = False
    platform_away: bool = False
    is_agent: bool = False
    has_air: bool = False
    on_file: str = ""

    def __str__(self) -> str:
        """Say who it is, without who he is."""
        said = {
            "agent": self.is_agent,
            "air": self.has_air,
            "phone known": self.phone_known,
            "platform away": self.platform_away,
        }
        wants = self.script.answers.get("situation", "")
        words = [self.row, wants, *(word for word, is_so in said.items() if is_so)]
        return f"{self.number}: {' '.join(filter(None, words))}"


def citizens(seed: int, count: int) -> Iterator[Citizen]:
    """So many citizens; ``seed`` makes the same ones again."""
    for number, wish in enumerate(wishes(count)):
        rng = Random(f"{seed} {number}")
        drawn = rng.random() < 0.5
        knows = drawn if wish.knows_phone is None else wish.knows_phone
        citizen = Citizen(
            number,
            Script(service=wish.kind),
            wish.row,
            phone_known=knows and not (wish.is_away or wish.is_agent),
            platform_away=wish.is_away,
            is_agent=wish.is_agent,
        )
        yield _MAKERS[wish.kind](citizen, wish, rng)


def _hygiene(citizen: Citizen, wish: Wish, rng: Random) -> Citizen:
    wants = _situation(wish, rng, new=("new", "new", "new", "moved"))
    group = rng.choice(tuple(KINDS))
    area = min(LARGEST_SHOP, max(12, round(rng.lognormvariate(4.6, 0.8))))
    has_air = rng.random() < 0.5 if wish.has_air is None else wish.has_air
    is_new = wants in {"new", "moved"}
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
    route = rng.choice(ROUTES)
    if not (is_new or citizen.is_agent):
        # Her permit may be renewed on any day; the barber's has a last day.
        is_barber = citizen.phone_known and wants != "renew"
        made = _with(replace(made, phone_known=is_barber), card=BARBER if is_barber else HOTEL)
    is_open = is_new or wants == "renew"
    made = replace(
        _with(made, route=route if is_open else "ordinary"), has_air=is_new and has_air
    )
    if wish.is_agent or wish.is_away or not is_new:
        return made
    phone = "phone known" if made.phone_known else "phone asked"
    return replace(made, row=f"{made.row}, {phone}, {'air' if has_air else 'no air'}")


def _business(citizen: Citizen, wish: Wish, rng: Random) -> Citizen:
    answers = {
        "situation": _situation(wish, rng),
        "barred": "no",
        "licence": rng.choice(("yes", "no")) if citizen.is_agent else "yes",
        "changed": rng.choice(("scope", "address")),
        "trade": rng.choice(("retail", "clothes", "food", "beauty", "repair", "freight")),
        "form": rng.choice(("person", "family")),
        "place": rng.choice(("shop", "net")),
        "named": rng.choice(("no", "yes")),
        "papers": "handed_in",
    }
    if citizen.is_agent:
        answers["situation"] = rng.choice(SITUATIONS[BUSINESS][1:])  # a new one is nobody's
    fields = {
        "f_word": "明月",
        "f_trade_word": rng.choice(("shop", "clothes", "hair")),
        "f_addr": ADDRESS[0],
    }
    made = _drawn(citizen, answers, fields, rng)
    known = tuple(one for one in TRADERS if not made.phone_known or one in WITH_PHONE)
    return _with(made, route="ordinary", card=AGENT if citizen.is_agent else rng.choice(known))


def _freight(citizen: Citizen, wish: Wish, rng: Random) -> Citizen:
    answers = {
        "situation": _situation(wish, rng),
        "mass": str(rng.choice((12000, 18000, 25000, 31000))),
        "cargo": rng.choice(("general", "special", "oversize")),
        "licence": "yes",
        "permit": "paper",
        "changed": rng.choice(("name", "address", "person")),
        "vehicle": rng.choice(("owned", "planned")),
        "driver": rng.choice(("self", "hired")),
        "papers": "handed_in",
    }
    fields = {"f_grade": rng.choice(("first", "second")), "f_by": "month_3"}
    made = _drawn(citizen, answers, fields, rng)
    return _with(made, route="ordinary", card=AGENT if citizen.is_agent else DRIVER)


def _situation(wish: Wish, rng: Random, *, new: tuple[str, ...] = ("new",)) -> str:
    """What is wanted of a service: as wished, else drawn; who is new may have moved."""
    drawn = rng.choice(SITUATIONS[wish.kind] if wish.what == ANY else (wish.what,))
    return rng.choice(new) if drawn == "new" else drawn


def _copies(citizen: Citizen, _: Wish, rng: Random) -> Citizen:
    purposes = ("school", "bank", "tender", "job", "housing", "other")
    fields = {"f_purpose": rng.choice(purposes), "f_words": "贷款"}
    made = _drawn(citizen, {}, fields, rng)
    return _with(made, card=rng.choice((SALON, BARBER, HOTEL, DRIVER)))


def _own_cases(citizen: Citizen, wish: Wish, rng: Random) -> Citizen:
    if wish.what == ANY:
        return _drawn(citizen, {}, {}, rng)
    way = rng.choice(APPEALS)
    answers = {
        "case": "first",
        "act": wish.what,
        "correction": rng.choice(("write", "window")),
        **{f"appeal-{question}": answer for question, answer in way.items()},
    }
    fields = {"said": SAID[0]} if rng.random() < 0.5 or answers["correction"] == "write" else {}
    made = replace(_drawn(citizen, answers, fields, rng), on_file=wish.what)
    return _with(made, card=SALON)


def _bundle(citizen: Citizen, wish: Wish, rng: Random) -> Citizen:
    answers = {"case": "first", "act": rng.choice(("", "decision", "fetch"))}
    made = replace(_drawn(citizen, answers, {}, rng), on_file=wish.what)
    return _with(made, service=OWN_CASES, card=SALON)


def _licence(citizen: Citizen, _: Wish, rng: Random) -> Citizen:
    return _with(_drawn(citizen, {}, {}, rng), code=rng.choice(CODES))


def _benefit(citizen: Citizen, wish: Wish, rng: Random) -> Citizen:
    """Somebody who comes for a service, agrees to hear of benefits, and answers the offer."""
    answer = rng.choice(("accept", "accept", "decline", "later"))
    makers: dict[str, tuple[str, str, str]] = {
        "old-age": (HYGIENE, "change", BARBER),
        "notice": (HYGIENE, "new", SALON),
    }
    service, situation, card = makers.get(wish.what, (BUSINESS, "new", IN_HARDSHIP))
    known = replace(citizen, phone_known=True)
    made = _MAKERS[service](known, Wish(service, situation, knows_phone=True), rng)
    offers = {f"benefit:{wish.what}": answer, "benefit:disabled-living": answer}
    if wish.what == "disabled-care":
        offers = {"benefit:disabled-living": "later", "benefit:disabled-care": "accept"}
    if wish.what == "notice":
        offers = {NOTICE: answer}
    told = {**made.script.answers, "long_care": "0"}
    made = _with(made, service=service, card=card, offers=offers, answers=told)
    return replace(made, row=wish.row, phone_known=True)


def _advice(citizen: Citizen, _: Wish, rng: Random) -> Citizen:
    service, answers = rng.choice(ADVISED)
    made = _drawn(citizen, dict(answers), {}, rng)
    card = {HYGIENE: HOTEL, BUSINESS: SALON, FREIGHT: DRIVER}[service]
    return _with(made, service=service, card=card)


def _drawn(citizen: Citizen, answers: Answers, fields: Answers, rng: Random) -> Citizen:
    """A citizen with a telephone, a language and a card; away, the platform knows nothing."""
    usual = rng.choice(WITH_PHONE if citizen.phone_known else WITH_PHONE + WITHOUT_PHONE)
    return _with(
        citizen,
        answers=answers,
        fields={"f_tel": f"154{rng.randrange(10**8):08d}", **fields},
        pinyin=PINYIN,
        card=AGENT if citizen.is_agent else usual,
        elder=rng.random() < 0.2,
        language="en" if rng.random() < 0.1 else "zh_CN",
        platform="down" if citizen.platform_away else "",
    )


def _with(citizen: Citizen, **changes: object) -> Citizen:
    return replace(citizen, script=replace(citizen.script, **changes))  # type: ignore[arg-type]


_MAKERS: Final[dict[str, Callable[[Citizen, Wish, Random], Citizen]]] = {
    HYGIENE: _hygiene,
    BUSINESS: _business,
    FREIGHT: _freight,
    COPIES: _copies,
    OWN_CASES: _own_cases,
    BUNDLE: _bundle,
    BENEFIT: _benefit,
    ADVICE: _advice,
    LICENCE_CHECK: _licence,
}
