# SPDX-License-Identifier: Apache-2.0
"""Whom this kiosk believes about licences, offline: its key list and the revocations beside it.

Read at each check: what somebody brings on a stick counts from then on.
"""

from pathlib import Path

from certificates.revocation import (
    NOTHING_KNOWN,
    REVOCATION_LIST_NAME,
    RevocationList,
    read_revocation_list,
)
from certificates.trust import KEY_LIST_NAME, TrustList, read_trust_list
from config.settings import KioskSettings


def own_key_list(settings: KioskSettings) -> Path:
    """Where the key list of this kiosk lies, whether it is there or not."""
    if settings.signing.key_folder:
        return Path(settings.signing.key_folder) / KEY_LIST_NAME
    return settings.kiosk.data_dir / "signing" / KEY_LIST_NAME


def believed(key_list: Path) -> TrustList:
    """The key list; without a file nobody is believed.

    Raises:
        KeyRefusedError: it cannot be read or is none (CONFIG-0701).

    """
    return read_trust_list(key_list) if key_list.exists() else TrustList()


def revoked_beside(key_list: Path) -> RevocationList:
    """The revocation list that lies beside a key list; without one nothing is known.

    Raises:
        KeyRefusedError: it cannot be read or is none (CONFIG-0701).

    """
    path = key_list.with_name(REVOCATION_LIST_NAME)
    return read_revocation_list(path) if path.exists() else NOTHING_KNOWN
