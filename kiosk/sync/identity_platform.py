# SPDX-License-Identifier: Apache-2.0
"""Client of the identity platform: tokens of identity codes (身份码), and codes by telephone.

Assumed as a whole: no public protocol for terminals was found. What this project fixes about it
is in ``identity_platform.openapi.yaml``; account, envelope and audit elements are those of the
certificate library, as one platform serves both.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from certificates.errors import CertificateError
from certificates.library.interface import AuditElements, PlatformReport
from certificates.library.platform_call import Bounds, PlatformCaller
from certificates.settings import PlatformSettings
from devices.identity.codes import Sex
from devices.identity.nations import nation_name
from devices.identity.numbers import CitizenNumber
from kiosk.sync.wire import data_of, needed, optional, rubbish, whole_number

ANSWER_LIMIT: Final = 65_536
"""Largest answer taken, in bytes; a person is a few hundred."""

NO_TOKEN: Final = "selftest-token-of-nobody"  # noqa: S105  # opens nothing
"""A token that no platform has given out, for self-tests."""

BINDING_FORM: Final = "[0-9a-f]{64}"
CHECK_ID_FORM: Final = "[A-Za-z0-9._-]{1,64}"
LONGEST_VALIDITY_S: Final = 3600

_SELF_TEST: Final = ("selftest", "终端自检", "selftest", "selftest")
_MASKED: Final = r"\+?[0-9 -]{0,8}\*{3,12}[0-9]{0,4}"
_MOST_TRIES: Final = 20


class TokenEnd(StrEnum):
    """Why a token was not redeemed, in the platform's words."""

    EXPIRED = "expired"
    USED = "used"
    UNKNOWN = "unknown"
    REFUSED = "refused"


@dataclass(frozen=True)
class TokenDenied:
    """The token tells nobody."""

    end: TokenEnd


@dataclass(frozen=True, repr=False)
class RedeemedPerson:
    """Whom the platform says that a token stands for.

    Attributes:
        sex: as stated, or by the number where it is not.
        nation_code: GB/T 3304; ``nation`` is its name; both empty when not stated.
        address: empty when not stated.

    """

    name: str
    number: CitizenNumber
    sex: Sex
    nation_code: str = ""
    nation: str = ""
    address: str = ""


@dataclass(frozen=True, repr=False)
class SentCode:
    """A one-time code is on its way.

    Attributes:
        check_id: what the platform calls it.
        masked_phone: where it went, masked by the platform; the kiosk never sees the rest.
        valid_s: how long it is good for, in seconds.

    """

    check_id: str
    masked_phone: str
    valid_s: int


@dataclass(frozen=True, repr=False)
class CodeRight:
    """The code was right; ``binding`` ties that to check and person."""

    check_id: str
    binding: str


@dataclass(frozen=True)
class CodeWrong:
    """The code was wrong; with no tries left it is over."""

    tries_left: int


@dataclass(frozen=True)
class CodeExpired:
    """The code ran out, or was used already."""


class IdentityPlatform:
    """The platform that knows identity codes and telephones.

    One object may be used from several threads at once. Every method but ``probe`` raises
    ``CertificateError`` with the codes of ``certificates.library.platform_line``; no method
    logs a token, a code, a name or a number.
    """

    def __init__(self, settings: PlatformSettings) -> None:
        self._settings = settings
        self._caller = PlatformCaller(settings)

    def __repr__(self) -> str:
        return f"IdentityPlatform({self._settings.base_url})"

    def redeem(
        self, token: str, audit: AuditElements, *, deadline_s: float
    ) -> RedeemedPerson | TokenDenied:
        """Give a token back for the person it stands for (``redeemIdentityToken``)."""
        parameters = {"token": token, "useCause": "核对办事人身份"}
        data = self._call("redeemIdentityToken", parameters, audit, deadline_s=deadline_s)
        outcome = needed(data, "outcome", longest=20)
        if outcome in list(TokenEnd):
            return TokenDenied(TokenEnd(outcome))
        if outcome != "redeemed" or not isinstance(data.get("person"), dict):
            raise rubbish("redeemIdentityToken: no known outcome, or no person with it")
        return _person(data["person"])

    def send_code(
        self, number: str, nonce: str, audit: AuditElements, *, deadline_s: float
    ) -> SentCode | None:
        """Have a one-time code sent to this person's telephone (``sendPhoneCode``).

        Returns:
            None when the platform knows no telephone of this person.

        """
        parameters = {"holderCode": number, "nonce": nonce, "useCause": "核对本人"}
        data = self._call("sendPhoneCode", parameters, audit, deadline_s=deadline_s)
        match needed(data, "outcome", longest=20):
            case "sent":
                return SentCode(
                    check_id=needed(data, "checkId", longest=64, form=CHECK_ID_FORM),
                    masked_phone=needed(data, "maskedPhone", longest=24, form=_MASKED),
                    valid_s=whole_number(data, "validSeconds", low=1, high=LONGEST_VALIDITY_S),
                )
            case "no_phone":
                return None
            case _:
                raise rubbish("sendPhoneCode: no known outcome")

    def check_code(
        self, check_id: str, code: str, audit: AuditElements, *, deadline_s: float
    ) -> CodeRight | CodeWrong | CodeExpired:
        """Ask whether the code that was typed is the one that was sent (``checkPhoneCode``)."""
        parameters = {"checkId": check_id, "code": code, "useCause": "核对本人"}
        data = self._call("checkPhoneCode", parameters, audit, deadline_s=deadline_s)
        match needed(data, "outcome", longest=20):
            case "right":
                return CodeRight(
                    check_id=needed(data, "checkId", longest=64, form=CHECK_ID_FORM),
                    binding=needed(data, "binding", longest=64, form=BINDING_FORM),
                )
            case "wrong":
                return CodeWrong(whole_number(data, "triesLeft", low=0, high=_MOST_TRIES))
            case "expired":
                return CodeExpired()
            case _:
                raise rubbish("checkPhoneCode: no known outcome")

    def probe(self, *, deadline_s: float = 5.0) -> PlatformReport:
        """Redeem nobody's token: tests line, account and answer in one call."""
        place = self._settings.org_name.strip() or "自助终端"
        audit = AuditElements(place, *_SELF_TEST)
        try:
            outcome = self.redeem(NO_TOKEN, audit, deadline_s=deadline_s)
        except CertificateError as error:
            return PlatformReport(reachable=False, code=error.code, detail=error.detail)
        if not isinstance(outcome, TokenDenied):
            detail = "the platform knows a person for a token that nobody has"
            return PlatformReport(reachable=False, code="PLATFORM-0304", detail=detail)
        return PlatformReport(reachable=True, code="", detail="answered as described")

    def close(self) -> None:
        """Close the kept connections."""
        self._caller.close()

    def _call(
        self,
        operation: str,
        parameters: Mapping[str, str],
        audit: AuditElements,
        *,
        deadline_s: float,
    ) -> Mapping[str, Any]:
        bounds = Bounds(deadline_s, self._settings.read_s, ANSWER_LIMIT)
        named = {**parameters, "terminal": audit.username}
        return data_of(self._caller.call(operation, named, audit, bounds).body)


def _person(entry: Mapping[str, Any]) -> RedeemedPerson:
    try:
        number = CitizenNumber(needed(entry, "number", longest=18))
    except ValueError as error:
        raise rubbish(f"number: {error}") from None
    nation_code = optional(entry, "nationCode", longest=2, form="[0-9]{2}")
    sex = optional(entry, "sexCode", longest=1, form="[0129]")
    return RedeemedPerson(
        name=needed(entry, "name", longest=100),
        number=number,
        sex=Sex(sex) if sex else number.sex,
        nation_code=nation_code,
        nation=nation_name(nation_code) if nation_code else "",
        address=optional(entry, "address", longest=200),
    )
