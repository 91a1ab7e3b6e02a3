# SPDX-License-Identifier: Apache-2.0
"""Printing one's own certificates: the shelf, the last look, and the picture of the copy."""

from collections.abc import Mapping

from certificates.certificate_types import type_by_key
from forms.copy_rules import PICKED
from forms.copying import HOLDER_LABEL, ISSUER_LABEL, wish_of
from forms.decision import Answered
from forms.headlines import headline
from kiosk.papers import CERTIFICATE_COPY, chinese_day
from kiosk.screens.present import reviewing
from kiosk.screens.present.form_page import form_rows
from kiosk.screens.present.words import Words
from kiosk.screens.views import Button, CertificateCard, Line, ReviewView, Screen, ShelfView
from kiosk.session import copying
from kiosk.session.copying import HeldCertificate
from kiosk.session.session import Session
from kiosk.session.states import State

FOR_GOOD = "长期"
SHORT = 8
"""Of a number of so few characters nothing is left to hide between four and four."""

COPY_LINES = ("fetched", "checked", "committed")
"""Lines of the issuing page of a copy, in the order in which they come true."""


def shelf(session: Session, words: Words) -> Screen:
    """Every certificate that was found, and what to do where there is none."""
    held = copying.shelf_of(session)
    silent = [line for line in session.sources if line.has_failed]
    can_print = any(one.reason is None for one in held)
    empty = "shelf.none_now" if silent else "shelf.none"
    view = ShelfView(
        title=words("shelf.title" if can_print else "shelf.title_none"),
        help=words("shelf.help") if can_print else "",
        cards=tuple(_card(one, words) for one in held),
        empty="" if can_print else words(empty),
        note=words("shelf.silent", count=len(silent)) if silent else "",
        code=silent[0].code if silent else "",
    )
    leave = Button(words("leave"), "leave")
    again = Button(words("shelf.again"), "again") if silent else None
    return Screen(
        State.SHELF.value,
        view,
        back=Button(words("back"), "back"),
        forward=None if can_print else (again or Button(words("shelf.end"), "leave")),
        extra=(again or leave) if can_print else (leave if again else None),
    )


def _card(held: HeldCertificate, words: Words) -> CertificateCard:
    reason = words(f"unusable.{held.reason.value}") if held.reason is not None else ""
    certificate = held.certificate
    if certificate is None:
        kind = type_by_key(held.role)
        name = kind.name if kind is not None else held.role
        return CertificateCard(held.id, name, "", "", "", reason, enabled=False)
    last = certificate.expires_on
    validity = words("shelf.valid_to", day=words.day(last)) if last else words("shelf.for_good")
    return CertificateCard(
        id=held.id,
        name=certificate.name,
        number=_hidden(certificate.number),
        issuer=certificate.issuing_authority_name,
        validity=validity,
        reason=reason,
        enabled=held.reason is None,
    )


def review(session: Session, words: Words) -> Screen:
    """The last look; at a copy: of what, for what, until when."""
    decision = session.decision
    if not isinstance(decision, Answered):
        return reviewing.review(session, words)
    item = session.chosen_item()
    view = ReviewView(
        title=words("review.title_copy"),
        headline=headline(item, decision).in_(words.language),
        rows=form_rows(session, words),
        papers=(words(f"paper.{CERTIFICATE_COPY}"),),
        note=words("review.note_copy"),
    )
    return Screen(
        State.REVIEW.value,
        view,
        back=Button(words("back"), "back"),
        forward=Button(words("review.forward_copy"), "forward"),
        extra=Button(words("leave"), "leave"),
    )


def issue_lines(session: Session, words: Words) -> tuple[Line, ...]:
    """Fetched, checked, kept: each said when it is true, not before."""
    lines: list[Line] = []
    for name in COPY_LINES:
        state = "done" if name in session.issue_lines else "waiting"
        if state == "waiting" and all(line.state == "done" for line in lines):
            state = "working"
        lines.append(Line(name, words(f"issuing.copy_{name}"), state))
    return tuple(lines)


def _hidden(number: str) -> str:
    """Hide the middle of a number, however long it is.

    >>> _hidden("92439900MA0TEXT04R"), _hidden("1234567")
    ('9243****T04R', '1234567')
    """
    return number if len(number) <= SHORT else f"{number[:4]}****{number[-4:]}"


def copy_values(session: Session) -> Mapping[str, str]:
    """Values of the picture of the copy that are known at this moment, by name."""
    item, application = session.chosen_item(), session.application
    certificate = application.certificates.get(PICKED) if application is not None else None
    if application is None or certificate is None:
        return {}  # nothing is taken, or what is taken is said to be wrong
    last = certificate.expires_on
    shown = {
        "name": certificate.name,
        "holder": certificate.value(HOLDER_LABEL),
        "number": _hidden(certificate.number),
        "issuer": certificate.value(ISSUER_LABEL),
        "valid_to": chinese_day(last) if last is not None else FOR_GOOD,
    }
    wish = wish_of(item, application, today=session.day())
    if wish is not None:
        shown |= {"mark": wish.mark.zh_CN, "last_day": chinese_day(wish.valid_to)}
    return shown
