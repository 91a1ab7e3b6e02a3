# SPDX-License-Identifier: Apache-2.0
"""What the pages of one's own cases show, as plain values."""

from dataclasses import dataclass

from kiosk.screens.parts import Choice


@dataclass(frozen=True)
class CaseCard:
    """One case in the list; ``tone`` is done, owed, stop or open: shape and colour."""

    id: str
    title: str
    standing: str
    tone: str
    detail: str
    """Its number and the day on which it was handed in."""


@dataclass(frozen=True)
class CasesView:
    """The cases of one person, newest first."""

    title: str
    help: str
    cards: tuple[CaseCard, ...]
    empty: str
    """What to do where there is none; else empty."""
    note: str
    """That the authority is being asked, or gave no answer."""
    code: str


@dataclass(frozen=True)
class CaseRow:
    """Something that is told of a case; ``tone`` as of ``CaseCard``."""

    label: str
    text: str
    tone: str


@dataclass(frozen=True)
class CaseView:
    """One case: how it stands, what can be done, its history; ``acts`` are touched."""

    title: str
    remark: str
    """Its number."""
    rows: tuple[CaseRow, ...]
    acts: tuple[Choice, ...]
    code: str
    """Of a fault that is told among the rows."""


@dataclass(frozen=True)
class AppealView:
    """An appeal: a question, the keyboard, or the last look."""

    id: str
    """The question's id in the catalogue, ``words`` or ``review``."""
    title: str
    kind: str
    """``choose``, ``write`` or ``review``."""
    lead: str
    remark: str
    """Number of the case that it is about."""
    options: tuple[Choice, ...]
    rows: tuple[CaseRow, ...]
    """What will be lodged, what is done about it, and what it does not do."""


@dataclass(frozen=True)
class CorrectionView:
    """What is to be corrected, and the ways to answer, or the keyboard."""

    title: str
    kind: str
    """``choose`` or ``write``."""
    asked: str
    remark: str
    """Until when."""
    options: tuple[Choice, ...]


OwnCasesView = CasesView | CaseView | CorrectionView | AppealView
"""What the pages of one's own cases show."""
