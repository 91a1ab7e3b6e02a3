# SPDX-License-Identifier: Apache-2.0
"""SM2 with SM3 (GB/T 32918.2 and .4) by Botan's stable C interface, called through ctypes.

Curve sm2p256v1 of GB/T 32918.5. A scalar has 32 bytes, a point 65 (04 || x || y), big-endian;
signatures are DER (SM2Signature of GB/T 35276), so are ciphertexts (SM2Cipher there). The
signer's identity is the usual one of GB/T 35276. May be called from several threads at once.
"""

import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

SO_NAME: Final = "libbotan-2.so.19"
REMEDY: Final = "install Debian's libbotan-2-19"
SCALAR_BYTES: Final = 32
POINT_BYTES: Final = 65

_CURVE: Final = b"sm2p256v1"
_ORDER: Final = 0xFFFFFFFEFFFFFFFFFFFFFFFFFFFFFFFF7203DF6B21C6052B53BBF40939D54123
_HASH: Final = b"SM3"
_SIGNATURE: Final = b"1234567812345678,SM3"
_DER: Final = 1
_SLACK: Final = 256  # SM2Cipher is at most 114 bytes longer than what is in it
_SIGNATURE_ROOM: Final = 128
_ALL_CHECKS: Final = 1

_Handle = ctypes.c_void_p


class Sm2MissingError(Exception):
    """The extra is not installed; the message says what mends it."""

    def __init__(self) -> None:
        super().__init__(f"SM2 needs the library {SO_NAME}: {REMEDY}")


class Sm2Error(Exception):
    """The library refuses: no point of the curve, no ciphertext for this key, changed bytes."""


def new_scalar() -> bytes:
    """Make a private key.

    Raises:
        Sm2MissingError: the extra is not installed.

    """
    with _random() as random, _made("privkey") as (key, made):
        _check(_botan().botan_privkey_create(made, b"SM2", _CURVE, random))
        with _number() as number:
            _check(_botan().botan_privkey_get_field(number, key, b"x"))
            return _bytes_of(number)


def point_of(scalar: bytes) -> bytes:
    """Give the public key of a private one.

    Raises:
        Sm2MissingError: the extra is not installed.
        Sm2Error: it is no private key.

    """
    with _private(scalar) as key, _made("pubkey") as (public, made):
        _check(_botan().botan_privkey_export_pubkey(made, key))
        coordinates = b""
        for name in (b"public_x", b"public_y"):
            with _number() as number:
                _check(_botan().botan_pubkey_get_field(number, public, name))
                coordinates += _bytes_of(number)
        return b"\x04" + coordinates


def check_point(point: bytes) -> None:
    """Make sure that a public key is one.

    Raises:
        Sm2MissingError: the extra is not installed.
        Sm2Error: it is no point of the curve.

    """
    with _public(point):
        return


def encrypt(point: bytes, plain: bytes) -> bytes:
    """Encrypt for the holder of a key (GB/T 32918.4); DER, at most 114 bytes longer.

    Raises:
        Sm2MissingError: the extra is not installed.
        Sm2Error: it is no public key.

    """
    with (
        _public(point) as key,
        _random() as random,
        _made("pk_op_encrypt") as (operation, made),
    ):
        _check(_botan().botan_pk_op_encrypt_create(made, key, _HASH, 0))
        return _filled(
            len(plain) + _SLACK,
            lambda out, size: _botan().botan_pk_op_encrypt(
                operation, random, out, size, plain, ctypes.c_size_t(len(plain))
            ),
        )


def decrypt(scalar: bytes, sealed: bytes) -> bytes:
    """Open what was encrypted for this key.

    Raises:
        Sm2MissingError: the extra is not installed.
        Sm2Error: it was changed, or is for another key; which of both, nothing tells.

    """
    with _private(scalar) as key, _made("pk_op_decrypt") as (operation, made):
        _check(_botan().botan_pk_op_decrypt_create(made, key, _HASH, 0))
        return _filled(
            len(sealed) + _SLACK,
            lambda out, size: _botan().botan_pk_op_decrypt(
                operation, out, size, sealed, ctypes.c_size_t(len(sealed))
            ),
        )


def sign(scalar: bytes, data: bytes) -> bytes:
    """Sign with SM3 (GB/T 32918.2); DER, at most 72 bytes.

    Raises:
        Sm2MissingError: the extra is not installed.
        Sm2Error: it is no private key.

    """
    with (
        _private(scalar) as key,
        _random() as random,
        _made("pk_op_sign") as (operation, made),
    ):
        _check(_botan().botan_pk_op_sign_create(made, key, _SIGNATURE, _DER))
        size = ctypes.c_size_t(len(data))
        _check(_botan().botan_pk_op_sign_update(operation, data, size))
        return _filled(
            _SIGNATURE_ROOM,
            lambda out, length: _botan().botan_pk_op_sign_finish(
                operation, random, out, length
            ),
        )


def holds(point: bytes, data: bytes, signature: bytes) -> bool:
    """Whether a signature (DER) is this key's over these data.

    Raises:
        Sm2MissingError: the extra is not installed.
        Sm2Error: it is no public key.

    """
    with _public(point) as key, _made("pk_op_verify") as (operation, made):
        _check(_botan().botan_pk_op_verify_create(made, key, _SIGNATURE, _DER))
        size = ctypes.c_size_t(len(data))
        _check(_botan().botan_pk_op_verify_update(operation, data, size))
        length = ctypes.c_size_t(len(signature))
        return bool(_botan().botan_pk_op_verify_finish(operation, signature, length) == 0)


@cache
def _botan() -> ctypes.CDLL:
    try:
        return ctypes.CDLL(SO_NAME)
    except OSError as error:
        raise Sm2MissingError from error


def _check(code: int) -> None:
    """Take Botan's answer; below zero it refuses, and says nothing else worth telling."""
    if code != 0:
        message = f"the library answers {code}"
        raise Sm2Error(message)


@contextmanager
def _made(kind: str) -> Iterator[tuple[_Handle, object]]:
    """Lend a handle and the reference that its maker fills; it is freed in any case."""
    botan = _botan()
    handle = _Handle()
    try:
        yield handle, ctypes.byref(handle)
    finally:
        botan[f"botan_{kind}_destroy"](handle)


@contextmanager
def _number() -> Iterator[_Handle]:
    with _made("mp") as (number, made):
        _check(_botan().botan_mp_init(made))
        yield number


@contextmanager
def _read(content: bytes) -> Iterator[_Handle]:
    with _number() as number:
        size = ctypes.c_size_t(len(content))
        _check(_botan().botan_mp_from_bin(number, content, size))
        yield number


@contextmanager
def _random() -> Iterator[_Handle]:
    with _made("rng") as (random, made):
        _check(_botan().botan_rng_init(made, b"system"))
        yield random


@contextmanager
def _private(scalar: bytes) -> Iterator[_Handle]:
    # Botan would take a larger number for its remainder.
    if len(scalar) != SCALAR_BYTES or not 0 < int.from_bytes(scalar, "big") < _ORDER - 1:
        raise Sm2Error("no private key of this curve")
    with _made("privkey") as (key, made), _random() as random, _read(scalar) as number:
        _check(_botan().botan_privkey_load_sm2(made, number, _CURVE))
        _check(_botan().botan_privkey_check_key(key, random, _ALL_CHECKS))
        yield key


@contextmanager
def _public(point: bytes) -> Iterator[_Handle]:
    if len(point) != POINT_BYTES or point[0] != 4:  # noqa: PLR2004  not compressed
        raise Sm2Error("no point in its long form")
    middle = 1 + SCALAR_BYTES
    with (
        _made("pubkey") as (key, made),
        _random() as random,
        _read(point[1:middle]) as x,
        _read(point[middle:]) as y,
    ):
        _check(_botan().botan_pubkey_load_sm2(made, x, y, _CURVE))
        _check(_botan().botan_pubkey_check_key(key, random, _ALL_CHECKS))
        yield key


def _bytes_of(number: _Handle) -> bytes:
    """A number as 32 bytes; Botan drops leading zeros."""
    size = ctypes.c_size_t()
    _check(_botan().botan_mp_num_bytes(number, ctypes.byref(size)))
    content = ctypes.create_string_buffer(max(size.value, 1))
    _check(_botan().botan_mp_to_bin(number, content))
    return content.raw[: size.value].rjust(SCALAR_BYTES, b"\0")


def _filled(room: int, fill: Callable[[object, object], int]) -> bytes:
    """Let Botan write into ``room`` bytes, and give those it wrote."""
    content = ctypes.create_string_buffer(room)
    size = ctypes.c_size_t(room)
    _check(fill(content, ctypes.byref(size)))
    return content.raw[: size.value]
