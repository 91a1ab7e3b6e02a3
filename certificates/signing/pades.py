# SPDX-License-Identifier: Apache-2.0
"""Seal a document: a visible certification signature that forbids every later change.

PAdES baseline B-B, B-T or B-LTA (ETSI EN 319 142-1) with /DocMDP level 1, no changes
(ISO 32000-2, 12.8.2.2); the proofs of time that B-LTA appends are no change.
The original file stays a strict prefix of the sealed one, so a valid PDF/A stays one. Apart
from the signature value, the same page, key and moment give the same bytes at level B-B.
"""

import asyncio
import hashlib
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Final, Protocol, cast

from pyhanko.pdf_utils import generic, layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, Signer
from pyhanko.sign.signers.pdf_signer import (
    DSSContentSettings,
    PdfSigningSession,
    SigDSSPlacementPreference,
)
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.stamp.static import StaticStampStyle
from pyhanko_certvalidator.errors import (
    PathBuildingError,
    PathValidationError,
    ValidationError,
)

from certificates.errors import DocumentError
from certificates.signing.time_proof import TimeProof

if TYPE_CHECKING:
    from certificates.national.signed_data import NationalKey

_POINTS_PER_MM: Final = 72 / 25.4
_SEAL_NAME: Final = "/Seal"
_NOT_MADE: Final = "DOCUMENT-0602"
_UNPROVED: Final = "DOCUMENT-0607"
_ROOM_FOR_VALUE: Final = 3_072
_ROOM_FOR_STAMP: Final = 24_576
"""Hex digits kept for signature and signed attributes (RSA of 4,096 bits fits), and a stamp."""
_METADATA: Final = PdfSignatureMetadata(
    md_algorithm="sha256",
    certify=True,
    subfilter=SigSeedSubFilter.PADES,
    docmdp_permissions=MDPPerm.NO_CHANGES,
)
_PROOFS_INSIDE: Final = DSSContentSettings(
    include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_SIGNATURE
)
"""Proofs stand in the revision of the seal, so that the last stamp covers the whole file."""
_NO_PROOF: Final = (
    TimestampRequestError,
    PathBuildingError,
    PathValidationError,
    ValidationError,
)


@dataclass(frozen=True)
class Seal:
    """Where the seal stands and what it looks like.

    Attributes:
        field_name: name of the signature field, such as ``Seal1``.
        page: page index from 0; -1 is the last page.
        x_mm: left edge, from the left edge of the page.
        y_mm: upper edge, from the upper edge of the page.
        width_mm: width of the box.
        height_mm: height of the box.
        artwork: a PDF of one page, drawn in outlines; fills the box, keeping its shape.

    """

    field_name: str
    page: int
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    artwork: bytes = field(repr=False)


class SealSigner(Protocol):
    """Seals documents; the key may be in a file or in a token."""

    @property
    def is_demo(self) -> bool:
        """Whether every document must carry 样本."""
        ...

    def sign(self, pdf: bytes, *, seal: Seal, signed_at: datetime) -> bytes:
        """Append the sealing revision to ``pdf``."""
        ...


class SealingKey(Protocol):
    """Holds the private key of the seal: in memory, in a token, or at a signing service."""

    @property
    def certificate(self) -> bytes:
        """The seal's certificate, X.509, DER."""
        ...

    def signer(self) -> AbstractAsyncContextManager[Signer]:
        """Lend pyHanko's signer for one document.

        Raises:
            DocumentError: the key does not answer (DOCUMENT-0606).

        """
        ...


class PadesSigner:
    """Seals documents at the level that the settings ask for.

    Attributes:
        key: of the seal.
        proof: of time; None at level B-B.
        national: key of the second signature, by SM2; None without one.

    """

    def __init__(
        self, key: SealingKey, *, is_demo: bool, proof: TimeProof | None = None
    ) -> None:
        self.key = key
        self.proof = proof
        self.national: NationalKey | None = None
        self._is_demo = is_demo

    @property
    def is_demo(self) -> bool:
        """Whether every document must carry 样本."""
        return self._is_demo

    def sign(self, pdf: bytes, *, seal: Seal, signed_at: datetime) -> bytes:
        """Seal a document that is not sealed yet.

        Args:
            pdf: the finished document.
            seal: place and artwork.
            signed_at: moment of signing, with a time zone; stated, not proved.

        Returns:
            ``pdf`` followed by one revision that adds field, seal and signature, and at level
            B-LTA by two more with the proofs that outlive the certificates.

        Raises:
            DocumentError: the document or the artwork is no PDF, has no such page, or carries
                a signature already (DOCUMENT-0602); the key does not answer (DOCUMENT-0606);
                no time stamp, or no proof that the certificate is good (DOCUMENT-0607).

        Must not be called from a running asyncio loop: pyHanko needs one of its own.

        """
        try:
            return asyncio.run(self._sign(pdf, seal=seal, signed_at=signed_at))
        except DocumentError:
            raise
        except _NO_PROOF as error:
            raise DocumentError(_UNPROVED, f"no proof of time: {error}") from error
        except (PdfError, SigningError, layout.LayoutError, ValueError, KeyError) as error:
            if isinstance(error.__cause__, _NO_PROOF):
                raise DocumentError(_UNPROVED, f"no proof of time: {error}") from error
            raise DocumentError(_NOT_MADE, f"cannot seal: {type(error).__name__}") from error

    async def _sign(self, pdf: bytes, *, seal: Seal, signed_at: datetime) -> bytes:
        writer = _SealingWriter(BytesIO(pdf))
        field_spec = SigFieldSpec(
            seal.field_name, on_page=seal.page, box=_box(writer.prev, seal)
        )
        proof = self.proof
        out = BytesIO()
        async with self.key.signer() as key, AsyncExitStack() as lent:
            metadata, more = self._metadata(signed_at, out)
            if proof is not None and proof.is_for_decades:
                context = await lent.enter_async_context(proof.validation_context())
                metadata = replace(
                    metadata,
                    embed_validation_info=True,
                    use_pades_lta=True,
                    validation_context=context,
                    dss_settings=_PROOFS_INSIDE,
                )
            signer = _DatedSigner(
                replace(metadata, field_name=seal.field_name),
                signer=key,
                timestamper=None if proof is None else proof.time_stamper(),
                stamp_style=_stamp_style(seal.artwork),
                new_field_spec=field_spec,
            )
            signer.signed_at = signed_at
            room = _room_for(key) + (0 if proof is None else _ROOM_FOR_STAMP) + more
            await signer.async_sign_pdf(writer, bytes_reserved=room, output=out)
        return out.getvalue()

    def _metadata(self, signed_at: datetime, out: BytesIO) -> tuple[PdfSignatureMetadata, int]:
        """What the signature is to say, and the hex digits that this takes beyond the usual."""
        if self.national is None:
            return _METADATA, 0
        # A kiosk without the extra does not wait for it.
        from certificates.signing.national_seal import (  # noqa: PLC0415
            NationalAttributes,
            room_for,
        )

        attributes = NationalAttributes(self.national, signed_at, out)
        return replace(_METADATA, cades_signed_attr_spec=attributes), room_for(self.national)


def _room_for(key: Signer) -> int:
    """Hex digits to keep: always the same for the same key, so that equal pages stay equal."""
    certificates = {each.dump() for each in key.cert_registry}
    if key.signing_cert is not None:
        certificates.add(key.signing_cert.dump())
    return _ROOM_FOR_VALUE + 2 * sum(map(len, certificates))


class _DatedSigner(PdfSigner):
    """Signs at the moment it is told instead of asking the machine's clock."""

    signed_at: datetime

    def init_signing_session(
        self,
        pdf_out: BasePdfFileWriter,
        existing_fields_only: bool = False,  # noqa: FBT001, FBT002  pyHanko's signature
    ) -> PdfSigningSession:
        """Open pyHanko's session and set its time."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.signed_at
        return session


class _SealingWriter(IncrementalPdfFileWriter):
    """Appends a revision whose file id and metadata depend on the document alone."""

    @classmethod
    def _handle_id(cls, prev: PdfFileReader) -> generic.ArrayObject:
        stream = prev.stream
        stream.seek(0)
        digest = hashlib.sha256(stream.read()).digest()[:16]
        changed = generic.ByteStringObject(digest)
        try:
            original = prev.trailer["/ID"][0]
        except KeyError:
            return generic.ArrayObject([changed, changed])
        original_bytes = getattr(original, "original_bytes", original)
        return generic.ArrayObject([generic.ByteStringObject(original_bytes), changed])

    def _update_meta(self) -> None:
        """Leave the document's dates as rendered; the signature states its own."""


class _SealArtwork(PdfContent):
    """The seal's page as a form object, from bytes and under a fixed name."""

    def __init__(self, artwork: bytes) -> None:
        super().__init__()
        self._artwork = artwork

    def render(self) -> bytes:
        """Import the page and return the operator that draws it."""
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(BytesIO(self._artwork)))
        self.resources.xobject[_SEAL_NAME] = page
        left, lower, right, upper = page.get_object()["/BBox"]
        self.box = layout.BoxConstraints(width=abs(right - left), height=abs(upper - lower))
        return f"{_SEAL_NAME} Do".encode("ascii")


def _stamp_style(artwork: bytes) -> StaticStampStyle:
    return StaticStampStyle(
        border_width=0,
        background=_SealArtwork(artwork),
        background_opacity=1.0,
        background_layout=layout.SimpleBoxLayoutRule(
            x_align=layout.AxisAlignment.ALIGN_MID,
            y_align=layout.AxisAlignment.ALIGN_MID,
            margins=layout.Margins(),
            inner_content_scaling=layout.InnerScaling.STRETCH_TO_FIT,
        ),
    )


def _box(document: PdfFileReader, seal: Seal) -> tuple[int, int, int, int]:
    """Box of the seal in points from the lower left corner of its page."""
    page_ref, _ = document.find_page_for_modification(seal.page)  # type: ignore[no-untyped-call]
    node: generic.DictionaryObject = page_ref.get_object()
    while "/MediaBox" not in node:
        node = node["/Parent"]
    media_left, _, _, media_upper = (float(edge) for edge in node["/MediaBox"])
    left = media_left + seal.x_mm * _POINTS_PER_MM
    upper = media_upper - seal.y_mm * _POINTS_PER_MM
    right = left + seal.width_mm * _POINTS_PER_MM
    lower = upper - seal.height_mm * _POINTS_PER_MM
    # pyHanko writes fractions of a point as well as its declared integers.
    return cast("tuple[int, int, int, int]", (left, lower, right, upper))
