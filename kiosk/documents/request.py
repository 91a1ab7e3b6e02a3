# SPDX-License-Identifier: Apache-2.0
"""What is asked of the document process and what it answers, and both as plain CBOR items."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from typing import Any, Final, TypeAlias

from certificates.elements import Values
from certificates.errors import CertificateError, DocumentError, GlyphError, KeyRefusedError
from certificates.gate import CalledExpectation
from certificates.qr import LicenceClaims
from certificates.settings import FontSettings, SigningSettings

NOT_MADE: Final = "DOCUMENT-0602"
Item: TypeAlias = dict[str, Any]
"""A CBOR map as it crosses the line; made and read in this module and in ``wire`` alone."""
RawStrokes: TypeAlias = tuple[tuple[tuple[float, float, float], ...], ...]
"""The citizen's signature: strokes of (x mm, y mm, ms), from the pad's top left corner."""


@dataclass(frozen=True)
class WorkshopSetup:
    """What the document process is told once, at its start.

    Attributes:
        signing: keys and address of the seal and the QR code.
        fonts: where the fonts lie.
        now: moment of the start; a demo key made now is valid from here.
        has_ofd: a licence is also made as an OFD file.
        is_warm: whether a sheet that nobody sees is made first, so that the next is quick;
            who only tests the seal does not wait for that.

    """

    signing: SigningSettings
    fonts: FontSettings
    now: datetime
    has_ofd: bool = False
    is_warm: bool = True


@dataclass(frozen=True)
class WorkshopFacts:
    """What the document process says of itself when it is ready.

    Attributes:
        pid: its process id.
        start_s: from its first instruction until ready.
        is_demo: every document it makes carries 样本.

    """

    pid: int
    start_s: float
    is_demo: bool


@dataclass(frozen=True)
class DocumentRequest:
    """One document to make; everything that depends on time, place or person is in it.

    Attributes:
        name: file name of the document, such as ``licence.pdf``.
        template: parsed template mapping of the catalogue.
        values: texts by name, as they are to be printed.
        created: moment of making, with a time zone; on the document and in its seal.
        document_id: stays the same when the same document is made again.
        is_sealed: seal and sign it, if its template is one that bears the seal.
        authority: name on the seal (发证机关).
        claims: what the QR code says; None for a document without one.
        strokes: the citizen's signature; empty for none.
        is_sample: print 样本 even under a production key.
        language_tag: of the document (BCP 47).
        must_show: texts that the finished file must yield again when it is read, such as number
            and name.

    Raises:
        ValueError: ``created`` has no time zone.

    """

    name: str
    template: Mapping[str, object] = field(repr=False)
    values: Values = field(repr=False)
    created: datetime
    document_id: str
    is_sealed: bool = False
    authority: str = ""
    claims: LicenceClaims | None = field(default=None, repr=False)
    strokes: RawStrokes = field(default=(), repr=False)
    is_sample: bool = False
    language_tag: str = "zh-CN"
    must_show: tuple[str, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("created needs a time zone")


@dataclass(frozen=True)
class MadeDocument:
    """A finished document, kept in memory only.

    Attributes:
        name: as asked for.
        pdf: the file.
        sha256: of the file, lower-case hexadecimal.
        pages: number of pages.
        ofd: the same sheet as an OFD file without a seal; empty where none was asked for.

    """

    name: str
    pdf: bytes = field(repr=False)
    sha256: str
    pages: int
    ofd: bytes = field(default=b"", repr=False)


def item_from_setup(setup: WorkshopSetup) -> Item:
    """The setup as a CBOR item; paths are texts."""
    paths = {name: str(path) for name, path in asdict(setup.fonts).items()}
    signing = asdict(setup.signing)
    plain = {"now": setup.now, "has_ofd": setup.has_ofd, "is_warm": setup.is_warm}
    return {"signing": signing, "fonts": paths, **plain}


def setup_from_item(item: Item) -> WorkshopSetup:
    """The setup that ``item_from_setup`` wrote."""
    fonts = FontSettings(**{name: Path(path) for name, path in item["fonts"].items()})
    signing = SigningSettings(**item["signing"])
    return WorkshopSetup(signing, fonts, item["now"], item["has_ofd"], item["is_warm"])


def item_from_request(request: DocumentRequest) -> Item:
    """A request as a CBOR item; lists stand for tuples."""
    claims = request.claims
    shallow = {each.name: getattr(request, each.name) for each in fields(request)}
    return {**shallow, "claims": None if claims is None else asdict(claims)}


def request_from_item(item: Item) -> DocumentRequest:
    """The request that ``item_from_request`` wrote."""
    claims = item["claims"]
    if claims is not None:
        claims = LicenceClaims(**{**claims, "item_codes": tuple(claims["item_codes"])})
    return DocumentRequest(
        **{
            **item,
            "values": values_from_item(item["values"]),
            "claims": claims,
            "strokes": tuple(
                tuple(_point(point) for point in each) for each in item["strokes"]
            ),
            "must_show": tuple(item["must_show"]),
        }
    )


def expectation_from_item(item: Item) -> CalledExpectation:
    """What a called file must show, read back from its CBOR item."""
    return CalledExpectation(tuple(tuple(ways) for ways in item["texts"]))


def values_from_item(item: Item) -> Values:
    """Texts by name; a list stands for the paragraphs of a tuple."""
    return {
        name: value if isinstance(value, str) else tuple(value) for name, value in item.items()
    }


def item_from_fault(error: CertificateError) -> Item:
    """A fault as a CBOR item."""
    code_points = error.code_points if isinstance(error, GlyphError) else ()
    return {"code": error.code, "detail": error.detail, "code_points": list(code_points)}


def fault_from_item(item: Item) -> CertificateError:
    """The fault again, as the class that its code belongs to."""
    if item["code_points"]:
        return GlyphError(item["code"], item["detail"], tuple(item["code_points"]))
    family, _, _ = item["code"].partition("-")
    kind = {"DOCUMENT": DocumentError, "CONFIG": KeyRefusedError}.get(family, CertificateError)
    return kind(item["code"], item["detail"])


def _point(point: Sequence[float]) -> tuple[float, float, float]:
    x_mm, y_mm, time_ms = point
    return float(x_mm), float(y_mm), float(time_ms)
