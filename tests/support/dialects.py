# SPDX-License-Identifier: Apache-2.0
"""The two dialects of the loopback platform, as one parameter of a test."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from certificates.library.dialects import library_of
from certificates.library.interface import AuditElements, CertificateLibrary, HolderQuery
from certificates.settings import PlatformSettings

DIALECTS = ("certshare", "regional")
AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")
PURPOSE = "办理公共场所卫生许可"
TODAY = date(2026, 11, 20)


def settings_for(dialect: str, address: str, **more: str) -> PlatformSettings:
    """Settings for a dialect of the loopback platform at ``address``."""
    base_url = address if dialect == "certshare" else f"{address}/regional"
    return PlatformSettings(dialect=dialect, base_url=base_url, **more)  # type: ignore[arg-type]


@contextmanager
def library_for(dialect: str, address: str, **more: str) -> Iterator[CertificateLibrary]:
    """A library of that dialect, closed after use."""
    library = library_of(settings_for(dialect, address, **more), lambda: TODAY)
    try:
        yield library
    finally:
        library.close()


def query_for(number: str, type_code: str) -> HolderQuery:
    """Look for one kind of certificate of a person."""
    return HolderQuery(number, "111", type_code, PURPOSE)
