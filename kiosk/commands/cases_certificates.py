# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases revocations|revoke``: which licences are no longer good, and who says so."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from certificates.revocation import encode_revocation_list
from kiosk.certified import revocations
from kiosk.clock import SystemClock
from kiosk.commands.arguments import SUCCESS, complain, say
from kiosk.journal import Journal
from kiosk.store.certificates import CertificateEnd, CertificateState
from kiosk.store.store import Store

if TYPE_CHECKING:
    from argparse import _SubParsersAction

REVOCATIONS: Final = "revocations"
REVOKE: Final = "revoke"
REVOCATIONS_HELP: Final = (
    "The licences of this kiosk that are no longer good (失效名单), as kiosk verify reads them"
    " with --revoked: replaced, cancelled, withdrawn or revoked. One that ran out says so."
)
REVOKE_HELP: Final = (
    "Say that the authority has revoked (吊销) or withdrawn (撤销) the licence of a case. It is"
    " said once, kept in the journal, and stands on the list of revocations from then on."
)


def add_certificate_actions(
    actions: "_SubParsersAction[argparse.ArgumentParser]",
) -> tuple[argparse.ArgumentParser, ...]:
    """Offer the two actions; returns their parsers."""
    listing = actions.add_parser(
        REVOCATIONS, help="licences that are no longer good", description=REVOCATIONS_HELP
    )
    listing.add_argument("--out", type=Path, metavar="FILE", help="write revoked.json there")
    revoking = actions.add_parser(
        REVOKE, help="say that a licence was revoked or withdrawn", description=REVOKE_HELP
    )
    revoking.add_argument("case", metavar="CASE", help="case number")
    revoking.add_argument("state", choices=("revoked", "withdrawn"), help="what became of it")
    return listing, revoking


def run_certificate_action(args: argparse.Namespace, store: Store) -> int:
    """Write the list, or say that a licence is over."""
    if args.action == REVOKE:
        Journal.open(store, clock=SystemClock())
        return _revoke(store, args.case, CertificateState(args.state))
    known = store.certificates
    entries = revocations(known.ended(), known)
    encoded = encode_revocation_list(entries, as_of=SystemClock().today())
    if args.out is None:
        say(encoded.decode("utf-8").rstrip())
        return SUCCESS
    try:
        args.out.write_bytes(encoded)
    except OSError as error:
        return complain(f"{args.out}: {error.strerror}")
    say(f"Written: {args.out}, {len(entries)} licences.")
    return SUCCESS


def _revoke(store: Store, case_id: str, state: CertificateState) -> int:
    one = store.certificates.of_case(case_id)
    if one is None:
        return complain(f"case {case_id} has issued no certificate")
    end = CertificateEnd(one.number, one.version, state, SystemClock().today())
    if not store.certificates.end(end):
        return complain(f"the certificate of {case_id} is {state.value} already")
    say(f"The certificate of {case_id} is {state.value} from today.")
    return SUCCESS


def certificate_lines(store: Store, case_id: str, today: date) -> tuple[str, ...]:
    """The certificate of a case for people; nothing where it issued none."""
    one = store.certificates.of_case(case_id)
    if one is None:
        return ()
    state = store.certificates.state_of(one, today)
    last = f" until {one.expires_on}" if one.expires_on else ""
    return (f"certificate {one.identifier}  {state.value}{last}",)


def certificate_json(store: Store, case_id: str, today: date) -> dict[str, object] | None:
    """The certificate of a case for a machine; None where it issued none."""
    one = store.certificates.of_case(case_id)
    if one is None:
        return None
    return {
        "identifier": one.identifier,
        "version": one.version,
        "state": store.certificates.state_of(one, today).value,
        "issued_on": one.issued_on.isoformat(),
        "expires_on": one.expires_on.isoformat() if one.expires_on else None,
    }
