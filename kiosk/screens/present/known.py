# SPDX-License-Identifier: Apache-2.0
"""By what a person is known, in words: documents, the ways to show them, and short names."""

from devices.identity.record import Assurance, CardKind, SourceKind
from forms.identity_need import CHIP_DOCUMENTS, DocumentKind, IdentityProof
from kiosk.screens.present.words import Words
from kiosk.session.session import Session


def short_name(source: SourceKind, document: DocumentKind, words: Words) -> str:
    """What a chip calls the document: 身份证, 居住证, 身份码."""
    is_card = source in {SourceKind.SAM_SERIAL, SourceKind.SSCARD_PCSC}
    return words(f"known.{document.value}" if is_card else "known.qr_token")


def other_than_usual(proof: IdentityProof | None, words: Words) -> str:
    """What a chip calls the document, where it is not the resident's card; else empty."""
    if proof is None:
        return ""
    is_usual = (proof.source, proof.document) == (SourceKind.SAM_SERIAL, DocumentKind.RESIDENT)
    return "" if is_usual else short_name(proof.source, proof.document, words)


def document_name(source: SourceKind, kind: CardKind, words: Words) -> str:
    """What was shown, by its whole name."""
    return short_name(source, DocumentKind.of(kind), words)


def documents_of(session: Session, words: Words) -> str:
    """All that does for the chosen service at this kiosk, as one phrase; empty without one."""
    if session.item is None and session.cases is None:
        return ""
    names: list[str] = []
    for way in session.accepted_ways:
        names += _shown_by(way, session.identity.documents, words)
    return one_of(names, words)


def ways_of(session: Session, words: Words) -> str:
    """The ways to identify oneself for the chosen service, as one short phrase."""
    return one_of([words(f"way.{way.value}_short") for way in session.accepted_ways], words)


def one_of(names: list[str], words: Words) -> str:
    """Several names as a phrase, each once: 甲、乙或丙; there is at least one."""
    *first, last = dict.fromkeys(names)
    if not first:
        return last
    return words("document.and").join(first) + words("document.or") + last


def _shown_by(
    way: SourceKind, documents: tuple[DocumentKind, ...], words: Words
) -> tuple[str, ...]:
    """Names of what one way takes, of the documents that the service accepts."""
    if way.assurance is Assurance.PLATFORM_VERIFIED:
        return (words("document.qr_token"),)
    is_chip = way.assurance is Assurance.CHIP_VERIFIED
    taken = CHIP_DOCUMENTS if is_chip else {DocumentKind.SOCIAL_SECURITY}
    return tuple(words(f"document.{one.value}") for one in documents if one in taken)
