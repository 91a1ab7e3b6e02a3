# SPDX-License-Identifier: Apache-2.0
"""Demo and production keys are never mixed: judged by the key folder alone, without a token.

The backends judge again, and the certificates with it, when they open their keys; this is what
can be said before anything is started, when a configuration is checked or applied.
"""

from pathlib import Path

from certificates.errors import KeyRefusedError
from certificates.settings import SigningSettings
from certificates.trust import CONFIGURATION_INVALID, KEY_LIST_NAME, TrustList, read_trust_list


def check_key_folder(settings: SigningSettings) -> None:
    """Refuse a demo key under a production backend, and the reverse.

    A folder that is not there yet is nobody's: ``file`` makes it at first use.

    Args:
        settings: ``key_folder`` is a path, never empty.

    Raises:
        KeyRefusedError: the folder holds keys of the other kind, or its list cannot be read.

    """
    if settings.backend != "file":
        check_production_folder(settings)
        return
    listed = Path(settings.key_folder) / KEY_LIST_NAME
    if listed.exists() and not all(_marks(read_trust_list(listed))):
        raise _refused(f"backend file takes only a demo key, {listed} names another")


def check_production_folder(settings: SigningSettings) -> TrustList:
    """Return the key list of a production backend's folder.

    Raises:
        KeyRefusedError: a key file lies there, or the list names a demo key or is none.

    """
    folder = Path(settings.key_folder)
    trust = read_trust_list(folder / KEY_LIST_NAME)
    if any([*folder.glob("*-key.pem"), *folder.glob("sm2/*-key.pem")]):
        raise _refused(f"backend {settings.backend} refuses the key file in {folder}")
    if any(_marks(trust)):
        raise _refused(f"the key list in {folder} names a demo key")
    return trust


def _marks(trust: TrustList) -> list[bool]:
    """Of every key and root, whether it is a demo key's."""
    roots = (*trust.pdf_roots, *trust.sm2_roots)
    return [key.is_demo for key in trust.qr_keys] + [root.is_demo for root in roots]


def _refused(detail: str) -> KeyRefusedError:
    return KeyRefusedError(CONFIGURATION_INVALID, detail)
