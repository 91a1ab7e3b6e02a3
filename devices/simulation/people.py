# SPDX-License-Identifier: Apache-2.0
"""Valid persons whom nobody bore: the same seed and kind always give the same one.

Nobody real can be met. Residents have division 439900, which GB/T 2260 does not know. Numbers
of residence permits (division 810000, 820000, 830000) have a sequence from 996 to 999, kept for
people over a hundred when numbers grew to 18 digits. Foreigners are citizens of countries that
ISO 3166-1 leaves to its users (XAA to XZZ, 900 to 999), or of the ICAO's Utopia.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

NATIONS: Final = (*(f"{code:02d}" for code in range(1, 57)), "97", "98", "99", "81")
"""Codes of GB/T 3304, and two that are outside of it: cards carry such."""

_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
_GIVEN: Final = "秋美建国桂珍晓兰文斌玉芬开元志强春燕海波雪梅永康思远嘉禾子轩雨桐若水清泉"
_RARE: Final = "㐂㛃䶮𠮷𡋣𢍰𣲗𤧛𥻗𨱏𩾌𬭚𬬻"
_PRIVATE: Final = "\ue81e\ue826\ue843\ue864\ue816\ue831\ue855\ue78d\ue000\uf8ff\U000f0001"
"""Code points of GB 18030-2005 that have become standard, and three that never will."""

_SYLLABLES: Final = (
    "阿",
    "依",
    "古",
    "丽",
    "买",
    "提",
    "艾",
    "山",
    "江",
    "热",
    "合",
    "曼",
    "布",
)
_DOTS: Final = "\u00b7\u00b7\u00b7\u00b7\u2022\u30fb\uff0e"
_STREETS: Final = (
    "秋水路",
    "文源路",
    "老街",
    "滨江大道",
    "𣲗水巷",
    "民族团结大道北段",
    "\ue82b家巷",
)
_ROMAN: Final = ("CHAN", "WONG", "LEE", "HO", "MA", "TAI", "MAN", "SIU", "WAI", "KA", "YAN")
_FOREIGN: Final = (
    *("ANNA", "O'BRIEN", "SMITH-JONES", "MUHAMMAD", "IBN", "MARIA", "DE", "LOS", "ANGELES"),
    *("WOLFESCHLEGELSTEINHAUSEN", "LI", "NOUR", "EKATERINA", "VAN", "DER", "BERG", "JOÃO"),
)
_WEIGHTS: Final = tuple(pow(2, 17 - place, 11) for place in range(17))
_PERMITS: Final = {"810000": "H", "820000": "M", "830000": ""}
_YOUNGEST: Final = date(2024, 1, 1)
_OLDEST: Final = date(1920, 1, 1)
_TERMS: Final = ((16, 5), (26, 10), (46, 20), (999, 0))
"""Below which age how many years; 0 is no end."""

_LONG_TERM: Final = "长期"


@dataclass(frozen=True, repr=False)
class GeneratedPerson:
    """One person: texts as in ``config/simulation/persons.yaml``, and added addresses."""

    kind: str
    texts: Mapping[str, str]
    added: tuple[str, ...] = ()


def generated_person(seed: str, kind: str = "") -> GeneratedPerson:
    """Make the person of ``seed``.

    Args:
        seed: any text.
        kind: key of ``devices.simulation.sam_card.KINDS``; left out, the seed draws it.

    Raises:
        ValueError: no such kind.

    """
    kind = kind or Random(seed).choice(list(_MAKERS))  # noqa: S311  # no secret
    if kind not in _MAKERS:
        message = f"no kind of person is called {kind}; there are: {', '.join(_MAKERS)}"
        raise ValueError(message)
    rng = Random(f"{kind} {seed}")  # noqa: S311
    texts = {"kind": kind, **_MAKERS[kind](rng)}
    may_move = "address" in texts
    added = [_address(rng) for _ in range(rng.choice((0, 0, 0, 1, 2, 4)))] if may_move else []
    return GeneratedPerson(kind, texts, tuple(added))


def person_named(name: str) -> GeneratedPerson | None:
    """Make the person called ``generated:SEED[:KIND]``; None for names of another form.

    Raises:
        ValueError: no such kind.

    """
    if not name.startswith("generated:"):
        return None
    _, seed, kind = [*name.split(":", 2), ""][:3]
    return generated_person(seed, kind)


def _resident(rng: Random) -> dict[str, str]:
    birth, sex = _day(rng, _OLDEST, _YOUNGEST), _sex(rng)
    return {
        "name": _chinese_name(rng),
        "sex": sex,
        "nation": rng.choice(NATIONS),
        "birth": f"{birth:%Y%m%d}",
        "address": _address(rng),
        "number": _eighteen(f"439900{birth:%Y%m%d}{_sequence(rng, sex, range(1, 996)):03d}"),
        "issuing_authority": "虚构市公安局示例分局",
        **_validity(rng, birth),
    }


def _hmt(rng: Random) -> dict[str, str]:
    birth, sex = _day(rng, _OLDEST, _YOUNGEST), _sex(rng)
    region = rng.choice(list(_PERMITS))
    body = f"{region}{birth:%Y%m%d}{_sequence(rng, sex, range(996, 1000)):03d}"
    return {
        "name": rng.choice((_chinese_name, _roman_name))(rng),
        "sex": sex,
        "birth": f"{birth:%Y%m%d}",
        "address": _address(rng),
        "number": _eighteen(body),
        "issuing_authority": "虚构市公安局示例分局",
        **_years(rng, birth, 5),
        "travel_permit": f"{_PERMITS[region]}{rng.randrange(10**8):08d}",
        "issue_count": f"{rng.randrange(1, 20):02d}",
    }


def _foreign_2017(rng: Random) -> dict[str, str]:
    birth, nationality = _day(rng, _OLDEST, date(2023, 1, 1)), _nationality(rng)
    body = f"{nationality}4399{birth:%y%m%d}{rng.randrange(10)}"
    return {
        "english_name": _english_name(rng, 60),
        "sex": _sex(rng),
        "number": body + _icao_digit(body),
        "nationality": nationality,
        "name": rng.choice((_chinese_name, _no_name))(rng),
        **_years(rng, birth, 10),
        "birth": f"{birth:%Y%m%d}",
        "card_version": "01",
        "accepting_authority": "4399",
    }


def _foreign_2023(rng: Random) -> dict[str, str]:
    birth = _day(rng, _OLDEST, _YOUNGEST)
    country, sequence = rng.randrange(900, 1000), rng.randrange(1000)
    return {
        "name": rng.choice((_chinese_name, _no_name))(rng),
        "sex": _sex(rng),
        "issue_count": f"{rng.randrange(3):02d}",
        "birth": f"{birth:%Y%m%d}",
        "english_name": _english_name(rng, 46),
        "number": _eighteen(f"943{country}{birth:%Y%m%d}{sequence:03d}"),
        **_years(rng, birth, 10),
        "nationality": _nationality(rng),
        "former_link": rng.choice(("", f"{rng.randrange(1000):03d}")),
    }


_MAKERS: Final = {
    "resident": _resident,
    "foreign-2017": _foreign_2017,
    "foreign-2023": _foreign_2023,
    "hmt": _hmt,
}


def _sex(rng: Random) -> str:
    return rng.choice("1122112209")


def _sequence(rng: Random, sex: str, numbers: range) -> int:
    """Draw a sequence number: odd for a man, even for a woman, any for the other two codes."""
    drawn = [number for number in numbers if sex in "09" or number % 2 == int(sex) % 2]
    return rng.choice(drawn)


def _day(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange((last - first).days))


def _validity(rng: Random, birth: date) -> dict[str, str]:
    """Draw an issue; the term follows the age (居民身份证法 art. 5)."""
    start = _issue(rng, birth)
    age = start.year - birth.year
    return _period(start, next(years for below, years in _TERMS if age < below))


def _years(rng: Random, birth: date, years: int) -> dict[str, str]:
    return _period(_issue(rng, birth), years)


def _issue(rng: Random, birth: date) -> date:
    day = _day(rng, max(birth + timedelta(days=1), date(2006, 1, 1)), date(2026, 1, 1))
    return day.replace(day=min(day.day, 28))


def _period(start: date, years: int) -> dict[str, str]:
    end = f"{start.replace(year=start.year + years):%Y%m%d}" if years else _LONG_TERM
    return {"valid_from": f"{start:%Y%m%d}", "valid_to": end}


def _chinese_name(rng: Random) -> str:
    makers = (_plain_name, _plain_name, _rare_name, _private_name, _dotted_name, _long_name)
    return rng.choice(makers)(rng)


def _plain_name(rng: Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choices(_GIVEN, k=rng.choice((1, 2, 3))))


def _rare_name(rng: Random) -> str:
    return rng.choice(_SURNAMES) + "".join(rng.choices(_RARE, k=rng.choice((1, 2))))


def _private_name(rng: Random) -> str:
    return rng.choice(_SURNAMES) + rng.choice(_PRIVATE) + rng.choice(_GIVEN)


def _dotted_name(rng: Random) -> str:
    dot = rng.choice(_DOTS)
    parts = ("".join(rng.choices(_SYLLABLES, k=rng.choice((2, 3, 4)))) for _ in range(2))
    return dot.join(parts)


def _long_name(rng: Random) -> str:
    """Fill the column to its last unit."""
    parts = ("".join(rng.choices(_SYLLABLES, k=units)) for units in (4, 5, 4))
    return "\u00b7".join(parts)


def _roman_name(rng: Random) -> str:
    return _fitting(rng.choices(_ROMAN, k=3), 15)


def _no_name(rng: Random) -> str:
    del rng  # some foreigners have no Chinese name
    return ""


def _english_name(rng: Random, units: int) -> str:
    """Draw names until they are about as long as wanted, up to a full column."""
    words = rng.choices(_FOREIGN, k=rng.choice((2, 3, 5, 12)))
    name = _fitting([f"{words[0]},", *words[1:]], units)
    return name.ljust(units, rng.choice("AEIO")) if _is_now_and_then(rng) else name


def _fitting(words: list[str], units: int) -> str:
    name = words[0]
    for word in words[1:]:
        if len(name) + 1 + len(word) <= units:
            name = f"{name} {word}"
    return name


def _nationality(rng: Random) -> str:
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return rng.choice(("UTO", f"X{rng.choice(letters)}{rng.choice(letters)}"))


def _address(rng: Random) -> str:
    house = rng.choice((f"{rng.randrange(1, 400)}号", "１８号", "一千二百三十四号"))
    address = f"湖南省虚构市示例区{rng.choice(_STREETS)}{house}"
    if _is_now_and_then(rng):
        return address + "附" * (35 - len(address.encode("utf-16-le")) // 2)
    return address + rng.choice(("", f"{rng.randrange(1, 30)}栋{rng.randrange(101, 2999)}室"))


def _is_now_and_then(rng: Random) -> bool:
    return rng.randrange(5) == 0


def _eighteen(body: str) -> str:
    """Put the check character of ISO 7064 MOD 11-2 behind 17 digits."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return body + "0123456789X"[(12 - total) % 11]


def _icao_digit(body: str) -> str:
    """Give the check digit of ICAO Doc 9303: weights 7, 3, 1, letters from A = 10."""
    values = [
        int(character) if character.isdigit() else ord(character) - 55 for character in body
    ]
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)
