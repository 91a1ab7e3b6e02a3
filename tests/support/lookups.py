# SPDX-License-Identifier: Apache-2.0
"""Look-ups of the fictitious persons, as the troubles of the platform are tested with them."""

from collections.abc import Iterator
from contextlib import contextmanager

import yaml

from certificates.certificate_types import BUSINESS_LICENCE, CertificateType
from certificates.electronic_certificate import Holder
from certificates.library.certshare import CertShareLibrary
from certificates.library.interface import AuditElements, HolderQuery
from certificates.library.lookup import LookupOutcome, look_up
from certificates.settings import PlatformSettings
from kiosk.simulate.persons import SHIPPED_FOLDER

AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")


def holder(slug: str) -> Holder:
    """Give a fictitious person as a card would."""
    text = (SHIPPED_FOLDER / "persons.yaml").read_text(encoding="utf-8")
    persons = yaml.load(text, Loader=yaml.CSafeLoader)["persons"]
    return next(
        Holder(person["name"], person["number"]) for person in persons if person["id"] == slug
    )


@contextmanager
def open_library(base_url: str, **limits: float) -> Iterator[CertShareLibrary]:
    """Open a library and close its connections after use."""
    library = CertShareLibrary(
        PlatformSettings(
            base_url=base_url,
            connect_s=limits.get("connect_s", 3.0),
            read_s=limits.get("read_s", 5.0),
        )
    )
    try:
        yield library
    finally:
        library.close()


def look_up_for(
    library: CertShareLibrary,
    person: Holder,
    kind: CertificateType = BUSINESS_LICENCE,
    *,
    deadline_s: float = 5.0,
) -> LookupOutcome:
    """Look for a person's certificates of one kind."""
    query = HolderQuery(person.number, "111", kind.code, "办理公共场所卫生许可")
    return look_up(library, query, AUDIT, deadline_s=deadline_s)
