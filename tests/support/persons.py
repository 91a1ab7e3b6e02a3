# SPDX-License-Identifier: Apache-2.0
"""Files of persons who do not exist, for the benefits: seeded, division 439900.

The shares are made up so that every outcome occurs: about one in ten has a disability card,
every ninth is over eighty, facts are blank here and there.
"""

import random
from collections.abc import Iterator
from pathlib import Path

COLUMNS = (
    "person", "alive", "birth", "hukou_division", "disability_card", "disability_grade",
    "disability_kind", "long_care", "low_income", "borderline", "destitute", "orphan",
    "injury_care", "other_living", "other_care", "draws_living", "draws_care", "draws_age",
)  # fmt: skip
KINDS = ("视力", "听力", "言语", "肢体", "智力", "精神", "多重")


def persons(count: int, seed: int) -> Iterator[str]:
    """The lines of a file, its heading first, without line ends."""
    chance = random.Random(seed)
    yield ",".join(COLUMNS)
    for number in range(count):
        yield ",".join(_person(chance, number))


def write_persons(path: Path, count: int, seed: int) -> None:
    """Write a whole file, line by line."""
    with path.open("w", encoding="utf-8") as stream:
        stream.writelines(f"{line}\n" for line in persons(count, seed))


def _person(chance: random.Random, number: int) -> list[str]:
    def maybe(share: float) -> str:
        """Yes with this share; now and then nobody knows."""
        roll = chance.random()
        return "" if roll > 0.97 else str(int(roll < share))

    year = chance.randint(1921, 1946) if chance.random() < 0.11 else chance.randint(1947, 2026)
    birth = f"{year}{chance.randint(1, 10):02}{chance.randint(1, 28):02}"
    division = "439900" if chance.random() < 0.9 else "439800"
    disabled = chance.random() < 0.1
    card = ("1", str(chance.randint(1, 4)), chance.choice(KINDS)) if disabled else ("0", "", "")
    if chance.random() < 0.02:
        card = ("", "", "")
    shares = (0.5, 0.1, 0.03, 0.02, 0.01, 0.02, 0.05, 0.03)
    over_eighty = year <= 1946
    return [
        f"439900{birth}{number % 10_000:04}"[:17] + "A",  # no check character: nobody's number
        "0" if chance.random() < 0.01 else "1",
        birth,
        f"{division}{chance.randint(1, 20):03}{chance.randint(1, 30):03}",
        *card,
        *(maybe(share) for share in shares),
        maybe(0.6 if disabled else 0.0),
        maybe(0.5 if disabled else 0.0),
        maybe(0.8 if over_eighty else 0.0),
    ]
