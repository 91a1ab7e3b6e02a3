# SPDX-License-Identifier: Apache-2.0
"""The demo key of the second signature: folder ``sm2`` in the key folder, made at first use.

Its certificate says 样本 and ``keys.json`` marks its root as demo. As with the first key, the
root's private key is thrown away after one signature, and the folder appears whole or not at
all; the key list is mended at each opening, should power have gone between the two.
"""

import os
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from asn1crypto import pem

from certificates.errors import KeyRefusedError
from certificates.national.issuing import (
    Span,
    chain_of,
    issue_root,
    issue_seal,
    point_certified,
    says,
)
from certificates.national.keys import MALFORMED, KeyFileError, private_pem, read_private
from certificates.national.library import Sm2Error, Sm2MissingError, new_scalar, point_of
from certificates.national.signed_data import NationalKey
from certificates.signing.key_folder import DEMO_MARK, sync_folder, write_new
from certificates.trust import (
    CONFIGURATION_INVALID,
    KEY_LIST_NAME,
    PdfRoot,
    TrustList,
    encode_trust_list,
)

FOLDER: Final = "sm2"
_LIFETIME: Final = timedelta(days=3652)
_SKEW: Final = timedelta(days=1)
_KEY: Final = "seal-key.pem"
_CERTIFICATE: Final = "seal.pem"
_ROOT: Final = "seal-root.pem"


def open_national(
    key_folder: Path, trust: TrustList, *, now: datetime
) -> tuple[NationalKey, TrustList]:
    """Open the demo key, which is made if it is missing; the key list then names its root.

    Args:
        key_folder: the folder of the first key, with its key list.
        trust: that key list.
        now: with a time zone; a new certificate is valid for ten years from here.

    Returns:
        The key, and the key list as it is now.

    Raises:
        KeyRefusedError: the extra is not installed; a key that is no demo key, or not valid
            now; a damaged folder (CONFIG-0701).

    """
    try:
        return _opened(key_folder, trust, now)
    except (Sm2MissingError, KeyFileError) as error:
        raise _refused(str(error)) from error
    except OSError as error:
        raise _refused(f"{key_folder / FOLDER} cannot be used: {error.strerror}") from error
    except (Sm2Error, *MALFORMED) as error:
        raise _refused(f"{key_folder / FOLDER} is damaged: {type(error).__name__}") from error


def _opened(key_folder: Path, trust: TrustList, now: datetime) -> tuple[NationalKey, TrustList]:
    folder = key_folder / FOLDER
    if not folder.is_dir():
        _make(folder, now)
    scalar = read_private(folder / _KEY)
    certificate, root = (_certificate(folder / name) for name in (_CERTIFICATE, _ROOT))
    if not says(certificate, DEMO_MARK):
        raise _refused(f"backend file takes only a demo key, {folder} holds another")
    if point_of(scalar) != point_certified(certificate):
        raise _refused(f"{_KEY} and {_CERTIFICATE} in {folder} do not belong together")
    if not chain_of(certificate, [root], at=now).is_in_time:
        raise _refused(f"the certificate in {folder} is not valid now, or not of its root")
    return NationalKey(certificate, scalar), _with_root(key_folder, trust, root)


def _with_root(key_folder: Path, trust: TrustList, root: bytes) -> TrustList:
    """Put the root on the key list, in one step, where it is not yet."""
    if any(listed.certificate == root for listed in trust.sm2_roots):
        return trust
    longer = replace(trust, sm2_roots=(*trust.sm2_roots, PdfRoot(root, is_demo=True)))
    descriptor, name = tempfile.mkstemp(prefix=f".{KEY_LIST_NAME}-", dir=key_folder)
    with os.fdopen(descriptor, "wb") as file:
        file.write(encode_trust_list(longer))
        file.flush()
        os.fsync(file.fileno())
    Path(name).replace(key_folder / KEY_LIST_NAME)
    sync_folder(key_folder)
    return longer


def _make(folder: Path, now: datetime) -> None:
    unfinished = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _write_keys(unfinished, now)
        unfinished.rename(folder)
    except OSError:
        if not (folder / _KEY).exists():  # somebody else was first: theirs counts
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _write_keys(folder: Path, now: datetime) -> None:
    span = Span(now - _SKEW, now - _SKEW + _LIFETIME)
    root_scalar, scalar = new_scalar(), new_scalar()
    root = issue_root(_name("样本根证书 SM2"), root_scalar, span)
    seal = issue_seal(_name("样本电子印章 SM2"), point_of(scalar), (root, root_scalar), span)
    write_new(folder / _KEY, private_pem(scalar))
    write_new(folder / _CERTIFICATE, pem.armor("CERTIFICATE", seal))
    write_new(folder / _ROOT, pem.armor("CERTIFICATE", root))
    sync_folder(folder)


def _name(common_name: str) -> tuple[tuple[str, str], ...]:
    return (
        ("country_name", "CN"),
        ("organization_name", f"{DEMO_MARK} 无法律效力"),
        ("common_name", common_name),
    )


def _certificate(path: Path) -> bytes:
    _, _, content = pem.unarmor(path.read_bytes())
    return bytes(content)


def _refused(detail: str) -> KeyRefusedError:
    return KeyRefusedError(CONFIGURATION_INVALID, detail)
