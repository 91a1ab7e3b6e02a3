# SPDX-License-Identifier: Apache-2.0
"""Keys of the seal for tests, and the same keys as a production list would name them."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from certificates.signing.key_folder import SealKeys, open_keys
from certificates.trust import KEY_LIST_NAME, TrustList, encode_trust_list

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
"""When the keys of tests are made, and most papers sealed."""


def as_production(keys: SealKeys) -> TrustList:
    """The same keys, listed as if they were no demo keys."""
    return TrustList(
        tuple(replace(key, is_demo=False) for key in keys.trust.qr_keys),
        tuple(replace(root, is_demo=False) for root in keys.trust.pdf_roots),
    )


def production_folder(folder: Path) -> Path:
    """A key folder as a production backend wants it: a list without demo keys, and no key."""
    with TemporaryDirectory() as name:
        keys = open_keys(Path(name) / "keys", now=NOW)
    folder.mkdir(parents=True)
    (folder / KEY_LIST_NAME).write_bytes(encode_trust_list(as_production(keys)))
    return folder
