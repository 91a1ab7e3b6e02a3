# SPDX-License-Identifier: Apache-2.0
"""Which earlier paper may stand in for a material (材料复用), and why another may not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from certificates.earlier_material import EarlierMaterial
from forms.reuse_rules import ReuseTerm


class ReuseObjection(Enum):
    """Why an earlier paper does not count; the words of screen and journal."""

    OTHER_HOLDER = "other_holder"
    OTHER_TYPE = "other_type"
    OTHER_VERSION = "other_version"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    TOO_OLD = "too_old"


@dataclass(frozen=True)
class ReuseCase:
    """Whose case it is, and the day on which an earlier paper must count."""

    holder_code: str
    today: date


def objection_to(
    paper: EarlierMaterial, term: ReuseTerm, case: ReuseCase
) -> ReuseObjection | None:
    """Say why the paper does not count; None where it does.

    Whose it is is judged first, and of another's paper nothing else is told. The last day
    counts, and so does the day on which it has exactly the greatest age.
    """
    if paper.holder_code != case.holder_code:
        return ReuseObjection.OTHER_HOLDER
    if paper.type_code != term.type_code:
        return ReuseObjection.OTHER_TYPE
    if paper.version != term.version:
        return ReuseObjection.OTHER_VERSION
    if paper.submitted_on > case.today:
        return ReuseObjection.NOT_YET
    if paper.valid_until is not None and paper.valid_until < case.today:
        return ReuseObjection.EXPIRED
    if case.today - paper.submitted_on > timedelta(days=term.max_age_days):
        return ReuseObjection.TOO_OLD
    return None


def best_paper(
    papers: Iterable[EarlierMaterial], term: ReuseTerm, case: ReuseCase
) -> EarlierMaterial | ReuseObjection | None:
    """Give the newest paper that counts; else why the newest does not; None for no paper.

    A library may answer for several materials at once: papers of other types are not looked at.
    """
    listed = sorted(papers, key=lambda paper: paper.submitted_on, reverse=True)
    of_type = [paper for paper in listed if paper.type_code == term.type_code]
    for paper in of_type:
        if objection_to(paper, term, case) is None:
            return paper
    if not of_type:
        return None
    return objection_to(of_type[0], term, case)
