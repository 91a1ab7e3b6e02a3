# SPDX-License-Identifier: Apache-2.0
"""An appeal with a real store, document process and desk: taken once, told, followed."""

from dataclasses import replace

import pytest

from certificates.errors import GlyphError
from forms.case_progress import AppealStage
from forms.case_standing import CaseAct, CaseFile, Standing, acts_of, standing_of
from kiosk.case_results import NoPaperError
from kiosk.desk import Desk
from kiosk.session.case_visit import CaseActed, DoInCase, PaperReady
from kiosk.store.outbox import APPEAL
from kiosk.store.records import OutboxState
from tests.kiosk.test_case_room import counter, desk, desk_process, there
from tests.kiosk.test_desk import documents
from tests.support.applying import card, shipped
from tests.support.case_rooms import Counter, came_out, handed_in, only
from tests.support.documents import read_text, unspaced
from tests.support.simulators import RunningSimulator
from tests.support.visits import STROKES

pytestmark = pytest.mark.slow
__all__ = ["counter", "desk", "desk_process", "documents", "there"]
SAID = ("我去办事，没办成", "说按规定办不了", "跑了三趟")


@pytest.fixture
def refused(counter: Counter, there: RunningSimulator) -> CaseFile:
    """A case that its office did not grant."""
    there.send("set", office="*", answer="refuse")
    handed_in(counter)
    case = only(counter.ask())
    assert standing_of(case) is Standing.REFUSED
    return case


def lodge(
    counter: Counter, case: CaseFile, said: tuple[str, ...] = SAID
) -> CaseActed | PaperReady:
    """Sign and hand in, as the session asks for it."""
    effect = DoInCase(
        1, CaseAct.APPEAL, case.number, card(), "cannot", said=said, strokes=STROKES
    )
    told = counter.perform(effect)
    assert isinstance(told, CaseActed | PaperReady)
    return told


def slip_of(counter: Counter, told: CaseActed | PaperReady) -> str:
    assert isinstance(told, PaperReady)
    return unspaced(read_text(counter.desk.paper(told.case_number, told.paper).pdf))


def test_an_appeal_is_on_disk_and_on_paper_before_it_leaves(
    counter: Counter, refused: CaseFile
) -> None:
    text = slip_of(counter, lodge(counter, refused))
    case = counter.finder.file_of(refused.number)
    assert case is not None
    ((number, word),) = case.appeals
    assert word == "queued"
    assert counter.woken == 1
    parts = ("办不了", "正在送往", "说按规定办不了", "跑了三趟", "（签名）", "最晚")
    assert [part for part in (number, *parts) if part not in text] == []
    assert CaseAct.APPEAL not in acts_of(case)
    journal = "".join(counter.desk.journal.export())
    assert "appeal-lodged" in journal
    assert "跑了三趟" not in journal


def test_it_goes_through_the_queue_once_and_its_progress_comes_back(
    counter: Counter, refused: CaseFile, there: RunningSimulator
) -> None:
    told = lodge(counter, refused)
    assert isinstance(told, PaperReady)
    again = lodge(counter, refused)
    assert isinstance(again, CaseActed)
    assert again.outcome == "closed", "one appeal at a time"
    counter.send()
    case = only(counter.ask())
    ((number, word),) = case.appeals
    assert (word, case.progress.appeal) == ("sent", AppealStage.LODGED)
    assert {one.reference for one in case.news if "appeal" in one.kind.value} == {number}
    there.send("set", appeals="dismiss")
    case = only(counter.ask())
    assert case.progress.appeal is AppealStage.DISMISSED
    assert {CaseAct.APPEAL, CaseAct.APPEAL_SLIP} <= set(acts_of(case))


def test_an_appeal_that_was_right_has_the_case_decided_anew(
    counter: Counter, refused: CaseFile, there: RunningSimulator
) -> None:
    lodge(counter, refused)
    counter.send()
    there.send("set", office="*", answer="grant", appeals="uphold")
    case = only(counter.ask())
    assert case.progress.appeal is AppealStage.UPHELD
    case = only(counter.ask())
    assert standing_of(case) is Standing.RESULT_READY
    assert case.progress.odd == ()


def test_a_reply_that_is_lost_makes_no_second_appeal(
    counter: Counter, refused: CaseFile, there: RunningSimulator
) -> None:
    lodge(counter, refused)
    there.send("fault", kind="close", count=1)
    counter.send()
    counter.desk.store._database.execute("UPDATE outbox SET not_before = NULL")
    counter.send()
    case = only(counter.ask())
    assert [word for _, word in case.appeals] == ["sent"]
    lodged = [one for one in case.news if one.kind.value == "appeal_lodged"]
    assert len(lodged) == 1


def test_an_appeal_that_is_not_taken_is_told_to_staff(
    counter: Counter, refused: CaseFile, there: RunningSimulator
) -> None:
    lodge(counter, refused)
    there.send("set", appeals="refuse")
    counter.send()
    case = only(counter.ask())
    assert [word for _, word in case.appeals] == ["refused"]
    assert [one.case_id for one in counter.desk.store.desk_book.tasks()] == [case.number]
    missing = counter.do(CaseAct.APPEAL_SLIP, case)
    assert isinstance(missing, PaperReady), "the slip that never came out is printed"


def test_a_case_that_the_desk_did_not_take_in_is_appealed_about_all_the_same(
    counter: Counter, there: RunningSimulator
) -> None:
    there.send("set", submissions="refuse")
    handed_in(counter)
    there.send("set", submissions="take")
    case = only(counter.ask())
    assert standing_of(case) is Standing.HELD
    lodge(counter, case)
    counter.send()
    case = only(counter.ask())
    assert [word for _, word in case.appeals] == ["sent"]
    assert CaseAct.APPEAL not in acts_of(case)


def test_an_appeal_about_a_licence_that_was_issued_here_is_followed_too(
    counter: Counter, there: RunningSimulator
) -> None:
    handed_in(counter, "promise")
    lodge(counter, only(counter.ask()))
    counter.send()
    there.send("set", appeals="dismiss")
    counter.ask()
    assert only(counter.ask()).progress.appeal is AppealStage.DISMISSED


def test_the_slip_is_printed_again_as_it_stands(
    counter: Counter, refused: CaseFile, there: RunningSimulator
) -> None:
    first = lodge(counter, refused)
    assert isinstance(first, PaperReady)
    case = only(counter.ask(is_here=True))
    waiting = counter.do(CaseAct.APPEAL_SLIP, case)
    assert isinstance(waiting, PaperReady)
    assert waiting.paper == first.paper, "the one that was never printed comes first"
    came_out(counter, counter.desk.paper(case.number, first.paper).pdf)
    queued = counter.do(CaseAct.APPEAL_SLIP, case)
    text = slip_of(counter, queued)
    assert "正在送往" in text
    assert "（签名）" not in text
    assert isinstance(queued, PaperReady)
    came_out(counter, counter.desk.paper(case.number, queued.paper).pdf)
    counter.send()
    there.send("set", appeals="dismiss")
    case = only(counter.ask())
    assert "诉求不成立" in slip_of(counter, counter.do(CaseAct.APPEAL_SLIP, case))


def test_a_slip_of_which_nothing_is_known_any_more_is_missing(
    counter: Counter, refused: CaseFile
) -> None:
    told = lodge(counter, refused)
    assert isinstance(told, PaperReady)
    came_out(counter, counter.desk.paper(told.case_number, told.paper).pdf)
    counter.desk.store.outbox.end(
        next(iter(counter.desk.store.outbox.under(f"{APPEAL}/"))),
        OutboxState.REFUSED,
    )
    case = only(counter.ask(is_here=True))
    missing = counter.do(CaseAct.APPEAL_SLIP, case)
    assert isinstance(missing, CaseActed)
    assert missing.outcome == "missing"


def test_numbers_count_up_within_a_day(counter: Counter, refused: CaseFile) -> None:
    appeals = counter.room._there.appeals
    first = appeals.lodge(refused, "cannot", SAID)
    second = appeals.lodge(refused, "simple", SAID[:1])
    assert (first.number[-4:], second.number[-4:]) == ("0001", "0002")
    assert first.number[:-4] == second.number[:-4]


def test_a_character_that_no_font_draws_costs_no_appeal(
    counter: Counter, refused: CaseFile
) -> None:
    with pytest.raises(GlyphError):
        lodge(counter, refused, ("\U000e0001",))
    assert counter.desk.store.outbox.under(f"{APPEAL}/") == {}


def test_after_a_stop_before_the_slip_the_next_visit_makes_it(
    counter: Counter, refused: CaseFile
) -> None:
    appeals = counter.room._there.appeals
    taken = appeals.lodge(refused, "cannot", SAID)
    assert counter.desk.store.outbox.under(f"{APPEAL}/{taken.number}")
    case = counter.finder.file_of(refused.number)
    assert case is not None
    assert isinstance(counter.do(CaseAct.APPEAL_SLIP, case), PaperReady)


def test_a_disk_that_is_full_after_the_commit_does_not_unsay_the_appeal(
    counter: Counter, refused: CaseFile
) -> None:
    database = counter.desk.store._database

    def fill_disk() -> None:
        database.execute("PRAGMA query_only = 1")

    counter.room._wake = fill_disk
    told = lodge(counter, refused)
    database.execute("PRAGMA query_only = 0")
    assert isinstance(told, CaseActed)
    assert (told.outcome, told.code) == ("kept", "")
    assert told.file is not None
    assert [word for _, word in told.file.appeals] == ["queued"]


def test_a_case_whose_papers_cannot_be_headed_any_more_is_appealed_about_all_the_same(
    counter: Counter, refused: CaseFile
) -> None:
    database = counter.desk.store._database
    database.execute("DROP TRIGGER case_stays")
    database.execute(
        "UPDATE case_ SET form ="
        " CAST(json_set(CAST(form AS TEXT), '$.format', 'older') AS BLOB)"
    )
    told = lodge(counter, refused)
    assert isinstance(told, CaseActed)
    assert told.outcome == "kept", "not overtaken: it is on disk and on its way"


def test_a_kiosk_whose_catalogue_takes_none_takes_none(desk: Desk) -> None:
    alone = Counter(desk, "", catalogue=replace(shipped(), appeals=None))
    handed_in(alone)
    told = lodge(alone, only(alone.ask()))
    assert isinstance(told, CaseActed)
    assert told.outcome == "closed"
    with pytest.raises(NoPaperError):
        alone.room._there.appeals.lodge(only(alone.ask()), "cannot", SAID)
    alone.room.close()
