# SPDX-License-Identifier: Apache-2.0
"""What can be found out about signed data (GB/T 35275) that anybody may have made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certificates.national.issuing import chain_of, common_name, is_for_seals, point_certified
from certificates.national.keys import MALFORMED
from certificates.national.library import Sm2Error, Sm2MissingError, holds
from certificates.national.signed_data import NoStatementError, read_signed_data


@dataclass(frozen=True)
class NationalFinding:
    """One signature by SM2; the fields are those of ``SealFinding``.

    Attributes:
        covers_file: it holds, over the very bytes of this file.
        root: the listed root that its certificate leads to, DER; None when to none.
        is_out_of_date: it leads to a listed root, but not at the moment asked for.
        signer: common name on the certificate, as it claims.
        signed_at: moment it states; not proved by anybody else.
        unchecked: why nothing of this could be found out; empty where it could.

    """

    covers_file: bool
    root: bytes | None = None
    is_out_of_date: bool = False
    signer: str = ""
    signed_at: datetime | None = None
    unchecked: str = ""


def judge(
    encoded: bytes, digest: bytes, roots: Sequence[bytes], *, at: datetime
) -> NationalFinding:
    """Check signed data against the digest of a file; never raises for what it finds.

    Args:
        encoded: signed data, DER.
        digest: SM3 over the bytes that they must cover.
        roots: certificates that are believed, DER.
        at: moment at which certificates must be valid, with a time zone.

    """
    try:
        return _judged(encoded, digest, roots, at)
    except Sm2MissingError as error:
        return NationalFinding(covers_file=False, unchecked=str(error))
    except (NoStatementError, Sm2Error, *MALFORMED):
        return NationalFinding(covers_file=False)


def _judged(
    encoded: bytes, digest: bytes, roots: Sequence[bytes], at: datetime
) -> NationalFinding:
    said = read_signed_data(encoded)
    holds_here = (
        said.digest == digest
        and holds(point_certified(said.certificate), said.attributes, said.signature)
        and is_for_seals(said.certificate)
    )
    chain = chain_of(said.certificate, roots, at=at)
    return NationalFinding(
        covers_file=holds_here,
        root=chain.root if chain.is_in_time else None,
        is_out_of_date=chain.root is not None and not chain.is_in_time,
        signer=common_name(said.certificate),
        signed_at=said.signed_at,
    )
