# SPDX-License-Identifier: Apache-2.0
"""Fictitious offices as actors, and a case on its way through them; no clock of its own.

An office begins with a matter when every matter that it needs has its result, and decides after
its latency. What it does then is its temper: grant, ask for a correction first, refuse, or not
work at all. Everything follows from the times handed in, so that a desk that is started again
and told the same comes to the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

TEMPERS: Final = ("grant", "correct", "refuse", "outage")
REMEDIES: Final = (
    "对决定不服的，可以在收到之日起六十日内向本级人民政府申请行政复议。",
    "也可以在六个月内向人民法院提起行政诉讼。",
)
ONE_MATTER: Final = "示例市行政审批服务局"

News = dict[str, object]


@dataclass
class Office:
    """How an office works.

    Attributes:
        temper: one of ``TEMPERS``.
        latency_s: from having everything to its decision.

    """

    temper: str = "grant"
    latency_s: float = 0.0


@dataclass
class Matter:
    """One member of a bundle, or the only matter of a case (then ``member`` is empty).

    Attributes:
        begins_at: when it is taken up again; None for the first time.
        ready_at: when its office had everything last; None while it waits for others.
        ended_at: when it was decided.

    """

    member: str
    office: str
    title: str = ""
    after: tuple[str, ...] = ()
    order: int = 1
    begins_at: datetime | None = None
    ready_at: datetime | None = None
    notice: str = ""
    is_answered: bool = False
    verdict: str = ""
    ended_at: datetime | None = None


@dataclass
class CaseThere:
    """A case as the desk keeps it."""

    number: str
    service: str
    holder: str
    submitted_at: str
    received_at: datetime
    matters: list[Matter]
    news: list[News] = field(default_factory=list)
    is_decided_here: bool = True
    """False where the kiosk has decided itself, and the desk only keeps the case."""
    is_over: bool = False

    def tell(self, kind: str, at: datetime, **more: object) -> None:
        """Count one more step."""
        step = len(self.news) + 1
        said = {"step": step, "kind": kind, "at": at.isoformat(timespec="seconds")}
        self.news.append({**said, **more})

    def advance(self, now: datetime, offices: Mapping[str, Office]) -> None:
        """Let the offices work up to ``now``; decide for all once the last has decided."""
        if self.is_over or not self.is_decided_here:
            return
        while any(self._work(matter, now, offices) for matter in self.matters):
            pass
        ended = [matter.ended_at for matter in self.matters if matter.ended_at is not None]
        if len(ended) == len(self.matters):
            self._decide(max(ended))

    def _work(self, matter: Matter, now: datetime, offices: Mapping[str, Office]) -> bool:
        """One move of one office; False when it has none to make."""
        if matter.verdict:
            return False
        if matter.ready_at is None:
            return self._begin(matter)
        office = offices.get(matter.office) or offices.get("*") or Office()
        due = matter.ready_at + timedelta(seconds=office.latency_s)
        if office.temper == "outage" or due > now:
            return False
        if office.temper == "correct" and not matter.is_answered:
            return self._ask(matter, due)
        matter.verdict = "refused" if office.temper == "refuse" else "granted"
        matter.ended_at = due
        return True

    def _begin(self, matter: Matter) -> bool:
        """Hand a matter to its office once all that it needs is decided."""
        needed = [one for one in self.matters if one.member in matter.after]
        ended = [one.ended_at for one in needed if one.ended_at is not None]
        if len(ended) < len(needed):
            return False
        begins = max(ended, default=matter.begins_at or self.received_at)
        if any(one.verdict != "granted" for one in needed):
            matter.verdict, matter.ended_at = "not_possible", begins
        matter.ready_at = begins
        return True

    def _ask(self, matter: Matter, at: datetime) -> bool:
        if matter.notice:
            return False
        matter.notice = f"BZ-{self.number}-{matter.member or '1'}"
        self.tell(
            "correction_asked",
            at,
            reference=matter.notice,
            member=matter.member,
            texts=["申请表缺少联系电话，请补上。"],
            dueOn=(at + timedelta(days=15)).date().isoformat(),
        )
        return True

    def answer(self, notice: str, now: datetime) -> bool:
        """Take the answer to a notice; False when there is none that is open."""
        for matter in self.matters:
            if matter.notice == notice and not matter.is_answered and not self.is_over:
                matter.is_answered, matter.ready_at = True, now
                self.tell("correction_answered", now, reference=notice, member=matter.member)
                return True
        return False

    def withdraw(self, now: datetime) -> bool:
        """Withdraw before the decision; False after it."""
        if self.is_over or not self.is_decided_here:
            return False
        self.is_over = True
        self.tell("withdrawn", now)
        return True

    def begin_anew(self, now: datetime) -> None:
        """Decide again what was not granted, as its office works now; an appeal was right."""
        if not self.is_decided_here or not all(matter.verdict for matter in self.matters):
            return
        for matter in self.matters:
            if matter.verdict != "granted":
                matter.verdict, matter.ended_at, matter.ready_at = "", None, None
                matter.begins_at = now
        self.is_over = False

    def _decide(self, at: datetime) -> None:
        self.is_over = True
        self.tell("decided", at, outcomes=[_outcome(matter) for matter in self.matters])
        for matter in self.matters:
            if matter.verdict == "granted":
                reference = f"JG-{self.number}-{matter.member or '1'}"
                self.tell("result_ready", at, reference=reference, member=matter.member)


def _outcome(matter: Matter) -> News:
    said: News = {
        "member": matter.member,
        "title": matter.title,
        "office": matter.office,
        "verdict": matter.verdict,
    }
    if matter.verdict == "refused":
        said["reasons"] = ["提交的材料不符合规定的条件。"]
        said["remedies"] = list(REMEDIES)
    if matter.verdict == "not_possible":
        said["reasons"] = ["需要的前一事项没有办成，本事项暂不能办理。"]
    return said


def in_turns(members: list[Matter]) -> list[Matter]:
    """Number the turns: a matter comes after all that it needs.

    Raises:
        ValueError: a member is named twice, or members wait for each other in a ring.

    """
    left = {matter.member: matter for matter in members}
    if len(left) < len(members):
        message = "成员重复"
        raise ValueError(message)
    placed: list[Matter] = []
    order = 0
    while left:
        order += 1
        turn = [
            matter
            for matter in left.values()
            if not any(one in left and one != matter.member for one in matter.after)
            and matter.member not in matter.after
        ]
        if not turn:
            message = "成员互相等待"
            raise ValueError(message)
        for matter in turn:
            matter.order = order
            placed.append(left.pop(matter.member))
    return placed
