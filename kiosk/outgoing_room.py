# SPDX-License-Identifier: Apache-2.0
"""A way out on its own worker: woken by what is new, else by its own patience."""

from dataclasses import replace
from random import Random
from threading import Event
from typing import TYPE_CHECKING, Protocol

from certificates.library.interface import AuditElements
from config.settings import KioskSettings
from kiosk.clock import Clock
from kiosk.outgoing import AuditOf, Outgoing, Pace
from kiosk.sync.case_desk import HttpCaseDesk
from kiosk.workers import Worker

if TYPE_CHECKING:  # a self-test of the other side needs no desk of ours
    from kiosk.desk import Desk

AFTER_A_FAULT_S = 30.0
"""Pause after the store, or a bug of ours, kept a pass from its end."""


class Post(Protocol):
    """A way out: sends what is due, pass by pass."""

    def run_once(self, leaving: Event) -> float:
        """Send what is due; returns the seconds until there may be something again."""
        ...

    def close(self) -> None:
        """Close kept connections."""
        ...


class OutgoingRoom:
    """Runs pass after pass until it is left; without a way out it does nothing at all.

    Args:
        post: what is run; None where the other side is not configured.
        name: of the worker.

    """

    def __init__(self, post: Post | None, *, name: str = "outgoing") -> None:
        self._post = post
        self._wake = Event()
        self._leaving = Event()
        self._worker = Worker(name) if post is not None else None

    def start(self) -> None:
        """Begin with the first pass: what the last run left goes out."""
        if self._worker is not None:
            self._worker.do(self._turn, self._failed)

    def wake(self) -> None:
        """Something new waits; returns at once."""
        self._wake.set()

    def leave(self) -> tuple[Worker, ...]:
        """Give up every wait; a call at hand ends by its deadline, and may be repeated."""
        self._leaving.set()
        self._wake.set()
        if self._worker is None:
            return ()
        self._worker.drop()
        return (self._worker,)

    def close(self) -> None:
        """Close kept connections."""
        if self._post is not None:
            self._post.close()

    def _turn(self) -> None:
        if self._post is not None:
            self._again_in(self._post.run_once(self._leaving))

    def _failed(self, _code: str) -> None:
        self._again_in(AFTER_A_FAULT_S)

    def _again_in(self, rest_s: float) -> None:
        """Rest, unless woken, and queue the next pass."""
        self._wake.wait(rest_s)
        self._wake.clear()
        if self._worker is not None and not self._leaving.is_set():
            self._worker.do(self._turn, self._failed)


def outgoing_of(settings: KioskSettings, desk: "Desk", clock: Clock) -> Outgoing | None:
    """Build the way out that ``[desk]`` describes; None without it: cases wait."""
    there, client = settings.desk, case_desk_of(settings)
    if there is None or client is None:
        return None
    return Outgoing(
        desk.store,
        client,
        audit=audit_of(desk, _place(settings), settings.kiosk.id),
        clock=clock,
        pace=Pace(there.call_s, there.retry_first_s, there.retry_longest_s, there.ask_s),
        chance=Random(),  # noqa: S311  # spreads pauses, keeps no secret
    )


def case_desk_of(settings: KioskSettings) -> HttpCaseDesk | None:
    """The client of the desk that ``[desk]`` names; None without it."""
    if settings.desk is None:
        return None
    return HttpCaseDesk(replace(settings.desk, org_name=_place(settings)))


def _place(settings: KioskSettings) -> str:
    """Who submits: the organisation of ``[desk]``, else that of ``[platform]``."""
    own = settings.desk.org_name if settings.desk is not None else ""
    shared = settings.platform.org_name if settings.platform is not None else ""
    return own or shared or settings.kiosk.authority


def audit_of(desk: "Desk", place: str, machine: str) -> AuditOf:
    """Audit elements by service and case; a service that is not offered any more has its id."""

    def audit(service: str, case_number: str) -> AuditElements:
        try:
            known = desk.audit(service)
        except KeyError:
            name = service or "办件上报"
            return AuditElements(place, machine, name, service or "cases", case_number)
        return replace(known, org_name=place, business_code=case_number)

    return audit
