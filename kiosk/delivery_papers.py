# SPDX-License-Identifier: Apache-2.0
"""What the papers say of the way a result reaches the citizen (领取方式); pure.

The postal slip (邮寄单) stays with the case and is printed where the letter is packed; the
pick-up slip (领取单) is the citizen's. A tracking number is the carrier's: none is made here.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from certificates.elements import Values
from forms.application import Application
from forms.decision import Accepted, AcceptedWithGaps, Decision
from forms.delivery import DeliveryPlan, PostalAddress, delivery_plan
from forms.handling import Delivery
from forms.service_item import ServiceItem

CODE_DIGITS: Final = 6
POSTAL_SLIP: Final = "postal_slip"
PICKUP_SLIP: Final = "pickup_slip"


def new_pickup_code(item: ServiceItem, application: Application, decision: Decision) -> str:
    """Draw the code by which the window hands out the result; empty where none is fetched.

    It is chance and follows from nothing on the papers: who reads a case number cannot fetch.
    """
    plan = delivery_plan(item, application, decision)
    if plan is None or plan.way is not Delivery.WINDOW:
        return ""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def contents(item: ServiceItem) -> str:
    """What is sent or handed out."""
    title = item.licence.title if item.licence is not None else item.title
    return f"{title.zh_CN}　1份"


@dataclass(frozen=True)
class Subject:
    """What is delivered: of which service and case, by which code it is fetched."""

    item: ServiceItem
    decision: Decision
    case_number: str
    code: str = field(default="", repr=False)
    forward_to: str = ""
    """Division (six digits) that decides; empty where it is decided here."""

    @property
    def is_later(self) -> bool:
        """Whether nothing is issued yet."""
        return isinstance(self.decision, Accepted | AcceptedWithGaps)


@dataclass(frozen=True)
class DeliverySheet:
    """One slip: its template, its values, what must be readable, whether it comes out here."""

    name: str
    values: Values = field(repr=False)
    must_show: tuple[str, ...] = field(repr=False)
    is_printed: bool


def delivery_sheets(
    plan: DeliveryPlan, subject: Subject, heading: Values
) -> tuple[DeliverySheet, ...]:
    """The slips of a case; ``heading`` is what stands at the top of every slip.

    What is decided later is fetched with the acceptance slip, which bears the code.

    Raises:
        ValueError: something waits at the window and has no code.

    """
    if plan.address is not None:
        return (_postal_slip(plan.address, subject, heading),)
    if plan.way is Delivery.WINDOW and not subject.is_later:
        return (_pickup_slip(subject, heading),)
    return ()


def _postal_slip(to: PostalAddress, subject: Subject, heading: Values) -> DeliverySheet:
    when = "证件已经办好，请尽快寄出。"
    if subject.is_later:
        when = "批准发证以后才能寄出；没有批准的，不用这张单。"
    values = {
        **heading,
        "recipient": to.recipient,
        "address": to.address,
        "phone": to.phone,
        "contents": contents(subject.item),
        "where": subject.item.where.zh_CN,
        "when": when,
    }
    must_show = (subject.case_number, to.recipient, to.phone)
    return DeliverySheet(POSTAL_SLIP, values, must_show, is_printed=False)


def _pickup_slip(subject: Subject, heading: Values) -> DeliverySheet:
    if not subject.code:
        raise ValueError("a pick-up slip needs its code")
    values = {
        **heading,
        "code": spaced(subject.code),
        "contents": contents(subject.item),
        "where": subject.item.where.zh_CN,
        "steps": _STEPS,
    }
    must_show = (subject.case_number, spaced(subject.code))
    return DeliverySheet(PICKUP_SLIP, values, must_show, is_printed=True)


_STEPS: Final = (
    "带上这张单和您的身份证，到上面写的窗口。",
    "告诉工作人员领取码，核对身份证，当场领走。",
    "请人代领的，带上您的身份证、代领人的身份证和您签字的委托书。",
)


def spaced(code: str) -> str:
    """Write a code in two halves, as it is read out.

    >>> spaced("012345")
    '012 345'
    """
    half = len(code) // 2
    return f"{code[:half]} {code[half:]}"


def delivery_line(plan: DeliveryPlan | None, subject: Subject) -> tuple[str, ...]:
    """Say on receipt or slip who decides elsewhere, and how the result comes from there.

    Nothing where it was decided and printed here.
    """
    return (*_forwarded(subject), *_coming(plan, subject))


def _forwarded(subject: Subject) -> tuple[str, ...]:
    if not subject.forward_to:
        return ()
    return (f"跨区域代收：材料转交业务所在地（行政区划{subject.forward_to}）的机关办理。",)


def _coming(plan: DeliveryPlan | None, subject: Subject) -> tuple[str, ...]:
    if plan is None or plan.way is Delivery.PRINT:
        return ()
    when = "批准以后，" if subject.is_later else ""
    if plan.address is not None:
        to = plan.address
        return (
            f"{when}邮寄给您：{to.recipient}，{to.phone}，{to.address}。不收费，本人签收。",
        )
    told = f"领取码 {spaced(subject.code)}，" if subject.code else ""
    return (f"{when}到{subject.item.where.zh_CN}领取，{told}请带身份证。",)


def delivery_record(plan: DeliveryPlan | None, subject: Subject) -> Mapping[str, str]:
    """What is kept with the case and sent to the desk; empty where nothing is delivered.

    Keys: ``way`` (print_here, post, window), ``recipient``, ``address``, ``phone``,
    ``pickup_code``, ``forward_to``.
    """
    record = {"forward_to": subject.forward_to} if subject.forward_to else {}
    if plan is None:
        return record
    record["way"] = plan.way.value
    if plan.address is not None:
        to = plan.address
        record |= {"recipient": to.recipient, "address": to.address, "phone": to.phone}
    return record | ({"pickup_code": subject.code} if subject.code else {})
