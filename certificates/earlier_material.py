# SPDX-License-Identifier: Apache-2.0
"""A paper handed in with an earlier case (材料库), and proofs of other offices.

Values only; what a service makes of them, ``forms.reuse`` says.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import assert_never

from cryptography.hazmat.primitives import hashes


class DigestKind(Enum):
    """Digest over a file's bytes, by its name on the wire."""

    SM3 = "SM3"
    SHA_256 = "SHA-256"

    def of(self, content: bytes) -> str:
        """Give the digest in lower-case hexadecimal (GB/T 32905, FIPS 180-4)."""
        match self:
            case DigestKind.SM3:
                digest = hashes.Hash(hashes.SM3())
                digest.update(content)
                return digest.finalize().hex()
            case DigestKind.SHA_256:
                return hashlib.sha256(content).hexdigest()
            case _:
                assert_never(self)


@dataclass(frozen=True)
class FileDigest:
    """What a file's bytes must come to."""

    kind: DigestKind
    value: str

    def fits(self, content: bytes) -> bool:
        """Whether these are the bytes."""
        return self.kind.of(content) == self.value


@dataclass(frozen=True)
class EarlierMaterial:
    """One entry of the materials library.

    Attributes:
        identifier: by which its file is fetched.
        type_code: kind of material in the library.
        name: as the citizen knows it.
        version: of the form or rule that the paper follows.
        submitted_on: the day on which it was handed in.
        valid_until: its last day; None where it has none.
        holder_code: number of the person or business that handed it in.
        digest: of its file.
        media_type: PDF or OFD.
        source_case: number of the case with which it was handed in.

    """

    identifier: str
    type_code: str
    name: str
    version: str
    submitted_on: date
    valid_until: date | None
    holder_code: str = field(repr=False)
    digest: FileDigest
    media_type: str
    source_case: str


class IssueState(Enum):
    """How far a request to another office is; a word that is not known is ``UNKNOWN``."""

    WAITING = "waiting"
    ISSUED = "issued"
    REFUSED = "refused"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, word: str) -> "IssueState":
        """Read the wire's word."""
        return cls(word) if word in {one.value for one in cls} else cls.UNKNOWN


@dataclass(frozen=True)
class IssueReport:
    """What is told of a ticket; ``reason`` where refused, ``digest`` where issued."""

    ticket: str
    state: IssueState
    reason: str = field(default="", repr=False)
    digest: FileDigest | None = None


@dataclass(frozen=True)
class SealedAnswer:
    """A proof of another office whose seal was checked (经验章的在线开具结果).

    Attributes:
        ticket: number of the request.
        office_code: who sealed it, by its own content.
        request_type: which proof it is.
        issued_on: day that it bears.
        valid_until: its last day; None where it has none.
        digest: of the file.
        content: the file, to be attached to the case.
        is_sample: sealed under a demo root.

    """

    ticket: str
    office_code: str
    request_type: str
    issued_on: date
    valid_until: date | None
    digest: FileDigest
    content: bytes = field(repr=False)
    is_sample: bool = False
