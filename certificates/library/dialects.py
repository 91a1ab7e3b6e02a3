# SPDX-License-Identifier: Apache-2.0
"""The certificate library that the settings name, whatever its dialect."""

from collections.abc import Callable
from datetime import date

from certificates.library.certshare import CertShareLibrary
from certificates.library.regional import RegionalLibrary
from certificates.settings import PlatformSettings


def library_of(
    settings: PlatformSettings, today: Callable[[], date]
) -> CertShareLibrary | RegionalLibrary:
    """Make the client for ``[platform] dialect``; nothing is asked yet.

    Args:
        settings: ``[platform]``.
        today: gives the day, for dialects that name it.

    Raises:
        ValueError: a dialect that is not known; the configuration's rules keep it out.

    """
    match settings.dialect:
        case "certshare":
            return CertShareLibrary(settings)
        case "regional":
            return RegionalLibrary(settings, today)
        case other:
            message = f"dialect {other!r} is not known: certshare or regional"
            raise ValueError(message)
