# SPDX-License-Identifier: Apache-2.0
"""One call to the platform: who asks and why, and whether it was answered at all.

The envelope that all of the platform's interfaces share: account in the head,
purpose (用证事由) and five audit elements in the data.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from certificates.errors import PlatformRefusedError, PlatformRubbishError
from certificates.library.certshare_wire import encode_call
from certificates.library.interface import AuditElements
from certificates.library.platform_line import HttpAnswer, PlatformLine, Tls
from certificates.settings import PlatformSettings

if TYPE_CHECKING:
    from certificates.library.ciphered import Ciphers

_HTTP_OK: Final = 200
_HTTP_CLIENT_ERRORS: Final = range(400, 500)


@dataclass(frozen=True)
class Bounds:
    """Limits of one call.

    Attributes:
        deadline_s: longest time for everything.
        answer_s: longest time for the answer alone, once connected and asked.
        limit: largest body taken, in bytes.

    """

    deadline_s: float
    answer_s: float
    limit: int


class PlatformCaller:
    """Makes the calls of one account; safe to use from several threads at once.

    Args:
        settings: address, account and time limits. The token is read from its file on every
            call, so that a renewed one counts without a restart, and is kept nowhere else.
        repeats: whether all that is called may be called twice (``PlatformLine``).

    """

    def __init__(self, settings: PlatformSettings, *, repeats: bool = False) -> None:
        self._settings = settings
        self._line = line_to(settings, repeats=repeats)
        self._ciphers = ciphers_of(settings)

    def call(
        self,
        operation: str,
        parameters: Mapping[str, object],
        audit: AuditElements,
        bounds: Bounds,
    ) -> HttpAnswer:
        """Make one call and take its whole answer.

        Args:
            operation: last part of the address.
            parameters: the operation's own, ``useCause`` among them.
            audit: the five audit elements.
            bounds: time and size.

        Raises:
            CertificateError: unreachable, too slow, refused (HTTP 4xx, or no account or key
                to be had) or rubbish (any other status than 200, or not encrypted as agreed).

        """
        secret = read_secret(self._settings.access_token_file)
        head = {"accessId": self._settings.access_id, "accessToken": secret}
        data = {**parameters, **audit_parameters(audit)}
        ciphers = self._ciphers
        answer = self._line.post(
            operation,
            encode_call(*(ciphers.certshare_request(head, data) if ciphers else (head, data))),
            deadline_s=bounds.deadline_s,
            answer_s=bounds.answer_s,
            limit=bounds.limit,
        )
        check_status(operation, answer)
        return ciphers.certshare_answer(operation, answer) if ciphers else answer

    def close(self) -> None:
        """Close the kept connections."""
        self._line.close()


def line_to(settings: PlatformSettings, *, repeats: bool = False) -> PlatformLine:
    """Make the line that the settings describe; nothing is connected yet."""
    tls = Tls(settings.ca_file, settings.client_certificate_file, settings.client_key_file)
    return PlatformLine(
        settings.base_url, connect_s=settings.connect_s, tls=tls, repeats=repeats
    )


def ciphers_of(settings: PlatformSettings) -> "Ciphers | None":
    """What encrypts the payloads; None where they go in the clear (inside TLS)."""
    if settings.payload == "plain":
        return None
    # A kiosk without the extra does not wait for it.
    from certificates.library.ciphered import Ciphers  # noqa: PLC0415

    return Ciphers(settings)


def read_secret(path: str) -> str:
    """Read the account's secret; an empty path means none.

    Raises:
        PlatformRefusedError: the file cannot be read.

    """
    if not path:
        return ""
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        detail = "the file of the access token cannot be read"
        raise PlatformRefusedError("PLATFORM-0303", detail) from error


def check_status(operation: str, answer: HttpAnswer) -> None:
    """Let only HTTP 200 through.

    Raises:
        PlatformRefusedError: HTTP 4xx.
        PlatformRubbishError: any other status.

    """
    if answer.status == _HTTP_OK:
        return
    detail = f"{operation}: HTTP {answer.status}"
    if answer.status in _HTTP_CLIENT_ERRORS:
        raise PlatformRefusedError("PLATFORM-0303", detail)
    raise PlatformRubbishError("PLATFORM-0304", detail)


def audit_parameters(audit: AuditElements) -> dict[str, str]:
    """Name the five audit elements as the wire does."""
    return {
        "orgName": audit.org_name,
        "username": audit.username,
        "itemName": audit.item_name,
        "itemCode": audit.item_code,
        "businessCode": audit.business_code,
    }
