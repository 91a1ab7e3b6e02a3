# SPDX-License-Identifier: Apache-2.0
"""One scan out of the bytes of a line, pure: where it ends, and whether it is one code.

A scan is what comes until the line is quiet. It is good when it holds exactly one text, ended
by CR, LF or both; the same text twice counts as one, as scanners left in continuous mode repeat
what lies there.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from devices.scanner.token import TOKEN_BYTES, ScannedToken

_LINE_END: Final = re.compile(rb"[\r\n]+")


class NoTokenError(ValueError):
    """A scan that is no code; the message says why and holds nothing of it."""


@dataclass
class Scan:
    """Collects the bytes of one scan; never more than twice a code's length."""

    _bytes: bytearray = field(default_factory=bytearray)

    @property
    def is_begun(self) -> bool:
        """Whether anything but line ends has come."""
        return bool(self._bytes.strip(b"\r\n"))

    @property
    def is_ended(self) -> bool:
        """Whether the last byte that came ends a line."""
        return self._bytes.endswith((b"\r", b"\n"))

    def add(self, octets: bytes) -> None:
        """Take in what the line gave.

        Raises:
            NoTokenError: a text grew longer than a code can be.

        """
        self._bytes += octets
        if len(self._bytes) > 2 * TOKEN_BYTES + 4:
            raise NoTokenError(f"more than {TOKEN_BYTES} bytes came in one scan")
        if len(_LINE_END.split(bytes(self._bytes))[-1]) > TOKEN_BYTES:
            raise NoTokenError(f"more than {TOKEN_BYTES} bytes came without a line end")

    def token(self) -> ScannedToken:
        r"""Read the scan once the line is quiet.

        Raises:
            NoTokenError: it does not end with its line, is not printable ASCII, too long, or
                more than one text.

        >>> scan = Scan()
        >>> scan.add(b"T0-ab12\r\n")
        >>> scan.token().text
        'T0-ab12'
        """
        if not self.is_ended:
            raise NoTokenError("no line end came; is the scanner's suffix CR or LF?")
        texts = {text for text in _LINE_END.split(bytes(self._bytes)) if text}
        if len(texts) != 1:
            raise NoTokenError(f"{len(texts)} different texts came in one scan")
        try:
            return ScannedToken(texts.pop().decode("ascii"))
        except UnicodeDecodeError:
            raise NoTokenError("the scan is not ASCII") from None  # the cause would quote it
        except ValueError as error:
            raise NoTokenError(str(error)) from None
