# SPDX-License-Identifier: Apache-2.0
"""Annotated copies (加注件) that the simulated platform gives out, and how they go wrong.

``set copies=`` one of ``MOODS``. The digests of copies that were given out are kept, so that
the library knows its own files again.
"""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Final

from cryptography.hazmat.primitives import hashes

from certificates.simulation.copy_pdf import Line, copy_pdf
from certificates.simulation.records import Entry

KNOB: Final = "copies"
_KEPT: Final = 1_000
REFUSED: Final = "refused"
MOODS: Final = {
    "good": "as it should be",
    REFUSED: "no copy is given",
    "missing": "an answer without a byte: there is no file",
    "lapsed": "the certificate ran out since it was searched",
    "unmarked": "a copy without purpose and last day",
    "foreign": "a copy of another person's certificate",
    "changed": "a copy that the library does not know again",
    "ofd": "a file in the other format (GB/T 33190)",
    "script": "a file that wants to act by itself",
}
_LAPSED: Final = "02"


class Copies:
    """Makes copies and knows them again; safe to use from several threads at once."""

    knobs: Final = frozenset({KNOB})

    def __init__(self) -> None:
        self._lock = Lock()
        self._given: OrderedDict[str, str] = OrderedDict()
        self._mood = "good"

    def turn(self, arguments: Mapping[str, object]) -> None:
        """Take a mood.

        Raises:
            ValueError: there is no such mood.

        """
        mood = str(arguments.get(KNOB, self._mood))
        if mood not in MOODS:
            message = f"copies is one of {', '.join(MOODS)}"
            raise ValueError(message)
        with self._lock:
            self._mood = mood

    def clear(self) -> None:
        """Be good again, and forget what was given out."""
        self.turn({KNOB: "good"})
        with self._lock:
            self._given.clear()

    @property
    def is_refused(self) -> bool:
        """Whether the library gives no copies now."""
        return self._mood == REFUSED

    def as_held(self, entry: Entry) -> Entry:
        """The certificate as the library has it by now."""
        if self._mood != "lapsed":
            return entry
        kept = {name: value for name, value in entry.items() if name != "certificateDigest"}
        return {**kept, "certificateStatus": _LAPSED}

    def copy_of(self, entry: Entry, purpose: str, last_day: str) -> bytes:
        """Make the copy of a certificate and remember its digest."""
        name = "外人甲" if self._mood == "foreign" else str(entry["certificateHolderName"])
        lines = [
            Line(str(entry["certificateName"]), 28.0),
            Line(f"编号：{entry.get('certificateNumber', '')}"),
            Line(f"持证主体：{name}"),
            Line(f"颁发机构：{entry.get('certificateIssuingAuthorityName', '')}"),
            Line(f"标识：{entry['certificateIdentifier']}", 9.0),
        ]
        marks = [Line("复印件 COPY", 22.0), Line(purpose), Line(f"有效期至{last_day}")]
        acts = b"/OpenAction << /S /JavaScript /JS (1) >>" if self._mood == "script" else b""
        shown = [] if self._mood == "unmarked" else marks
        return self._spoilt(entry, copy_pdf(lines, shown, acts))

    def knows(self, identifier: str, digest: str) -> bool:
        """Whether a copy of this certificate with this digest was given out."""
        with self._lock:
            return self._given.get(digest) == identifier

    def _spoilt(self, entry: Entry, made: bytes) -> bytes:
        if self._mood == "missing":
            return b""
        if self._mood == "ofd":
            return b"PK\x03\x04"
        if self._mood != "changed":
            self._remember(str(entry["certificateIdentifier"]), made)
        return made

    def _remember(self, identifier: str, content: bytes) -> None:
        digest = hashes.Hash(hashes.SM3())
        digest.update(content)
        with self._lock:
            self._given[digest.finalize().hex()] = identifier
            if len(self._given) > _KEPT:
                self._given.popitem(last=False)
