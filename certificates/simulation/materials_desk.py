# SPDX-License-Identifier: Apache-2.0
"""What the simulated platform answers about earlier materials and proofs issued online.

Written from ``materials.openapi.yaml``, not from the client. Its data are ``materials.yaml``;
answers of offices are really sealed (``issuing_office``). What can be wrong with a file or an
answer is a knob: ``set material=… proof=… issue=… issue_ms=…``.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any, Final

import yaml

from certificates.simulation.issuing_office import office_keys, proof_pdf, sealed
from certificates.simulation.one_page_pdf import one_page_pdf
from certificates.simulation.operations import (
    Envelope,
    Parameters,
    RefusedCallError,
    Reply,
    demanded,
    file_digest,
)
from certificates.simulation.records import Entry

DATA_NAME: Final = "materials.yaml"
NOBODY: Final = "439900197002280122"
MATERIAL_FLAWS: Final = frozenset(
    {"none", "tampered", "other_holder", "other_type", "other_version", "expired"}
)
PROOF_FLAWS: Final = frozenset(
    {
        *("none", "tampered", "wrong_digest", "unknown_key", "unsealed", "no_content"),
        *("other_request", "other_holder", "other_type", "other_office", "adverse", "expired"),
    }
)
ISSUES: Final = frozenset({"data", "waiting", "issued", "refused", "unknown"})
_NOT_KNOWN: Final = "没有查到您在本机构的检测报告"
_KEPT: Final = 10_000
_FORGED: Final[Mapping[str, dict[str, str]]] = {
    "other_request": {"ticket": "T-OF-SOMEBODY-ELSE"},
    "other_holder": {"holderCode": NOBODY},
    "other_type": {"requestTypeCode": "OTHER-PROOF"},
    "other_office": {"officeCode": "11439900MB0TEXT16E"},
    "adverse": {"conclusion": "adverse"},
    "expired": {"validUntil": "2026-01-31"},
}


@dataclass
class _Request:
    """One request of a proof; ``pdf`` once it was sealed."""

    ticket: str
    parameters: Mapping[str, str] = field(repr=False)
    asked_at: float
    pdf: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _Knobs:
    material: str = "none"
    proof: str = "none"
    issue: str = "data"
    issue_s: float | None = None


class MaterialsDesk:
    """Earlier materials and tickets; safe to use from several threads at once.

    Args:
        data_folder: folder with ``materials.yaml``; without the file the desk has nothing.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not of its form.

    """

    knobs: Final = frozenset({"material", "proof", "issue", "issue_ms"})

    def __init__(self, data_folder: Path) -> None:
        data = _data(data_folder / DATA_NAME)
        self._materials: list[dict[str, str]] = data.get("materials", [])
        self._proofs: list[dict[str, Any]] = data.get("proofs", [])
        self._lock = Lock()
        self._knobs = _Knobs()
        self._requests: OrderedDict[str, _Request] = OrderedDict()
        self._tickets: dict[str, str] = {}
        self._operations: Final[Mapping[str, Callable[[Parameters], Reply]]] = {
            "queryMaterialsByHolder": self._by_holder,
            "downloadMaterial": self._file,
            "requestIssue": self._requested,
            "queryIssue": self._state_of,
            "downloadIssued": self._issued_file,
        }

    @property
    def operations(self) -> frozenset[str]:
        """Last parts of the addresses."""
        return frozenset(self._operations)

    def reply(self, operation: str, parameters: Parameters) -> Reply:
        """Answer one call; RefusedCallError where it is not as demanded."""
        return self._operations[operation](parameters)

    def turn(self, arguments: Mapping[str, object]) -> None:
        """Turn the own knobs; ValueError for a word that is none of theirs."""
        for name, known in (
            ("material", MATERIAL_FLAWS),
            ("proof", PROOF_FLAWS),
            ("issue", ISSUES),
        ):
            if name in arguments and arguments[name] not in known:
                message = f"{name} is one of {', '.join(sorted(known))}"
                raise ValueError(message)
        issue_ms = str(arguments.get("issue_ms", ""))
        if issue_ms and not (issue_ms.isascii() and issue_ms.isdigit()):
            raise ValueError("issue_ms must be a whole number")
        with self._lock:
            now = self._knobs
            self._knobs = _Knobs(
                str(arguments.get("material", now.material)),
                str(arguments.get("proof", now.proof)),
                str(arguments.get("issue", now.issue)),
                int(issue_ms) / 1000 if issue_ms else now.issue_s,
            )

    def clear(self) -> None:
        """Turn every knob back; tickets stay."""
        with self._lock:
            self._knobs = _Knobs()

    def state(self) -> dict[str, object]:
        """How many requests of proofs were made."""
        with self._lock:
            return {"issue_requests": len(self._requests)}

    # -- earlier materials ---------------------------------------------------

    def _by_holder(self, parameters: Parameters) -> Reply:
        holder = demanded(parameters, "holderCode")
        demanded(parameters, "holderTypeCode")
        wanted = set(demanded(parameters, "materialTypeCodes").split(","))
        found = [
            self._told(one)
            for one in self._materials
            if one["holderCode"] == holder and one["materialTypeCode"] in wanted
        ]
        found.sort(key=lambda one: str(one["submittedDate"]), reverse=True)
        return Envelope(data={"materials": found})

    def _told(self, material: Mapping[str, str]) -> Entry:
        flaw = self._knobs.material
        told = {
            **material,
            "digestAlgorithm": "SM3",
            "fileDigest": file_digest(_paper(material["materialIdentifier"])),
            "mediaType": "application/pdf",
        }
        spoilt = {
            "other_holder": {"holderCode": NOBODY},
            "other_type": {"materialTypeCode": "OTHER-MATERIAL"},
            "other_version": {"materialVersion": "1900-1"},
            "expired": {"validUntil": "2026-01-31"},
        }
        return {**told, **spoilt.get(flaw, {})}

    def _file(self, parameters: Parameters) -> Reply:
        holder = demanded(parameters, "holderCode")
        demanded(parameters, "holderTypeCode")
        identifier = demanded(parameters, "materialIdentifier")
        for one in self._materials:
            if (one["materialIdentifier"], one["holderCode"]) == (identifier, holder):
                return _paper(identifier, is_tampered=self._knobs.material == "tampered")
        raise RefusedCallError("材料不存在")

    # -- proofs issued online ------------------------------------------------

    def _requested(self, parameters: Parameters) -> Reply:
        names = ("officeCode", "requestTypeCode", "holderCode", "holderTypeCode", "holderName")
        asked = {name: demanded(parameters, name) for name in names}
        key = demanded(parameters, "idempotencyKey")
        with self._lock:
            ticket = self._tickets.get(key)
            if ticket is None:
                digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
                ticket = f"T-{digest[:16].upper()}"
                self._tickets[key] = ticket
                self._requests[ticket] = _Request(ticket, asked, monotonic())
                if len(self._requests) > _KEPT:
                    self._requests.popitem(last=False)
        return Envelope(data={"ticket": ticket})

    def _state_of(self, parameters: Parameters) -> Reply:
        ticket = demanded(parameters, "ticket")
        request = self._requests.get(ticket)
        if request is None:
            return Envelope(data={"ticket": ticket, "state": "unknown"})
        state, reason = self._decided(request)
        told: dict[str, object] = {"ticket": ticket, "state": state, "reason": reason}
        if state == "issued":
            pdf = self._sealed(request)
            digest = "0" * 64 if self._knobs.proof == "wrong_digest" else file_digest(pdf)
            told |= {"digestAlgorithm": "SM3", "fileDigest": digest}
        return Envelope(data=told)

    def _decided(self, request: _Request) -> tuple[str, str]:
        """The state now, and why where it is refused."""
        knobs, proof = self._knobs, self._proof(request)
        after_s = knobs.issue_s
        if after_s is None:
            after_s = float(proof.get("after_s", 0)) if proof else 0.0
        if monotonic() - request.asked_at < after_s:
            return "waiting", ""
        if knobs.issue != "data":
            return knobs.issue, _NOT_KNOWN if knobs.issue == "refused" else ""
        if proof is None:
            return "refused", _NOT_KNOWN
        return str(proof.get("state", "issued")), str(proof.get("reason", ""))

    def _proof(self, request: _Request) -> Mapping[str, Any] | None:
        wanted = [
            request.parameters[name] for name in ("officeCode", "requestTypeCode", "holderCode")
        ]
        for one in self._proofs:
            if [one["officeCode"], one["requestTypeCode"], one["holderCode"]] == wanted:
                return one
        return None

    def _issued_file(self, parameters: Parameters) -> Reply:
        request = self._requests.get(demanded(parameters, "ticket"))
        if request is None or self._decided(request)[0] != "issued":
            raise RefusedCallError("尚未出具")
        return self._sealed(request)

    def _sealed(self, request: _Request) -> bytes:
        """Seal the answer once; it is the same file however often it is fetched."""
        with self._lock:
            if request.pdf is None:
                request.pdf = _answer(request, self._proof(request) or {}, self._knobs.proof)
            return request.pdf


def _answer(request: _Request, proof: Mapping[str, Any], flaw: str) -> bytes:
    content = {
        "ticket": request.ticket,
        "officeCode": request.parameters["officeCode"],
        "requestTypeCode": request.parameters["requestTypeCode"],
        "holderCode": request.parameters["holderCode"],
        "conclusion": str(proof.get("conclusion", "favourable")),
        "issuedDate": str(proof.get("issuedDate", "2026-11-02")),
        "validUntil": str(proof.get("validUntil", "")),
        **_FORGED.get(flaw, {}),
    }
    pdf = one_page_pdf(("SPECIMEN",)) if flaw == "no_content" else proof_pdf(content)
    if flaw == "unsealed":
        return pdf
    pdf = sealed(pdf, office_keys("stranger" if flaw == "unknown_key" else "listed"))
    if flaw == "tampered":
        place = pdf.index(b"SPECIMEN")
        return pdf[:place] + b"specimen" + pdf[place + len(b"specimen") :]
    return pdf


def _paper(identifier: str, *, is_tampered: bool = False) -> bytes:
    note = ("CHANGED AFTERWARDS",) if is_tampered else ()
    return one_page_pdf(("SPECIMEN - simulated materials library", identifier, *note))


def _data(path: Path) -> dict[str, Any]:
    """Read the data; nothing where there is no such file."""
    if not path.is_file():
        return {}
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        for one in content.get("materials", []):
            one["materialIdentifier"].encode("ascii")
    except (yaml.YAMLError, AttributeError, KeyError, TypeError, UnicodeError) as error:
        message = f"{path} is no list of materials and proofs"
        raise ValueError(message) from error
    return dict(content)
