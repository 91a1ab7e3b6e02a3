# SPDX-License-Identifier: Apache-2.0
"""A file that only the maker can open: HPKE (RFC 9180), base mode, of the cryptography library.

Suite: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. The file is one line that names the
format, one with the first 16 hex digits of the SHA-256 of the public key, so that a wrong key
is told before it fails, then what HPKE gives (encapsulated key, ciphertext, tag). Both lines
are the ``info`` of HPKE, hence sealed too. HPKE was chosen over CMS because the library's CMS
has RSA without authentication alone, and over age because that would be another library.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

FORMAT: Final = b"JIBAN-SUPPORT-1"
_SUITE: Final = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_ID_DIGITS: Final = 16


class SealError(ValueError):
    """The key or the file is not what it should be; the message says which, and why."""


def key_digest(key: X25519PublicKey) -> str:
    """SHA-256 of the key, 64 hex digits."""
    return sha256(key.public_bytes_raw()).hexdigest()


def key_id(key: X25519PublicKey) -> str:
    """How the key is called in the files that are sealed to it."""
    return key_digest(key)[:_ID_DIGITS]


def new_pair(private: Path, public: Path) -> str:
    """Make a pair of keys; gives its id.

    Raises:
        SealError: a file is there already, or cannot be written.

    """
    key = X25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    known = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    try:
        private.touch(mode=0o600, exist_ok=False)
        private.write_bytes(pem)
        with public.open("xb") as file:
            file.write(known)
    except OSError as error:
        raise SealError(f"{error.filename}: {error.strerror}") from error
    return key_id(key.public_key())


def public_key_from(path: Path) -> X25519PublicKey:
    """Read the PEM file of a public key.

    Raises:
        SealError: it cannot be read, or is no X25519 key.

    """
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        raise SealError(f"{path} is no public key in PEM: {error}") from error
    if not isinstance(key, X25519PublicKey):
        raise SealError(f"{path} is no X25519 key")
    return key


def private_key_from(path: Path) -> X25519PrivateKey:
    """Read the PEM file of a private key.

    Raises:
        SealError: it cannot be read, is no X25519 key, or has a password.

    """
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as error:
        raise SealError(f"{path} is no private key in PEM: {error}") from error
    if not isinstance(key, X25519PrivateKey):
        raise SealError(f"{path} is no X25519 key")
    return key


def sealed(content: bytes, key: X25519PublicKey) -> bytes:
    """The file for whoever has the other half of ``key``; another one each time."""
    head = FORMAT + b"\n" + key_id(key).encode() + b"\n"
    return head + _SUITE.encrypt(content, key, info=head)


def opened(file: bytes, key: X25519PrivateKey) -> bytes:
    """What was sealed.

    Raises:
        SealError: it is no such file, is sealed to another key, or was changed.

    """
    mark, _, rest = file.partition(b"\n")
    wanted, _, box = rest.partition(b"\n")
    if mark != FORMAT:
        raise SealError("this is no support bundle")
    ours = key_id(key.public_key())
    if wanted.decode("ascii", "replace") != ours:
        raise SealError(f"it is sealed to key {wanted[:_ID_DIGITS]!r}, this is {ours}")
    try:
        return _SUITE.decrypt(box, key, info=mark + b"\n" + wanted + b"\n")
    except (InvalidTag, ValueError) as error:
        raise SealError("it was changed, or cut short") from error
