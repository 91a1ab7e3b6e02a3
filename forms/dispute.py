# SPDX-License-Identifier: Apache-2.0
"""“This is wrong” (信息有误): what a citizen may say of a called value, and the record of it.

A value from a certificate, the card or a base is never edited, and a paper that was fetched is
used or not. Whoever says that it is wrong gets a correction slip (纠错单) for the office that
issued the document or keeps the record, and the value is not used.
"""

from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Final

from certificates.certificate_types import IDENTITY_CARD
from forms.field_values import Source
from forms.terms import Provenance
from forms.text import Text
from forms.yaml_file import read_checked

DISPUTES_FOLDER: Final = "_disputes"
DISPUTES_FILE: Final = "reasons.yaml"
CARD_ROLE: Final = IDENTITY_CARD.key
"""The role under which the document that was read is disputed as a whole."""


class DisputeReason(Enum):
    """What is wrong with it (有误的情形); a closed set, which the journal may tell."""

    NOT_MINE = "not_mine"
    OUTDATED = "outdated"
    MISSPELT = "misspelt"
    OTHER = "other"


@dataclass(frozen=True)
class DisputeChoice:
    """One reason to touch.

    ``rejects_document`` says that with it no value of the document is used any more;
    ``keeps_text`` that the right value is written by mending the one shown.
    """

    reason: DisputeReason
    text: Text
    provenance: Provenance
    example: Text | None = None
    rejects_document: bool = False
    keeps_text: bool = False


@dataclass(frozen=True)
class RecordOffice:
    """Who keeps a record that names no office itself (登记机关), and so may correct it.

    ``record`` is a base's word, or ``materials`` for the library of earlier papers.
    """

    record: str
    name: Text
    office: Text
    provenance: Provenance


@dataclass(frozen=True)
class DisputeRules:
    """The file of reasons, in the order in which they are shown, and who keeps which record."""

    reasons: tuple[DisputeChoice, ...] = ()
    offices: tuple[RecordOffice, ...] = ()


@dataclass(frozen=True)
class Dispute:
    """One value or document that the citizen says is wrong (信息有误); content hides in logs.

    Attributes:
        subject: id of the field, or the role of a whole document.
        role: the certificate's role, ``CARD_ROLE`` for the card, the word of a base, or
            ``paper_role`` of an earlier paper or of another office's proof.
        reason: what is wrong.
        said: the words that were touched.
        source: ``CERTIFICATE``, ``CARD``, ``BASE_DATA`` or ``MATERIAL``.
        document: printed name of certificate, base or paper; empty for the card, whose kind the
            case says.
        number: number of the document; of a paper its identifier or ticket.
        label: what the value is called on it, the part of the card, or the fact of the base;
            empty for the whole.
        shown: the value as it stands there; empty for the whole.
        authority: who issued the document or keeps the record, and so who may correct it; empty
            if unknown.
        is_whole: nothing of the document is used any more.

    """

    subject: str
    role: str
    reason: DisputeReason
    said: Text
    source: Source
    document: str = ""
    number: str = field(default="", repr=False)
    label: str = ""
    shown: str = field(default="", repr=False)
    authority: str = ""
    is_whole: bool = False

    def hits(self, role: str, label: str) -> bool:
        """Whether it is about what stands under ``label`` of the document of ``role``."""
        return self.role == role and (self.is_whole or self.label == label)


def paper_role(supply: str, material: str) -> str:
    """The role of a paper that was fetched: ``supply`` is reused or issued_online.

    >>> paper_role("reused", "M5")
    'reused-M5'
    """
    return f"{supply}-{material}"


def load_dispute_rules(folder: Path) -> DisputeRules:
    """Read reasons and offices of a catalogue folder; none where it has no such file.

    Raises:
        CatalogueError: the file cannot be read or breaks the schema; the text names the key.

    """
    file = folder / DISPUTES_FOLDER / DISPUTES_FILE
    if not file.exists():
        return DisputeRules()
    return read_checked(file, DisputeRules, schema_in=folder)
