# SPDX-License-Identifier: Apache-2.0
"""A signed package (签名配置包) with a configuration, for machines without a network.

A ZIP file: ``manifest.json``, ``signature.json``, ``kiosk.toml`` and, where a year's holidays
come with it, ``calendar/<year>.yaml``. The manifest names the machines, the package's number
and every file with its SHA-256; the signature is Ed25519 (RFC 8032) over a prefix and the
manifest's bytes. Nothing but these two is looked at before the signature holds.
"""

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from kiosk.configuration.versions import checksum

FORMAT: Final = "jiban-config-package-1"
EVERY_MACHINE: Final = "*"
SITE: Final = "kiosk.toml"
LARGEST_FILE: Final = 1 << 20
LARGEST_PACKAGE: Final = 8 << 20
_MANIFEST: Final = "manifest.json"
_SIGNATURE: Final = "signature.json"
_PREFIX: Final = FORMAT.encode() + b"\n"
_NAMES: Final = re.compile(r"kiosk\.toml|calendar/\d{4}\.yaml")
_TABLE: Final = re.compile(r"^[ \t]*\[[ \t]*kiosk[ \t]*\][^\n]*\n?", re.MULTILINE)
_NUMBERS: Final = 10_000_000
_PACKINGS: Final = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_REFUSED: Final = "CONFIG-0702"


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class PackageRefusedError(Exception):
    """A package that is not applied; nothing was changed (CONFIG-0702).

    Attributes:
        detail: why, for the technician.
        reason: the same as a word: damaged, changed, unknown_key, no_keys, other_machine,
            older, calendar or unread.

    """

    detail: str
    code: str = _REFUSED
    reason: str = "damaged"

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


@dataclass(frozen=True)
class Package:
    """A package whose signature held.

    Attributes:
        number: counts up with each package; an older one is not taken without consent.
        machines: names of the machines it is for; ``*`` is every one.
        site: text of ``kiosk.toml``.
        signer: name of the key in the key list.
        files: further files by path below the data folder.

    """

    number: int
    machines: tuple[str, ...]
    site: str
    signer: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


def is_package(content: bytes) -> bool:
    """Whether a file is a package and no TOML."""
    return content.startswith(b"PK\x03\x04")


def packed(package: Package, key: Ed25519PrivateKey, *, made_at: str) -> bytes:
    """Make and sign a package."""
    contents = {SITE: package.site, **package.files}
    manifest = {
        "format": FORMAT,
        "number": package.number,
        "machines": list(package.machines),
        "made_at": made_at,
        "files": {name: checksum(text.encode()) for name, text in contents.items()},
    }
    said = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True).encode()
    signature = {
        "public_key": key.public_key().public_bytes_raw().hex(),
        "signature": key.sign(_PREFIX + said).hex(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(_MANIFEST, said)
        archive.writestr(_SIGNATURE, json.dumps(signature))
        for name, text in contents.items():
            archive.writestr(name, text.encode())
    return out.getvalue()


def read_keys(path: Path) -> Mapping[str, str]:
    """The keys whose packages are taken: public key, 64 hex digits, to its name.

    The file is JSON: ``{"keys": [{"name": "…", "public_key": "…"}]}``.

    Raises:
        PackageRefusedError: it cannot be read or is no such list.

    """
    try:
        listed = json.loads(path.read_text("utf-8"))["keys"]
        keys = {str(one["public_key"]).lower(): str(one["name"]) for one in listed}
        for key in keys:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
    except OSError as error:
        raise PackageRefusedError(
            f"key list {path}: {error.strerror}", reason="no_keys"
        ) from error
    except (ValueError, KeyError, TypeError) as error:
        raise PackageRefusedError(
            f"{path} is no list of package keys", reason="no_keys"
        ) from error
    return keys


def opened(content: bytes, keys: Mapping[str, str]) -> Package:
    """Open a package whose signature holds under one of ``keys``.

    Raises:
        PackageRefusedError: it is cut, changed, of an unknown key, or holds what it must not.

    """
    if len(content) > LARGEST_PACKAGE:
        raise PackageRefusedError("the package is too large")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read(archive, keys)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        struct.error,
        EOFError,
        KeyError,
        NotImplementedError,
        OSError,
        OverflowError,
        RuntimeError,
        TypeError,
        ValueError,
    ) as error:
        raise PackageRefusedError("the file is damaged or no package") from error


def _read(archive: zipfile.ZipFile, keys: Mapping[str, str]) -> Package:
    names = archive.namelist()
    if len(set(names)) != len(names):
        raise PackageRefusedError("a file is in it twice")
    if any(one.compress_type not in _PACKINGS for one in archive.infolist()):
        raise PackageRefusedError("it is packed in a way that is not taken")
    said = _content(archive, _MANIFEST)
    signer = _signer_of(said, json.loads(_content(archive, _SIGNATURE)), keys)
    manifest = json.loads(said)
    if manifest["format"] != FORMAT:
        raise PackageRefusedError(f"its format is not {FORMAT}")
    listed: dict[str, str] = manifest["files"]
    if set(names) != {*listed, _MANIFEST, _SIGNATURE}:
        raise PackageRefusedError("it does not hold the files that its manifest names")
    if strays := [name for name in listed if not _NAMES.fullmatch(name)]:
        raise PackageRefusedError(f"{strays[0]} cannot come by package to this version")
    texts = {name: _checked(archive, name, digest) for name, digest in listed.items()}
    return Package(
        number=_number(manifest["number"]),
        machines=tuple(str(one) for one in manifest["machines"]),
        site=texts.pop(SITE),
        signer=signer,
        files=texts,
    )


def _signer_of(said: bytes, signed: dict[str, Any], keys: Mapping[str, str]) -> str:
    public = str(signed["public_key"]).lower()
    if public not in keys:
        raise PackageRefusedError(
            f"it is signed by a key that is not listed: {public[:16]}…", reason="unknown_key"
        )
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signed["signature"]), _PREFIX + said)
    except InvalidSignature as error:
        raise PackageRefusedError(
            "its signature does not hold: it was changed", reason="changed"
        ) from error
    return keys[public]


def _content(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise PackageRefusedError(f"{name} is too large")
    return content


def _checked(archive: zipfile.ZipFile, name: str, digest: str) -> str:
    content = _content(archive, name)
    if checksum(content) != digest:
        raise PackageRefusedError(f"{name} is not the file that was signed", reason="changed")
    return content.decode()


def _number(said: object) -> int:
    if not isinstance(said, int) or isinstance(said, bool) or not 0 < said < _NUMBERS:
        raise PackageRefusedError("its number is none")
    return said


def check_order(package: Package, *, machine: str, newest: int, may_be_older: bool) -> None:
    """Refuse a package of another machine, and one that is not newer than the last.

    Raises:
        PackageRefusedError: saying for whom it is, or which one was taken last.

    """
    if EVERY_MACHINE not in package.machines and machine not in package.machines:
        told = ", ".join(package.machines[:5]) or "no machine"
        raise PackageRefusedError(
            f"it is for {told}, and this machine is {machine}", reason="other_machine"
        )
    if package.number <= newest and not may_be_older:
        what = f"it is package {package.number}, and package {newest} was taken already"
        raise PackageRefusedError(
            f"{what}; an older one is taken with --older alone", reason="older"
        )


def for_machine(text: str, own: Sequence[tuple[str, str]]) -> str:
    r"""Return a package's ``kiosk.toml`` with this machine's own keys of ``[kiosk]`` added.

    Args:
        text: as signed; the keys stay as they are where it writes them.
        own: (key, value) that the machine keeps: its name and its data folder.

    >>> for_machine('[kiosk]\ndivision = "439900"\n', [("id", "K-0007")])
    '[kiosk]\nid = "K-0007"\ndivision = "439900"\n'
    """
    lines = "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in own)
    header = _TABLE.search(text)
    if header is None:
        return f"{text.rstrip()}\n\n[kiosk]\n{lines}".lstrip()
    return f"{text[: header.end()]}{lines}{text[header.end() :]}"
