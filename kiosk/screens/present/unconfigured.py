# SPDX-License-Identifier: Apache-2.0
"""The page of a kiosk that has no configuration: what to mend, where, and into what."""

from collections.abc import Sequence
from typing import Final

from config.explained import explained
from config.faults import load_faults
from config.places import Problem
from kiosk.screens.present.words import Site, Words
from kiosk.screens.texts import Texts
from kiosk.screens.views import OutOfServiceView, Screen
from kiosk.screens.views_staff import MendRow
from kiosk.session.states import State

NO_CONFIGURATION: Final = "CONFIG-0704"
MOST: Final = 3
"""Places that are shown at once; a technician mends these and sees the next ones."""
_LONGEST: Final = 160


def unconfigured(problems: Sequence[Problem], language: str) -> Screen:
    """What a citizen does now, and what a technician mends; needs no setting at all."""
    site = Site(machine="", authority="", phone="", window="", is_sample=False)
    words = Words(Texts(language), load_faults(), site)
    _, now, elsewhere = words.fault(NO_CONFIGURATION)  # what happened is the title
    rows = tuple(_row(one, words) for one in problems[:MOST])
    more = tuple(_more(len(problems) - shown, words) for shown in range(1, len(rows) + 1))
    view = OutOfServiceView(
        title=words("out.mend_title"),
        message=words.joined(now, elsewhere),
        since="",
        contact="",
        machine="",
        code=NO_CONFIGURATION,
        checked=words("out.mend_after"),
        mend=rows,
        more=more,
    )
    return Screen(State.OUT_OF_SERVICE.value, view, language=language)


def _more(left: int, words: Words) -> str:
    if left == 0:
        return ""
    return words.joined(words("out.mend_more", count=left), words("out.mend_all"))


def _row(problem: Problem, words: Words) -> MendRow:
    """One thing to mend; a known key is told in the page's language, with its range."""
    place = problem.where
    if problem.line:
        place = words("out.mend_line", file=problem.where, line=problem.line)
    told = explained(problem.key, words.language)
    if told is None:
        return MendRow(problem.key or place, place if problem.key else "", _short(problem.what))
    allowed = words("out.mend_allowed", allowed=told.allowed)
    remedy = f"{_short(problem.what)}\n{allowed}" if words.language != "en" else ""
    return MendRow(f"{told.key}  {told.meaning}", place, remedy or _short(problem.what))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _LONGEST else f"{sentence[: _LONGEST - 1]}…"
