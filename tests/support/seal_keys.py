# SPDX-License-Identifier: Apache-2.0
"""Keys of the seal for tests, and the same keys as a production list would name them."""

from dataclasses import replace
from datetime import UTC, datetime

from certificates.signing.key_folder import SealKeys
from certificates.trust import TrustList

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
"""When the keys of tests are made, and most papers sealed."""


def as_production(keys: SealKeys) -> TrustList:
    """The same keys, listed as if they were no demo keys."""
    return TrustList(
        tuple(replace(key, is_demo=False) for key in keys.trust.qr_keys),
        tuple(replace(root, is_demo=False) for root in keys.trust.pdf_roots),
    )
