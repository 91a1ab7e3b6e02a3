# SPDX-License-Identifier: Apache-2.0
"""Printing one's own certificates (电子证照打印): which copy (加注件) is asked of the library.

A service with ``CopyRules`` decides nothing about anybody: the citizen takes one of the
certificates that are found, says what the copy is for and how long it may be used, and the
library's own annotated copy is printed. Kinds, purposes and periods are data of the catalogue.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from certificates.electronic_certificate import ElectronicCertificate
from forms.application import Application, CalledCertificate
from forms.copy_rules import PICKED, CopyRules
from forms.prefill import fields_shown
from forms.service_item import ServiceItem
from forms.text import Text
from forms.wording import filled

NAME_LABEL: Final = "证照名称"
HOLDER_LABEL: Final = "持证主体"
ISSUER_LABEL: Final = "颁发机构"
"""Labels of the metadata (GB/T 36903) under which the taken certificate tells its own."""


@dataclass(frozen=True)
class CopyWish:
    """A copy for one purpose until one day, for the papers (Chinese) and for the screen.

    Attributes:
        mark: what the copy shall say.
        valid_to: last day on which it may be used.

    """

    mark: Text = field(repr=False)
    valid_to: date


def rules_for_copies(item: ServiceItem) -> CopyRules:
    """Give the rules of a service that prints certificates; LookupError for another one."""
    if item.copies is None:
        raise LookupError(f"{item.id} prints no certificates")
    return item.copies


def taken(certificate: ElectronicCertificate) -> CalledCertificate:
    """Give the certificate that the citizen took, as a source of the form."""
    metadata = {
        NAME_LABEL: certificate.name,
        HOLDER_LABEL: certificate.holder_name,
        ISSUER_LABEL: certificate.issuing_authority_name,
    }
    return CalledCertificate(
        role=PICKED,
        name=certificate.name,
        number=certificate.number,
        face={**dict(certificate.surface), **metadata},
        area_code=certificate.area_code,
        expires_on=certificate.expires_on,
    )


def wish_of(item: ServiceItem, application: Application, *, today: date) -> CopyWish | None:
    """Say what copy the form asks for; None while purpose or period is open.

    A copy does not outlive its certificate: the earlier of both last days counts. What the
    citizen says is wrong is not copied.
    """
    rules = rules_for_copies(item)
    purpose = application.fields.get(rules.purpose_field)
    days = application.fields.get(rules.days_field)
    certificate = application.certificates.get(PICKED)
    if purpose is None or days is None or certificate is None:
        return None
    last = today + timedelta(days=rules.days[days.value])
    if certificate.expires_on is not None:
        last = min(last, certificate.expires_on)
    is_in_words = any(one.id == rules.words_field for one in fields_shown(item, application))
    words = application.fields.get(rules.words_field) if is_in_words else None
    shown = item.field(rules.purpose_field)
    texts = {
        language: words.value if words is not None else shown.shown(purpose.value, language)
        for language in ("zh_CN", "en")
    }
    told = Text(texts["zh_CN"], texts["en"])
    return CopyWish(filled(rules.mark, {"purpose": told}), last)
