# SPDX-License-Identifier: Apache-2.0
"""The words and the facts of the hall that a page may use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from certificates.template import Template
from config.faults import Audience, FaultCatalogue
from forms.authority import authority_name
from forms.service_item import ServiceItem
from kiosk.screens.texts import Texts


@dataclass(frozen=True)
class Site:
    """What a page says about this machine and its hall."""

    machine: str
    authority: str
    phone: str
    window: str
    is_sample: bool
    authorities: Mapping[str, str] = field(default_factory=dict)
    nearest: str = ""
    """Where the nearest other kiosk stands; whether it works now is not known here."""

    def authority_of(self, item: ServiceItem) -> str:
        """The authority (发证机关) that decides on this service here."""
        return authority_name(item.authority_kind, self.authorities, self.authority)


@dataclass(frozen=True)
class Words:
    """Texts of one language with everything that fills their gaps.

    ``faces`` are the licence faces by service id and ``papers`` the other papers by name, from
    which the sheet on the stage is drawn.
    """

    texts: Texts
    faults: FaultCatalogue
    site: Site
    faces: Mapping[str, Template] = field(default_factory=dict)
    papers: Mapping[str, Template] = field(default_factory=dict)

    @property
    def language(self) -> str:
        """Name of the language, ``zh_CN`` or ``en``."""
        return self.texts.language

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of ``key``."""
        return self.texts(key, **values)

    def fault(self, code: str) -> tuple[str, str, str]:
        """Tell a citizen about a fault: what happened, what to do now, where else to go."""
        text = self.faults.fault(code).told(self.language)
        return text.happened, text.now, text.elsewhere

    def joined(self, *sentences: str) -> str:
        """Put sentences one after the other, as the language does it."""
        between = "" if self.language == "zh_CN" else " "
        return between.join(sentence for sentence in sentences if sentence)

    def steps(self, code: str) -> str:
        """Tell hall staff what to do about a fault, a step on each line."""
        return self.faults.text(code, Audience.CLERK, self.language)

    def contact(self) -> str:
        """Whom to call."""
        phone = self("contact.phone", phone=self.site.phone) if self.site.phone else ""
        return " · ".join(part for part in (phone, self.site.window) if part)

    def day(self, value: date) -> str:
        """Write a date as people read it.

        Chinese ``2027年1月21日``, English ``21 January 2027``.
        """
        if self.language == "en":
            return f"{value.day} {value:%B} {value.year}"
        return f"{value.year}年{value.month}月{value.day}日"
