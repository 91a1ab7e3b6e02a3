# SPDX-License-Identifier: Apache-2.0
"""The promise letter (告知承诺书): what the authority tells, what the citizen promises.

Source: 国办发〔2020〕42号; 湖南省公共场所卫生许可告知承诺书 (湘卫监督发〔2019〕1号).
"""

from dataclasses import dataclass
from datetime import date

from forms.application import Application
from forms.service_item import Material, ServiceItem
from forms.text import Text
from forms.working_days import DueDate, WorkCalendar


@dataclass(frozen=True)
class ToldItem:
    """One promised material: what has to be there, by when."""

    material: Material
    told: Text
    consequence: Text
    due_on: date


@dataclass(frozen=True)
class LetterSection:
    """A heading and its numbered paragraphs."""

    heading: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True)
class PromiseLetter:
    """Both parts of the letter (一 行政机关告知, 二 申请人承诺), ready to show and to print.

    ``told`` and ``promised`` are complete texts in reading order; ``due`` is the last day for
    the papers, ``check_due`` the last day for the authority's check.
    """

    title: Text
    told_version: str
    told: tuple[LetterSection, ...]
    promised: tuple[LetterSection, ...]
    items: tuple[ToldItem, ...]
    due: DueDate
    check_due: DueDate
    copies: int


@dataclass(frozen=True)
class RouteOffer:
    """What the route screen may offer; ``hindrances`` say why the promise is closed."""

    is_promise_open: bool
    hindrances: tuple[Text, ...]


def route_offer(item: ServiceItem, application: Application) -> RouteOffer:
    """Say whether the promise route is open for this case; the ordinary route always is."""
    raise NotImplementedError


def promise_letter(
    item: ServiceItem, application: Application, *, today: date, calendar: WorkCalendar
) -> PromiseLetter:
    """Compose the letter for the materials that this case promises."""
    raise NotImplementedError
