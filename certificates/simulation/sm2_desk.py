# SPDX-License-Identifier: Apache-2.0
"""The platform's side of payloads encrypted by SM2, by the program ``openssl`` and by hand.

Written from the OpenAPI files, not from the client, and with another library than the client's.
``set sm2_folder=DIR`` switches it on; keys missing there it makes: ``platform.pem`` and
``kiosk-key.pem`` are for the kiosk. ``set sm2_form=…`` as ``[platform] payload_form``;
``set sm2=other_key|unsaid_key|changed|clear|rubbish|good`` says what becomes of the answers.
"""

import json
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from shutil import which
from typing import Final

from certificates.simulation.operations import RefusedCallError
from certificates.simulation.troubles import HttpReply

_MOODS: Final = ("good", "other_key", "unsaid_key", "changed", "clear", "rubbish")
_FORMS: Final = ("c1c3c2", "c1c2c3", "asn1")
_PARTIES: Final = ("platform", "kiosk", "stranger")
_POINT: Final = 65
_DIGEST: Final = 32
_LONG: Final = 0x80
_PATIENCE_S: Final = 20.0


class Sm2Desk:
    """Opens what is asked and encrypts what is answered, once it has a folder of keys."""

    knobs: Final = frozenset({"sm2", "sm2_folder", "sm2_form"})

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Speak in the clear again."""
        self._folder: Path | None = None
        self._mood = _MOODS[0]
        self._form = _FORMS[0]

    def turn(self, arguments: Mapping[str, object]) -> None:
        """Turn the knobs.

        Raises:
            ValueError: a value that is not known, or a folder that takes no keys.

        """
        mood = str(arguments.get("sm2", self._mood))
        form = str(arguments.get("sm2_form", self._form))
        if mood not in _MOODS or form not in _FORMS:
            message = f"sm2 is one of {', '.join(_MOODS)}, sm2_form of {', '.join(_FORMS)}"
            raise ValueError(message)
        self._mood, self._form = mood, form
        if folder := str(arguments.get("sm2_folder", "")):
            self._folder = Path(folder)
            for party in _PARTIES:
                _make_pair(self._folder, party)

    def opened(self, request: object) -> object:
        """Give the request as it was before it was encrypted.

        Raises:
            RefusedCallError: it is in the clear, or cannot be opened.

        """
        if self._folder is None or not isinstance(request, dict):
            return request
        head = request.get("head")
        if isinstance(head, dict):
            said = self._plain(request.get("data"), head.get("encrypt"), head.get("keyId"))
            return {**request, "data": said}
        said = self._plain(
            request.get("EncryptedData"), request.get("Encrypt"), request.get("KeyID")
        )
        session = {"SessionID": request.get("SessionID", "")}
        return {**said, **session} if isinstance(said, dict) else said

    def sealed(self, reply: HttpReply) -> HttpReply:
        """Give the reply with its payload encrypted; refusals and files stay as they are."""
        is_json = reply.media_type.startswith("application/json")
        if self._folder is None or self._mood == "clear" or not is_json:
            return reply
        said = json.loads(reply.body)
        head = said.get("head")
        if reply.status != HTTPStatus.OK or (head or said).get("status", said.get("code")) != 0:
            return reply
        named = said if head is None else head
        if self._mood != "unsaid_key":
            named["keyId"] = self._key_id(self._reader)
        data = said["data"]
        if head is not None and "certData" in data:
            data["certData"] = self._cipher(data["certData"])
        else:
            said["data"] = self._cipher(data)
        return replace(reply, body=json.dumps(said, ensure_ascii=False).encode())

    @property
    def _reader(self) -> str:
        return "stranger" if self._mood in {"other_key", "unsaid_key"} else "kiosk"

    def _plain(self, sealed: object, algorithm: object, key_id: object) -> object:
        if algorithm != "SM2" or not isinstance(sealed, str):
            raise RefusedCallError("报文须加密")
        if key_id != self._key_id("platform"):
            raise RefusedCallError("密钥标识不符")
        try:
            cipher = _der_of(bytes.fromhex(sealed), self._form)
            key = self._file("platform-key.pem")
            return json.loads(_openssl(["pkeyutl", "-decrypt", "-inkey", key], cipher))
        except (ValueError, subprocess.CalledProcessError):
            raise RefusedCallError("密文无法解开") from None

    def _cipher(self, plain: object) -> str:
        words = ["pkeyutl", "-encrypt", "-pubin", "-inkey", self._file(f"{self._reader}.pem")]
        text = "<html>" if self._mood == "rubbish" else json.dumps(plain, ensure_ascii=False)
        der = _openssl(words, text.encode())
        content = bytearray(_raw_of(der, self._form))
        if self._mood == "changed":
            content[-1] ^= 1
        return content.hex()

    def _key_id(self, party: str) -> str:
        words = ["pkey", "-pubin", "-in", self._file(f"{party}.pem"), "-outform", "DER"]
        return _openssl(["dgst", "-sm3", "-binary"], _openssl(words, b"")[-_POINT:])[:8].hex()

    def _file(self, name: str) -> str:
        return str((self._folder or Path()) / name)


def _make_pair(folder: Path, party: str) -> None:
    key, public = folder / f"{party}-key.pem", folder / f"{party}.pem"
    if public.exists():
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        key.touch(mode=0o600)
        key.write_bytes(
            _openssl(["genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:SM2"], b"")
        )
        public.write_bytes(_openssl(["pkey", "-in", str(key), "-pubout"], b""))
    except (OSError, subprocess.CalledProcessError) as error:
        message = f"no keys can be made in {folder}: {type(error).__name__}"
        raise ValueError(message) from error


def _openssl(words: list[str], content: bytes) -> bytes:
    program = which("openssl") or "/usr/bin/openssl"
    return subprocess.run(  # noqa: S603 - the words are ours
        [program, *words], input=content, capture_output=True, check=True, timeout=_PATIENCE_S
    ).stdout


def _der_of(content: bytes, form: str) -> bytes:
    """SM2Cipher (GB/T 35276) of a ciphertext in one of the raw forms."""
    if form == "asn1":
        return content
    point, rest = content[1:_POINT], content[_POINT:]
    digest, text = rest[:_DIGEST], rest[_DIGEST:]
    if form == "c1c2c3":
        text, digest = rest[:-_DIGEST], rest[-_DIGEST:]
    half = len(point) // 2
    numbers = [_number(point[:half]), _number(point[half:])]
    return _element(0x30, b"".join([*numbers, _element(4, digest), _element(4, text)]))


def _raw_of(der: bytes, form: str) -> bytes:
    """A ciphertext in one of the raw forms, of an SM2Cipher."""
    if form == "asn1":
        return der
    body, _ = _content(der)
    parts = list[bytes]()
    while body:
        part, body = _content(body)
        parts.append(part)
    x, y, digest, text = parts
    point = b"\x04" + b"".join(each[-_DIGEST:].rjust(_DIGEST, b"\0") for each in (x, y))
    return point + (digest + text if form == "c1c3c2" else text + digest)


def _number(digits: bytes) -> bytes:
    digits = digits.lstrip(b"\0")
    return _element(2, b"\0" + digits if digits[:1] >= b"\x80" else digits)


def _element(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = size.to_bytes((size.bit_length() + 7) // 8 or 1, "big")
    if size >= _LONG:
        length = bytes([_LONG | len(length)]) + length
    return bytes([tag]) + length + content


def _content(encoded: bytes) -> tuple[bytes, bytes]:
    """The content of the first element, and what follows it."""
    length, start = encoded[1], 2
    if length & _LONG:
        start += length & ~_LONG
        length = int.from_bytes(encoded[2:start], "big")
    return encoded[start : start + length], encoded[start + length :]
