# SPDX-License-Identifier: Apache-2.0
"""``kiosk verify FILE.pdf``, ``--qr TEXT``, or both: is this licence genuine? (证照核验).

Exit status: 0 valid, or a sample of a demo key that the key list names; 1 anything else;
2 wrong use. A production key list names no demo key, so there a sample is a stranger's. What
the second signature, by SM2, came to is told beside; ``--national`` demands a good one.
"""

import argparse
import json
import logging
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from certificates.errors import KeyRefusedError
from certificates.revocation import RevocationList, read_revocation_list
from certificates.trust import TrustList, read_trust_list
from certificates.verification import Verdict, Verification, compare, verify_pdf, verify_qr
from config.errors import ConfigError
from config.loader import load_settings
from config.site_file import SITE_FILE
from kiosk.clock import SystemClock
from kiosk.own_trust import believed, own_key_list, revoked_beside

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_HEADLINES: Final = {
    Verdict.VALID: "有效 VALID",
    Verdict.SAMPLE: "样本 SAMPLE: genuine, but not a licence",
    Verdict.EXPIRED: "已过期 EXPIRED",
    Verdict.REVOKED: "已失效 NO LONGER GOOD",
    Verdict.UNKNOWN_KEY: "签发者不明 UNKNOWN KEY",
    Verdict.ALTERED: "已被改动 ALTERED",
    Verdict.NOT_SIGNED: "无签章 NOT SIGNED",
    Verdict.UNCHECKED: "未核验 NOT CHECKED",
}
_GENUINE: Final = frozenset({Verdict.VALID, Verdict.SAMPLE})
_WRONG_USE: Final = 2
_Facts: TypeAlias = dict[str, str | list[str] | None]
_MAX_FILE_BYTES: Final = 64 * 1024 * 1024


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``verify`` to the command line."""
    parser = subparsers.add_parser("verify", help="verify a licence, offline")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE.pdf", help="a sealed file")
    parser.add_argument(
        "--qr", metavar="TEXT", help="the text of a licence's QR code; with a file: both"
    )
    parser.add_argument("--keys", type=Path, metavar="FILE", help="key list (keys.json)")
    parser.add_argument("--revoked", type=Path, metavar="FILE", help="revocation list")
    parser.add_argument("--config", type=Path, metavar="FILE", help="kiosk.toml")
    parser.add_argument(
        "--national",
        action="store_true",
        help="demand a signature by SM2 (国密) beside the seal",
    )
    parser.add_argument("--json", action="store_true", help="answer in JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the verdict; 0 genuine, 1 not, 2 when there was nothing to judge."""
    # A path that does not hold is an answer here, not a warning with a traceback.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    now = SystemClock().now()
    if args.file is None and args.qr is None:
        return _complain("name a FILE.pdf, or --qr TEXT, or both")
    try:
        revoked = _revoked(args)
        found = _judged(args, _trust(args), revoked, now)
    except (ConfigError, KeyRefusedError) as error:
        return _complain(str(error))
    except OSError as error:
        return _complain(f"cannot read {args.file}: {error.strerror}")
    shown = _facts(found, revoked)
    if args.national or found.national is not None:
        shown |= _national_facts(found.national)
    sys.stdout.write(_as_json(found, shown) if args.json else _as_text(found, shown))
    national = found.national
    is_enough = not args.national or (national is not None and national.verdict in _GENUINE)
    return 0 if found.verdict in _GENUINE and is_enough else 1


def _judged(
    args: argparse.Namespace, trust: TrustList, revoked: RevocationList, now: datetime
) -> Verification:
    """Judge file and code; of both, whether they are of one licence."""
    if args.file is None:
        return verify_qr(args.qr, trust, at=now, revoked=revoked)
    file = verify_pdf(_content(args.file), trust, at=now, revoked=revoked)
    if args.qr is None:
        return file
    return compare(file, verify_qr(args.qr, trust, at=now, revoked=revoked))


def _trust(args: argparse.Namespace) -> TrustList:
    """The named key list, else the kiosk's own; without any, nobody is believed."""
    if args.keys is not None:
        return read_trust_list(args.keys)
    path = _own_key_list(args.config)
    if not path.exists():
        sys.stderr.write(f"kiosk verify: no key list at {path}; nobody's key is believed\n")
    return believed(path)


def _revoked(args: argparse.Namespace) -> RevocationList:
    """The named list, else the one beside the key list; without any, nothing is known."""
    if args.revoked is not None:
        return read_revocation_list(args.revoked)
    keys = args.keys if args.keys is not None else _own_key_list(args.config)
    return revoked_beside(keys)


def _own_key_list(config_file: Path | None) -> Path:
    site_file = config_file or (SITE_FILE if SITE_FILE.exists() else None)
    return own_key_list(load_settings(site_file, os.environ).settings)


def _content(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MAX_FILE_BYTES)


def _complain(sentence: str) -> int:
    sys.stderr.write(f"kiosk verify: {sentence}\n")
    return _WRONG_USE


def _as_text(found: Verification, facts: _Facts) -> str:
    lines = [_HEADLINES[found.verdict], f"  {found.reason}"]
    lines += [f"  {name}: {value}" for name, value in facts.items() if value]
    return "\n".join(lines) + "\n"


def _as_json(found: Verification, facts: _Facts) -> str:
    document = {"verdict": found.verdict.value, "reason": found.reason, **facts}
    return json.dumps(document, ensure_ascii=False) + "\n"


def _national_facts(national: Verification | None) -> _Facts:
    """What the second signature came to."""
    if national is None:
        return {"sm2": Verdict.NOT_SIGNED.value, "sm2_reason": "no signature by SM2"}
    facts = {"sm2": national.verdict.value, "sm2_reason": national.reason}
    return {**facts, "sm2_signer": national.signer} if national.signer else {**facts}


def _facts(found: Verification, revoked: RevocationList) -> _Facts:
    facts: _Facts = {"signer": found.signer}
    if found.signed_at is not None:
        facts["signed_at"] = found.signed_at.isoformat()
    if found.proved_at is not None:
        facts["proved_at"] = found.proved_at.isoformat()
    if found.claims is not None:
        facts["revocations_as_of"] = revoked.as_of.isoformat() if revoked.as_of else None
    claims = found.claims
    if claims is not None:
        facts["number"] = claims.number
        facts["unit"] = claims.unit
        facts["representative"] = claims.representative
        facts["items"] = list(claims.item_codes)
        facts["issued_on"] = claims.issued_on.isoformat()
        facts["expires_on"] = claims.expires_on.isoformat() if claims.expires_on else None
    return facts
