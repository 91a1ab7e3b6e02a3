# SPDX-License-Identifier: Apache-2.0
"""What the session keeps of one's own cases (办件查询), and its effects and events; values."""

from dataclasses import dataclass, field
from typing import Final

from devices.identity.record import IdentityRecord
from forms.case_standing import CaseAct, CaseFile
from forms.identity_need import (
    CHIP_DOCUMENTS,
    Assurance,
    DocumentKind,
    IdentityMeans,
    IdentityNeed,
    PersonCheck,
)
from forms.terms import Mark, Provenance

OWN_CASES: Final = "my-cases"
"""Id of the tile by which one's own cases are looked up; no service has it."""

Drawn = tuple[tuple[tuple[float, float, float], ...], ...]
"""A signature: strokes of (x mm, y mm, ms), from the pad's top left corner."""


def need_of_query(means: IdentityMeans) -> IdentityNeed:
    """Whoever asks after cases is known by what a case may be handed in with.

    The person is checked wherever the machine can: what stands in a case is told to its owner.
    """
    return IdentityNeed(
        assurance=(Assurance.CHIP_VERIFIED, Assurance.PLATFORM_VERIFIED),
        documents=tuple(kind for kind in DocumentKind if kind in CHIP_DOCUMENTS),
        person_check=PersonCheck(means.person_check.value),
        provenance=Provenance(Mark.ASSUMED, "个人信息保护法 art. 45: to the person alone"),
    )


@dataclass(frozen=True)
class AppealDraft:
    """An appeal that nobody has lodged yet.

    Attributes:
        answers: question id and option id, in the order given; they lead to its class.
        words: what the citizen adds; may stay empty.

    """

    answers: tuple[tuple[str, str], ...] = ()
    words: str = field(default="", repr=False)


@dataclass(frozen=True)
class CaseVisit:
    """A visit to look after one's own cases.

    Attributes:
        files: the cases of this person, newest first.
        desk: what came of asking the case desk: empty while it works, ``found``, ``none``
            where no desk is configured, or why it gave no answer.
        code: of the desk's failure.
        is_told: whether this machine's own cases are in ``files``.
        picked: number of the case whose page is shown.
        is_slip: the page was opened by a slip alone; it tells how the case stands and no more.
        busy: the act at which the machine works.
        asking: the act that waits for a second touch.
        is_writing: the answer to a correction, or words to an appeal, are being typed.
        appeal: the appeal that is being put together; None outside of its pages.
        is_filed: an appeal of this visit is on disk.
        told: what came of the last act, a word of the page; ``told_code`` of its failure.

    """

    files: tuple[CaseFile, ...] = field(default=(), repr=False)
    desk: str = ""
    code: str = ""
    is_told: bool = False
    picked: str = ""
    is_slip: bool = False
    busy: str = ""
    asking: str = ""
    is_writing: bool = False
    appeal: AppealDraft | None = None
    is_filed: bool = False
    told: str = ""
    told_code: str = ""

    @property
    def case(self) -> CaseFile | None:
        """The case whose page is shown; None while it is being opened."""
        return next((one for one in self.files if one.number == self.picked), None)


# -- effects -----------------------------------------------------------------


@dataclass(frozen=True)
class AskCases:
    """Find this person's cases; ``CasesTold`` answers from disk, then with the desk's word.

    With ``is_here`` only what is on disk is read again.
    """

    visit: int
    record: IdentityRecord = field(repr=False)
    is_here: bool = False


@dataclass(frozen=True)
class OpenSlip:
    """Find the case of a slip by the text of its code; ``SlipOpened`` answers."""

    visit: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class DoInCase:
    """Do something in a case of this person; ``CaseActed`` or ``PaperReady`` answers.

    Attributes:
        act: what.
        reference: of the notice that is answered, or of the result; an appeal's class.
        words: the answer to a notice; empty where papers are brought to the window instead.
        said: what an appeal says, a line each.
        strokes: the signature under an appeal.

    """

    visit: int
    act: CaseAct
    case_number: str
    record: IdentityRecord = field(repr=False)
    reference: str = ""
    words: str = field(default="", repr=False)
    said: tuple[str, ...] = field(default=(), repr=False)
    strokes: Drawn = field(default=(), repr=False)


CaseEffect = AskCases | OpenSlip | DoInCase


# -- events ------------------------------------------------------------------


@dataclass(frozen=True)
class CasesTold:
    """The cases of this person as far as they are known; ``desk`` as of ``CaseVisit``."""

    visit: int
    files: tuple[CaseFile, ...] = field(repr=False)
    desk: str = ""
    code: str = ""


@dataclass(frozen=True)
class SlipShown:
    """A slip of a case was held to the scanner instead of a document."""

    visit: int
    text: str = field(repr=False)


@dataclass(frozen=True)
class SlipOpened:
    """The case of the slip; None where its code leads to none, whatever the reason."""

    visit: int
    file: CaseFile | None = field(repr=False)


@dataclass(frozen=True)
class CaseActed:
    """What came of an act: ``kept`` when it is on disk, else why not; the case as it is now."""

    visit: int
    act: CaseAct
    case_number: str
    outcome: str
    file: CaseFile | None = field(default=None, repr=False)
    code: str = ""


@dataclass(frozen=True)
class PaperReady:
    """A paper of a case is on disk and has not been printed."""

    visit: int
    act: CaseAct
    case_number: str
    paper: str
    sheets: int


CaseEvent = CasesTold | SlipShown | SlipOpened | CaseActed | PaperReady
