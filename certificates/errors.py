# SPDX-License-Identifier: Apache-2.0
"""What can go wrong around certificates, one class per thing a person can do about it.

CertificateError
├── PlatformUnreachableError   nobody listens there, or the line is cut  -> go on without it
├── PlatformTimeoutError       no whole answer before the deadline       -> go on without it
├── PlatformRefusedError       it answers, and says no                   -> technician, go on
├── PlatformRubbishError       bytes arrived that form no answer         -> technician, go on
├── DocumentError              a document could not be made              -> staff, no print
│   └── GlyphError             a character that no font draws            -> window, by slip
├── NumberError                the series has no number to give          -> staff, no issue
└── KeyRefusedError            the configured key may not be used        -> technician
"""

from dataclasses import dataclass


@dataclass(eq=False)  # not frozen: contextlib assigns __traceback__
class CertificateError(Exception):
    """A failure around certificates, named by its fault code.

    Attributes:
        code: fault code of ``config/faults.yaml``, such as ``PLATFORM-0301``.
        detail: for the technician, in English; never personal data.

    """

    code: str
    detail: str

    def __str__(self) -> str:
        return f"{self.code}: {self.detail}"


class PlatformUnreachableError(CertificateError):
    """Nobody listens at the platform's address, or the line broke (PLATFORM-0301)."""


class PlatformTimeoutError(CertificateError):
    """No whole answer came before the deadline (PLATFORM-0302)."""


class PlatformRefusedError(CertificateError):
    """The platform answered and said no (PLATFORM-0303)."""


class PlatformRubbishError(CertificateError):
    """The platform's answer is not what its interface describes (PLATFORM-0304)."""


class DocumentError(CertificateError):
    """A document could not be made; nothing was printed (DOCUMENT-0601 to DOCUMENT-0607)."""


@dataclass(eq=False)
class GlyphError(DocumentError):
    """Characters that no font draws (DOCUMENT-0601).

    Attributes:
        code_points: of those characters, such as ``U+2CE2A``, each once.

    """

    code_points: tuple[str, ...] = ()


class NumberError(CertificateError):
    """The number series has no number left, or refuses (NUMBER-0651)."""


class KeyRefusedError(CertificateError):
    """The key that is configured is missing, damaged or not allowed here (CONFIG-0701)."""
