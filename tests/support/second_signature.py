# SPDX-License-Identifier: Apache-2.0
"""Seals with a second signature by SM2, and keys for them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from certificates.national import library
from certificates.national.issuing import Span, issue_root, issue_seal
from certificates.national.signed_data import NationalKey
from certificates.settings import SigningSettings
from certificates.signing.backends import SigningDesk
from certificates.verification import Verdict, Verification
from tests.certificates.test_signing import A4_LANDSCAPE, SEAL, page
from tests.support.seal_authority import token_settings
from tests.support.seal_keys import NOW

SPAN = Span(NOW - timedelta(days=1), NOW + timedelta(days=365))
PDF = page(A4_LANDSCAPE)


def settings_in(folder: Path, national: str = "sm2") -> SigningSettings:
    """A demo key folder, with the second signature or without."""
    return SigningSettings(key_folder=str(folder), national=national)


def production(folder: Path) -> SigningSettings:
    """The token ``second``, with its key list in ``folder/keys``."""
    return token_settings(folder / "keys", folder / "pin", "second")


def sealed_by(desk: SigningDesk, pdf: bytes = PDF) -> bytes:
    """A sealed file."""
    return desk.seal.sign(pdf, seal=SEAL, signed_at=NOW)


def second(found: Verification) -> Verdict | None:
    """What the second signature came to."""
    return None if found.national is None else found.national.verdict


def issued(name: str = "seal", span: Span = SPAN) -> tuple[NationalKey, bytes]:
    """A key with its certificate, and the root of it."""
    root_scalar, scalar = library.new_scalar(), library.new_scalar()
    root = issue_root([("common_name", "root")], root_scalar, span)
    point = library.point_of(scalar)
    seal = issue_seal([("common_name", name)], point, (root, root_scalar), span)
    return NationalKey(seal, scalar), root


@contextmanager
def without_botan(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Look for the library under a name that nothing has, while the block runs."""
    with monkeypatch.context() as patched:
        patched.setattr(library, "SO_NAME", "libbotan-of-nobody.so")
        library._botan.cache_clear()
        try:
            yield
        finally:
            library._botan.cache_clear()
