# SPDX-License-Identifier: Apache-2.0
"""The kiosk's side of earlier materials and proofs, against the loopback platform.

One table for everything that may be wrong with a paper or an answer: each has its own word.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from certificates.earlier_material import EarlierMaterial, SealedAnswer
from certificates.errors import DocumentError
from certificates.library.interface import AuditElements
from certificates.library.materials import PlatformMaterials
from certificates.sealed_answer import AnswerFault
from certificates.trust import TrustList, read_trust_list
from config.loader import load_settings
from devices.identity.numbers import identity_number_from
from devices.identity.record import IdentityRecord
from kiosk.clock import SystemClock
from kiosk.demo.world import OFFICES_KEYS
from kiosk.documents.checking import AnswerCheck, checked_by
from kiosk.documents.foreign import answer_item
from kiosk.materials_desk import MaterialsDesk, MaterialsSide, materials_of, word_of
from kiosk.session.effects import AskMaterials, FetchPaper
from kiosk.session.events import EarlierTold, Event, OnlineTold, PaperChecked
from tests.support.applying import card, permit
from tests.support.dialects import AUDIT, settings_for
from tests.support.simulators import RunningSimulator, running_simulator

DENG = replace(card(), name="邓丽华", number=identity_number_from("439900199001010023"))
CHEN = card()
PLAN = ("SITE-PLAN",)
WAIT_S = 10.0


@pytest.fixture(scope="module")
def platform_process() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(platform_process: RunningSimulator) -> RunningSimulator:
    platform_process.send("clear")
    platform_process.send("set", issue_ms=0)
    return platform_process


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """PyHanko warns of every seal that it does not believe, which is the point here."""
    with caplog.at_level("CRITICAL", logger="pyhanko"):
        yield


def in_this_process(check: AnswerCheck) -> SealedAnswer | AnswerFault:
    """The document process's own code, over the items that cross its line."""
    return checked_by(
        lambda item, _deadline_s: answer_item(dict(item["check_answer"])),  # type: ignore[call-overload]
        check,
        deadline_s=5.0,
    )


@dataclass
class Heard:
    """What the session would have been told."""

    events: list[Event] = field(default_factory=list)
    _news: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, event: Event) -> None:
        with self._news:
            self.events.append(event)
            self._news.notify_all()

    def wait(self, is_there: Callable[[list[Event]], bool]) -> list[Event]:
        with self._news:
            assert self._news.wait_for(lambda: is_there(self.events), WAIT_S), self.events
            return list(self.events)

    def first(self, kind: type[Event]) -> Event:
        events = self.wait(lambda all_: any(isinstance(one, kind) for one in all_))
        return next(one for one in events if isinstance(one, kind))

    def end(self) -> OnlineTold:
        """The last word on the proof, which is not that it is waited for."""
        events = self.wait(lambda all_: any(is_end(one) for one in all_))
        return next(one for one in events if isinstance(one, OnlineTold) and is_end(one))


def is_end(event: Event) -> bool:
    return isinstance(event, OnlineTold) and event.state != "waiting"


def audit(_item_id: str) -> AuditElements:
    return AUDIT


@contextmanager
def desk_at(
    address: str,
    *,
    trust: TrustList | None = None,
    samples: bool = True,
    look_up_s: float = 4.0,
) -> Iterator[tuple[MaterialsDesk, Heard]]:
    """A desk whose far side is at an address."""
    heard = Heard()
    with closing(PlatformMaterials(settings_for("certshare", address))) as library:
        side = MaterialsSide(
            library=library,
            check=in_this_process,
            trust=read_trust_list(OFFICES_KEYS) if trust is None else trust,
            samples=samples,
            poll_s=0.05,
            look_up_s=look_up_s,
        )
        desk = MaterialsDesk(side, audit=audit, tell=heard.tell, clock=SystemClock())
        try:
            yield desk, heard
        finally:
            desk.forget()


def asking(
    record: IdentityRecord = DENG, *, types: tuple[str, ...] = (), wait_s: int = 20
) -> AskMaterials:
    """Ask for papers of these types, or for the test report where none is named."""
    term = permit().material("M9").online
    assert term is not None
    online = () if types else (("M9", replace(term, wait_s=wait_s)),)
    return AskMaterials(1, "hygiene-permit", types, online, record)


def listed(desk: MaterialsDesk, heard: Heard) -> tuple[EarlierMaterial, ...]:
    desk.ask(asking(types=PLAN))
    told = heard.first(EarlierTold)
    assert isinstance(told, EarlierTold)
    return told.papers


# -- earlier papers ---------------------------------------------------------------------------


def test_papers_are_listed_and_one_is_fetched_whole(platform: RunningSimulator) -> None:
    with desk_at(platform.address) as (desk, heard):
        newest = listed(desk, heard)[0]
        desk.fetch(FetchPaper(1, "hygiene-permit", "M5", newest, DENG))
        told = heard.first(PaperChecked)
    assert told == PaperChecked(1, "M5", newest.identifier, "whole")


def test_who_handed_in_nothing_has_nothing(platform: RunningSimulator) -> None:
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking(CHEN, types=PLAN))
        assert heard.first(EarlierTold) == EarlierTold(1, "not_found")


def test_a_tampered_file_is_found_out(platform: RunningSimulator) -> None:
    with desk_at(platform.address) as (desk, heard):
        newest = listed(desk, heard)[0]
        platform.send("set", material="tampered")
        desk.fetch(FetchPaper(1, "hygiene-permit", "M5", newest, DENG))
        told = heard.first(PaperChecked)
    assert told == PaperChecked(1, "M5", newest.identifier, "wrong_digest")


FAILURES = {
    "refuse": ("refused", "PLATFORM-0303"),
    "rubbish": ("broken", "PLATFORM-0304"),
    "hang": ("timed_out", "PLATFORM-0302"),
    "down": ("unreachable", "PLATFORM-0301"),
}


@pytest.mark.parametrize("trouble", FAILURES)
def test_each_failure_is_told_with_its_word_and_code(
    trouble: str, platform: RunningSimulator
) -> None:
    word, code = FAILURES[trouble]
    with desk_at(platform.address, look_up_s=0.6) as (desk, heard):
        newest = listed(desk, heard)[0]
        heard.events.clear()
        platform.send("fault", kind=trouble)
        desk.ask(asking(types=PLAN))
        assert heard.first(EarlierTold) == EarlierTold(1, word, (), code)
        desk.ask(asking())
        assert heard.end() == OnlineTold(1, "M9", word, code)
        if trouble != "hang":  # a file may take longer than a list
            desk.fetch(FetchPaper(1, "hygiene-permit", "M5", newest, DENG))
            told = heard.first(PaperChecked)
            assert told == PaperChecked(1, "M5", newest.identifier, word, code)


# -- proofs -----------------------------------------------------------------------------------


def test_a_proof_is_waited_for_checked_and_attached(platform: RunningSimulator) -> None:
    platform.send("set", issue_ms=300)
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        end = heard.end()
        assert heard.events[0] == OnlineTold(1, "M9", "waiting")
    assert end.state == "issued"
    assert end.answer is not None
    assert end.answer.content.startswith(b"%PDF-")
    assert end.answer.is_sample


WRONG = {
    "tampered": AnswerFault.TAMPERED,
    "wrong_digest": AnswerFault.DIGEST,
    "unknown_key": AnswerFault.UNKNOWN_KEY,
    "unsealed": AnswerFault.NOT_SEALED,
    "no_content": AnswerFault.NO_CONTENT,
    "other_request": AnswerFault.OTHER_REQUEST,
    "other_holder": AnswerFault.OTHER_HOLDER,
    "other_type": AnswerFault.OTHER_TYPE,
    "other_office": AnswerFault.OTHER_OFFICE,
    "adverse": AnswerFault.ADVERSE,
    "expired": AnswerFault.EXPIRED,
}


@pytest.mark.parametrize("flaw", WRONG)
def test_every_kind_of_wrong_answer_is_rejected_with_its_own_reason(
    flaw: str, platform: RunningSimulator
) -> None:
    platform.send("set", proof=flaw)
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        end = heard.end()
    assert (end.state, end.fault) == ("rejected", WRONG[flaw].value)
    assert end.answer is None


def test_a_kiosk_that_knows_no_offices_believes_none(platform: RunningSimulator) -> None:
    with desk_at(platform.address, trust=TrustList()) as (desk, heard):
        desk.ask(asking())
        assert heard.end().fault == AnswerFault.UNKNOWN_KEY.value


def test_a_sample_seal_is_no_seal_where_papers_are_no_samples(
    platform: RunningSimulator,
) -> None:
    with desk_at(platform.address, samples=False) as (desk, heard):
        desk.ask(asking())
        assert heard.end().fault == AnswerFault.SAMPLE.value


def test_an_office_may_refuse_and_says_why(platform: RunningSimulator) -> None:
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking(CHEN))
        end = heard.end()
    assert (end.state, "没有查到" in end.reason) == ("office_refused", True)
    assert "没有查到" not in repr(end)


def test_a_ticket_that_is_not_known_any_more_is_told_as_unknown(
    platform: RunningSimulator,
) -> None:
    platform.send("set", issue="unknown")
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        assert heard.end().state == "unknown"


def test_an_office_that_never_answers_is_waited_for_no_longer_than_is_said(
    platform: RunningSimulator,
) -> None:
    platform.send("set", issue="waiting")
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking(wait_s=1))
        assert heard.end() == OnlineTold(1, "M9", "late")


def test_an_outage_while_it_is_waited_for_ends_nothing(platform: RunningSimulator) -> None:
    platform.send("set", issue="waiting")
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        heard.first(OnlineTold)
        platform.send("fault", kind="down")
        threading.Event().wait(0.4)
        assert not [one for one in heard.events if is_end(one)]
        platform.send("clear")
        assert heard.end().state == "issued"


def test_a_refusal_while_it_is_waited_for_ends_it(platform: RunningSimulator) -> None:
    platform.send("set", issue="waiting")
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        heard.first(OnlineTold)
        platform.send("fault", kind="refuse")
        assert heard.end() == OnlineTold(1, "M9", "refused", "PLATFORM-0303")


def test_a_lost_answer_is_asked_for_again_with_the_same_key(
    platform: RunningSimulator,
) -> None:
    before = platform.send("state")["issue_requests"]
    assert isinstance(before, int)
    platform.send("fault", kind="hang", count=1)
    with desk_at(platform.address, look_up_s=1.6) as (desk, heard):
        desk.ask(asking())
        assert heard.end().state == "issued"
    assert platform.send("state")["issue_requests"] == before + 1


def test_an_office_that_is_asked_again_in_a_visit_makes_one_proof(
    platform: RunningSimulator,
) -> None:
    before = platform.send("state")["issue_requests"]
    assert isinstance(before, int)
    platform.send("set", issue="waiting")
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        heard.first(OnlineTold)
        desk.ask(asking())
        platform.send("set", issue="issued")
        assert heard.end().state == "issued", "nobody gave up waiting"
    assert platform.send("state")["issue_requests"] == before + 1


def test_who_has_left_is_told_nothing_more(platform: RunningSimulator) -> None:
    platform.send("set", issue="waiting")
    with desk_at(platform.address) as (desk, heard):
        desk.ask(asking())
        heard.first(OnlineTold)
        desk.forget()
        platform.send("set", issue="issued")
        threading.Event().wait(0.4)
        assert [one for one in heard.events if is_end(one)] == []


# -- without, and bugs ------------------------------------------------------------------------


def test_a_kiosk_without_a_far_side_asks_nobody() -> None:
    heard = Heard()
    desk = MaterialsDesk(None, audit=audit, tell=heard.tell, clock=SystemClock())
    desk.ask(asking(types=PLAN))
    desk.ask(asking())
    desk.forget()
    assert heard.events == []


def broken_audit(_item_id: str) -> AuditElements:
    raise LookupError("a bug of ours")


def test_a_bug_is_a_failure_and_not_silence(
    platform: RunningSimulator, caplog: pytest.LogCaptureFixture
) -> None:
    with desk_at(platform.address) as (desk, heard), caplog.at_level("CRITICAL"):
        newest = listed(desk, heard)[0]
        heard.events.clear()
        desk._audit = broken_audit
        desk.ask(asking(types=PLAN))
        assert heard.first(EarlierTold) == EarlierTold(1, "broken", (), "APP-1001")
        desk.ask(asking())
        assert heard.end() == OnlineTold(1, "M9", "broken", "APP-1001")
        desk.fetch(FetchPaper(1, "hygiene-permit", "M5", newest, DENG))
        told = heard.first(PaperChecked)
    assert told == PaperChecked(1, "M5", newest.identifier, "broken", "APP-1001")


def test_a_check_that_cannot_be_made_is_no_answer(platform: RunningSimulator) -> None:
    def no_process(_check: AnswerCheck) -> SealedAnswer:
        raise DocumentError("DOCUMENT-0602", "the document process ended")

    with desk_at(platform.address) as (desk, heard):
        assert desk._side is not None
        desk._side = replace(desk._side, check=no_process)
        desk.ask(asking())
        assert heard.end() == OnlineTold(1, "M9", "broken", "DOCUMENT-0602")
    assert word_of(DocumentError("DOCUMENT-0602", "")) == "broken"


def test_the_far_side_is_there_where_both_tables_are(tmp_path: Path) -> None:
    site = tmp_path / "kiosk.toml"
    platform = "[platform]\nbase_url = 'http://127.0.0.1:8700'\n"
    site.write_text(platform, "utf-8")
    alone = load_settings(site, {}).settings
    assert materials_of(alone, in_this_process, is_sample=True) is None
    site.write_text(f"{platform}[materials]\npoll_s = 0.5\n", "utf-8")
    side = materials_of(load_settings(site, {}).settings, in_this_process, is_sample=True)
    assert side is not None
    assert (side.trust, side.poll_s, side.samples) == (TrustList(), 0.5, True)
    listed_in = f"{platform}[materials]\noffices_keys_file = '{OFFICES_KEYS}'\n"
    site.write_text(listed_in, "utf-8")
    side = materials_of(load_settings(site, {}).settings, in_this_process, is_sample=False)
    assert side is not None
    assert side.trust == read_trust_list(OFFICES_KEYS)
