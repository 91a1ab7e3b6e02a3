# SPDX-License-Identifier: Apache-2.0
"""Visits in which a fictitious citizen looks after cases of her own, on the pure session."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from forms.case_news import DeskNews, NewsKind, Outcome, Verdict
from forms.case_standing import OUT, CaseAct, CaseFile, KeptPaper, result_paper
from kiosk.clock import SHANGHAI
from kiosk.session.case_visit import (
    OWN_CASES,
    CaseActed,
    CasesTold,
    PaperReady,
    SlipOpened,
    SlipShown,
)
from kiosk.session.events import (
    CardRead,
    CaseReceived,
    CheckAnswered,
    CheckStarted,
    DayKnown,
    Event,
    Failed,
    PaperEnded,
    Signed,
    TimedOut,
    Touched,
)
from tests.support.applying import TODAY, card
from tests.support.identities import PHONE, confirmed
from tests.support.visits import STROKES, Visit, checked, equipped

CASE = "K-0001-20261123-0001"
OTHER = "K-0001-20261122-0007"
AWAY = "K-0002-20261121-0003"
AT = datetime(2026, 11, 23, 10, 0, tzinfo=SHANGHAI)
SLIP = f"JC1:{CASE}:ABCDEFGHIJKLMNOP"
RESULT = "JG-1"
RECEIVED = DeskNews(1, NewsKind.RECEIVED, AT)
ASKED = DeskNews(
    2,
    NewsKind.CORRECTION_ASKED,
    AT + timedelta(days=1),
    "BZ-1",
    texts=("缺少联系电话，请补上。",),
    due_on=date(2026, 12, 8),
)
ANSWERED = DeskNews(3, NewsKind.CORRECTION_ANSWERED, AT + timedelta(days=2), "BZ-1")
GRANTED = DeskNews(
    2, NewsKind.DECIDED, AT + timedelta(days=3), outcomes=(Outcome("", Verdict.GRANTED),)
)
REFUSED = DeskNews(
    2,
    NewsKind.DECIDED,
    AT + timedelta(days=3),
    outcomes=(
        Outcome(
            "", Verdict.REFUSED, office="某局", reasons=("不符合。",), remedies=("复议。",)
        ),
    ),
)
PARTLY = DeskNews(
    2,
    NewsKind.DECIDED,
    AT + timedelta(days=3),
    outcomes=(
        Outcome("a", Verdict.GRANTED, "出生医学证明"),
        Outcome("b", Verdict.REFUSED, "户口登记", reasons=("不符合。",)),
        Outcome("c", Verdict.NOT_POSSIBLE, "医保参保"),
    ),
)
READY = DeskNews(3, NewsKind.RESULT_READY, AT + timedelta(days=3), RESULT)
WITHDRAWN = DeskNews(2, NewsKind.WITHDRAWN, AT + timedelta(days=1))
TICKET = "SQ-K-0001-20261123-0001"
APPEALED = ((TICKET, "queued"),)
LODGED = DeskNews(3, NewsKind.APPEAL_LODGED, AT + timedelta(days=4), TICKET)
IN_HAND = DeskNews(
    4,
    NewsKind.APPEAL_ADVANCED,
    AT + timedelta(days=5),
    TICKET,
    texts=("已经转给审批部门核实。",),
)
ENDED = DeskNews(
    5, NewsKind.APPEAL_ENDED, AT + timedelta(days=6), TICKET, texts=("理由已经向您说明。",)
)
SLIP_PAPER = KeptPaper("acceptance_slip", OUT, AT)


def case(*news: DeskNews, **changes: object) -> CaseFile:
    """A case of the ordinary route with its slip, as far as the desk has said."""
    columns: dict[str, object] = {
        "number": CASE,
        "service": "hygiene-permit",
        "submitted_at": AT,
        "decision": "accepted",
        "news": news,
        "papers": (SLIP_PAPER,),
        "submission": "sent" if news else "queued",
    }
    return CaseFile(**{**columns, **changes})  # type: ignore[arg-type]


def printed(reference: str = RESULT, state: str = OUT) -> KeptPaper:
    """A result on disk, and what became of it on paper."""
    return KeptPaper(result_paper(reference), state, AT if state == OUT else None)


def away(*news: DeskNews) -> CaseFile:
    """A case of another machine."""
    return CaseFile(AWAY, "road-freight-licence", AT - timedelta(days=2), news=news)


class CaseVisitor(Visit):
    """A visit to look after one's own cases."""

    def until_own_card(self) -> "CaseVisitor":
        """From attract to the card."""
        self.touch("start").take(DayKnown(TODAY))
        self.touch(f"service:{OWN_CASES}", "agree")
        return self

    def until_cases(self) -> "CaseVisitor":
        """… to the list, of which nothing is known yet."""
        self.until_own_card().take(CardRead(self.session.visit, card()))
        return self

    def until_listed(self, *files: CaseFile, desk: str = "found") -> "CaseVisitor":
        """… to the list."""
        self.until_cases().take(CasesTold(self.session.visit, files or (case(),), desk))
        return self

    def until_case(self, *files: CaseFile) -> "CaseVisitor":
        """… to the page of the first case."""
        told = files or (case(),)
        self.until_listed(*told).touch(f"pick:{told[0].number}")
        return self


def slip_visit() -> CaseVisitor:
    """A visit at a kiosk with a scanner, whose slip is being looked up."""
    visitor = CaseVisitor(means=equipped().session.machine.means).until_own_card()
    visitor.take(SlipShown(visitor.session.visit, SLIP))
    return visitor


def ready_case() -> CaseFile:
    """A case whose result can be fetched."""
    return case(RECEIVED, GRANTED, READY)


def checked_visit() -> CaseVisitor:
    """A visit at a kiosk that checks persons, before the code has come."""
    visitor = CaseVisitor(means=checked().session.machine.means).until_cases()
    visitor.take(CheckStarted(visitor.session.visit, 1, PHONE))
    return visitor


def case_visits() -> tuple[Visit, ...]:
    """Every page of a second visit."""
    visit = 1
    asked = case(RECEIVED, ASKED)
    return (
        CaseVisitor().touch("start", f"service:{OWN_CASES}"),
        CaseVisitor().until_own_card(),
        CaseVisitor().until_cases(),
        CaseVisitor().until_cases().take(CasesTold(visit, (case(),))),
        CaseVisitor().until_cases().take(TimedOut()),
        CaseVisitor().until_listed(desk="unreachable"),
        CaseVisitor().until_listed(case(), away(RECEIVED)),
        CaseVisitor().until_cases().take(CasesTold(visit, (), "none")),
        CaseVisitor().until_cases().take(CasesTold(visit, (), "found")),
        CaseVisitor().until_cases().take(CasesTold(visit, (), "broken", "APP-1001")),
        CaseVisitor().until_case(),
        CaseVisitor().until_case(away(RECEIVED)),
        CaseVisitor().until_case(asked),
        CaseVisitor().until_case(asked).touch("choose:answer"),
        CaseVisitor().until_case(asked).touch("choose:answer", "choose:write").type("1"),
        CaseVisitor().until_case(asked).touch("choose:answer", "choose:window"),
        CaseVisitor().until_case(ready_case()),
        CaseVisitor().until_case(ready_case()).touch("choose:fetch"),
        CaseVisitor().until_case(ready_case()).touch("choose:fetch").take(TimedOut()),
        CaseVisitor()
        .until_case(ready_case())
        .touch("choose:fetch")
        .take(Failed(visit, "STORE-0501", "cases")),
        CaseVisitor().until_case().touch("choose:withdraw"),
        appealing_visit(),
        appealing_visit().touch("choose:told_no"),
        reviewing_visit(),
        reviewing_visit().touch("choose:write").type("慢"),
        signing_visit(),
        signing_visit().take(Signed(STROKES)),
        lodging_visit(),
        lodged_visit(),
        printing_visit(),
        printing_visit().take(PaperEnded(1, result_paper(RESULT), delivered=True)),
        slip_visit(),
        slip_visit().take(SlipOpened(visit, case().for_bearer())),
        slip_visit().take(SlipOpened(visit, None)),
        checked_visit(),
        checked_visit().take(CheckAnswered(1, 1, confirmed())),
    )


def appealing_visit() -> CaseVisitor:
    """A visit in which something is to be said about a refusal."""
    visitor = CaseVisitor().until_case(case(RECEIVED, REFUSED))
    visitor.touch("choose:appeal")
    return visitor


def reviewing_visit() -> CaseVisitor:
    """… whose answers have led to a class."""
    visitor = appealing_visit()
    visitor.touch("choose:told_no", "choose:rules")
    return visitor


def signing_visit() -> CaseVisitor:
    """… at the pad."""
    visitor = reviewing_visit()
    visitor.touch("forward")
    return visitor


def lodging_visit() -> CaseVisitor:
    """… handed in."""
    visitor = signing_visit()
    visitor.take(Signed(STROKES)).touch("forward")
    return visitor


def lodged_visit() -> CaseVisitor:
    """… whose slip is on its way to the tray."""
    visitor = lodging_visit()
    visitor.take(PaperReady(1, CaseAct.APPEAL, CASE, "appeal_slip-1", 1))
    return visitor


def printing_visit() -> CaseVisitor:
    """A visit whose result is on its way to the tray."""
    visitor = CaseVisitor().until_case(ready_case())
    visitor.touch("choose:fetch")
    visitor.take(PaperReady(1, CaseAct.FETCH, CASE, result_paper(RESULT), 1))
    return visitor


def case_events(visit: int) -> Iterator[Event]:
    """A sample of each touch and each answer of a second visit."""
    for name in (
        f"service:{OWN_CASES}",
        f"pick:{CASE}",
        "pick:nothing",
        "again",
        *(f"choose:{act.value}" for act in CaseAct),
        "choose:yes",
        "choose:no",
        "choose:write",
        "choose:window",
        "choose:card",
        "choose:told_no",
        "choose:rules",
    ):
        act, _, value = name.partition(":")
        yield Touched(act, value)
    yield CasesTold(visit, (ready_case(),), "found")
    yield CasesTold(visit, (), "", "")
    yield SlipShown(visit, SLIP)
    yield SlipOpened(visit, case().for_bearer())
    yield SlipOpened(visit, None)
    yield CaseActed(visit, CaseAct.ANSWER, CASE, "kept", case(RECEIVED))
    yield CaseActed(visit, CaseAct.FETCH, CASE, "unfit", None, "DOCUMENT-0622")
    yield CaseActed(visit, CaseAct.APPEAL, CASE, "kept", case(RECEIVED, appeals=APPEALED))
    yield PaperReady(visit, CaseAct.FETCH, CASE, result_paper(RESULT), 1)
    yield PaperReady(visit, CaseAct.APPEAL, CASE, "appeal_slip-1", 1)
    yield CaseReceived(CASE)
