# SPDX-License-Identifier: Apache-2.0
"""veraPDF finds every kind of document valid, as rendered and as sealed, at every level."""

from datetime import datetime
from pathlib import Path

import pikepdf
import pytest

from certificates.elements import Paragraphs, Template, Value
from certificates.placing import value_names
from certificates.rendering.seal import SealArtwork
from certificates.signing.backends import open_signing
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import open_keys
from certificates.signing.pades import PadesSigner, Seal
from kiosk.clock import SystemClock
from tests.support.documents import (
    AUTHORITY,
    CATALOGUE,
    LICENCE,
    LICENCE_VALUES,
    rendered,
    renderer,
    shipped,
)
from tests.support.seal_authority import fill_token, running_authority, token_settings
from tests.support.second_signature import settings_in
from tests.support.verapdf import failed_rules

RARE = "张𠮷𬭚䶮㸆𰻝·阿卜"
TEMPLATES = sorted(
    [*CATALOGUE.glob("*/faces/*.yaml"), *(CATALOGUE / "_documents").glob("*.yaml")]
)


def filled(template: Template) -> dict[str, Value]:
    """A value for every name: rare characters, and paragraphs where paragraphs are expected."""
    lists = {
        piece.value
        for element in (*template.elements, *template.running)
        if isinstance(element, Paragraphs)
        for piece in element.flow
        if piece.value
    }
    return {
        name: (f"甲、{RARE}", "乙、第二段") if name in lists else RARE
        for name in value_names(template)
    }


def sealed(signer: PadesSigner, pdf: bytes, at: datetime) -> bytes:
    artwork = renderer().seal_artwork(SealArtwork(AUTHORITY, "样本", 42.0))
    seal = Seal("Seal1", 0, 20.0, 20.0, 42.0, 42.0, artwork)
    return signer.sign(pdf, seal=seal, signed_at=at)


@pytest.mark.slow
def test_every_document_follows_pdf_a(tmp_path: Path) -> None:
    """One run of the judge for all of them: it takes a second to begin."""
    now = SystemClock().now().replace(microsecond=0)
    pdfs = {}
    demo = FileSigner(open_keys(tmp_path / "signing", now=now))
    for path in TEMPLATES:
        name = f"{path.parent.parent.name}/{path.stem}"
        pdfs[name] = rendered(path, filled(shipped(path)))
        pdfs[f"{name}, sealed"] = sealed(demo, pdfs[name], now)
    licence = rendered(LICENCE, LICENCE_VALUES)
    twice = open_signing(settings_in(tmp_path / "signing"), now=now)
    pdfs["licence with a second signature"] = sealed(twice.seal, licence, now)
    with running_authority() as authority:
        fill_token("judged", authority, seal="seal", qr="qr")
        settings = token_settings(
            authority.key_folder(tmp_path / "keys"), tmp_path / "pin", "judged"
        )
        for level in ("B-B", "B-T", "B-LTA"):
            desk = open_signing(settings.at_level(level, authority.timestamp_url), now=now)
            pdfs[f"licence at {level}"] = sealed(desk.seal, licence, now)
    assert len(pdfs) == 2 * len(TEMPLATES) + 4
    assert failed_rules(pdfs, tmp_path, profile="2u") == {}


def test_the_judge_can_fail(tmp_path: Path) -> None:
    """A file without its output intent and its metadata is named with the rules it breaks."""
    good = rendered(LICENCE, LICENCE_VALUES)
    path = tmp_path / "bad.pdf"
    path.write_bytes(good)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        del document.Root.OutputIntents
        del document.Root.Metadata
        document.save(path)
    broken = failed_rules({"good": good, "bad": path.read_bytes()}, tmp_path, profile="2u")
    assert broken.keys() == {"bad"}
    assert "6.6.2.1-1" in broken["bad"].split()
