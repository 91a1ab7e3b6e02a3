# SPDX-License-Identifier: Apache-2.0
"""The hash chain of the journal: pure functions over its rows.

Every column of a record is hashed in canonical JSON together with the hash before it
(SHA-256); Ed25519 marks sign where the chain stood. What this cannot see: a tail that was cut
off together with the marks that covered it. For that a mark must be kept elsewhere, as an
``Anchor``.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from kiosk.store.journal_records import CheckpointRow, JournalRow

FIRST_PREVIOUS: Final = "0" * 64
"""What the first record has in place of the hash before it."""


@dataclass(frozen=True)
class Anchor:
    """A mark that was kept elsewhere: on paper, or by a hub."""

    seq: int
    hash: str


@dataclass(frozen=True)
class ChainReport:
    """What a check of the journal found.

    Attributes:
        records: how many there are.
        signed: number of the last record that a good mark covers.
        problems: one sentence each; empty when the journal holds.

    """

    records: int
    signed: int
    problems: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def canonical(value: object) -> str:
    """JSON with sorted keys and no spaces: one text for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def hash_of(row: JournalRow) -> str:
    """SHA-256 over every column but the hash itself, 64 hex digits."""
    columns = asdict(row)
    del columns["hash"]
    return sha256(canonical(columns).encode()).hexdigest()


def sealed(row: JournalRow) -> JournalRow:
    """The row with its hash filled in."""
    return replace(row, hash=hash_of(row))


def key_id_of(key: Ed25519PublicKey) -> str:
    """Short name of a key: the first 16 hex digits of its SHA-256."""
    return sha256(key.public_bytes_raw()).hexdigest()[:16]


def sign_mark(row: JournalRow, *, at: str, key: Ed25519PrivateKey) -> CheckpointRow:
    """A signed mark at ``row``."""
    unsigned = CheckpointRow(row.seq, row.hash, at, key_id_of(key.public_key()), b"")
    return replace(unsigned, signature=key.sign(_signed_bytes(unsigned)))


def check_chain(
    rows: Sequence[JournalRow],
    marks: Sequence[CheckpointRow],
    key: Ed25519PublicKey,
    *,
    anchor: Anchor | None = None,
) -> ChainReport:
    """Check every record and every mark, and report all that does not hold."""
    problems = _broken_links(rows)
    by_seq = {row.seq: row for row in rows}
    signed = 0
    for mark in marks:
        if problem := _problem_of_mark(mark, by_seq, key):
            problems.append(problem)
        else:
            signed = max(signed, mark.seq)
    if anchor is not None:
        row = by_seq.get(anchor.seq)
        if row is None or row.hash != anchor.hash:
            problems.append(f"the mark kept elsewhere at record {anchor.seq} is not met")
    return ChainReport(len(rows), signed, tuple(problems))


def _broken_links(rows: Sequence[JournalRow]) -> list[str]:
    problems: list[str] = []
    previous, following = FIRST_PREVIOUS, 1
    for row in rows:
        if row.seq != following:
            problems.append(f"record {following} is missing before record {row.seq}")
        elif row.previous != previous:
            problems.append(f"record {row.seq} does not follow the one before it")
        if row.hash != hash_of(row):
            problems.append(f"record {row.seq} was changed")
        previous, following = row.hash, row.seq + 1
    return problems


def _problem_of_mark(
    mark: CheckpointRow, by_seq: dict[int, JournalRow], key: Ed25519PublicKey
) -> str:
    if mark.key_id != key_id_of(key):
        return f"the mark at record {mark.seq} is signed with another key"
    try:
        key.verify(mark.signature, _signed_bytes(mark))
    except InvalidSignature:
        return f"the signature of the mark at record {mark.seq} does not hold"
    row = by_seq.get(mark.seq)
    if row is None:
        return f"record {mark.seq} was signed and is gone"
    if row.hash != mark.hash:
        return f"record {mark.seq} is not the one that was signed"
    return ""


def _signed_bytes(mark: CheckpointRow) -> bytes:
    columns = asdict(mark)
    del columns["signature"]
    return b"jiban-journal-mark-1\n" + canonical(columns).encode()
