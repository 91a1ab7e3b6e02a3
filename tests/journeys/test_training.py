# SPDX-License-Identifier: Apache-2.0
"""Staff practises: into a training and out of it, and the real kiosk is as it was."""

from pathlib import Path

import pytest

from certificates.signing.key_folder import open_keys
from certificates.trust import KEY_LIST_NAME, read_trust_list
from certificates.verification import Verdict, verify_pdf
from kiosk.clock import SystemClock
from kiosk.controller import Controller
from kiosk.screens.views_staff import StaffTaskView
from kiosk.screens.window import make_application
from kiosk.session.staff_guides import GUIDES
from kiosk.session.states import State
from kiosk.store.records import StaffRole
from tests.support.paper_text import text_of
from tests.support.seal_keys import as_production
from tests.support.trainings import (
    WholeTraining,
    enter,
    fingerprint,
    furnish,
    names,
    real_site,
    settings_of,
    whole_training,
)
from tests.support.troubled import check_noted
from tests.support.whole import QUICK, WholeKiosk, quick_world, script, whole_kiosk

SAMPLE = Verdict.SAMPLE

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def check_band(whole: WholeKiosk) -> None:
    """The band is on the glass, whatever page it is."""
    band = whole.hands.find("training-open")
    assert band is not None, whole.screen.name
    shown = whole.screen.training
    assert shown is not None
    assert shown.text == "训练模式 Training – not valid"


def test_a_training_from_a_sample_to_a_mended_jam_leaves_the_real_kiosk_as_it_was(
    tmp_path: Path,
) -> None:
    make_application()
    site = real_site(tmp_path)
    real = settings_of(site)
    furnish(real.kiosk.data_dir)
    before = fingerprint(real.kiosk.data_dir)
    with whole_training(real) as whole:
        whole.wait_for(State.ATTRACT)
        check_band(whole)
        a_visit_ends_in_samples(whole)
        a_jam_is_provoked_and_cleared(whole)
        whole.touches("open", "to:end", "end")
        assert whole.left == [Controller.REAL_STATUS]
    assert fingerprint(real.kiosk.data_dir) == before
    assert {path.name for path in (tmp_path / "data-training").iterdir()} == {
        "TRAINING",
        "store.lock",
    }


def a_visit_ends_in_samples(whole: WholeTraining) -> None:
    """The robot's visit is an exercise; what comes out is no licence anywhere."""
    whole.touches("open", "begin:visit", "close")
    result = whole.play(script(), looked=lambda _page: check_band(whole))
    assert result.outcome == "issued"
    assert result.case_number.startswith("TRAIN-K-0007-")
    whole.wait_for(State.ATTRACT)
    assert "visit" in whole.training.desk.now.done
    printed = whole.printed()
    assert len(printed) == 3
    for paper in printed:
        assert "样本" in text_of(paper), paper
    licences = [paper for paper in printed if sealed(paper)]
    assert licences
    for licence in licences:
        check_is_no_licence(whole, licence)


def sealed(paper: Path) -> bool:
    return b"/ByteRange" in paper.read_bytes()


def check_is_no_licence(whole: WholeTraining, licence: Path) -> None:
    """A production list believes no training, and a training believes no other seal."""
    pdf, at = licence.read_bytes(), SystemClock().now()
    signing = whole.kiosk.settings.kiosk.data_dir / "signing"
    assert verify_pdf(pdf, read_trust_list(signing / KEY_LIST_NAME), at=at).verdict is SAMPLE
    others = open_keys(whole.world.home / "keys", now=at)
    assert verify_pdf(pdf, as_production(others), at=at).verdict is Verdict.UNKNOWN_KEY
    assert verify_pdf(pdf, others.trust, at=at).verdict is Verdict.UNKNOWN_KEY


def a_jam_is_provoked_and_cleared(whole: WholeTraining) -> None:
    """The teacher has paper jam; the guide leads to the machine's own word that it is well."""
    whole.touches("open", "to:exercises", "begin:jam", "close")
    whole.wait(lambda: whole.session.machine.code_of("printer") == "PRINTER-0403", why="jam")
    enter(whole, "1001", "135790")
    for name in ("mend", "option-jam", *["forward"] * (len(GUIDES["jam"].pictures) - 1)):
        whole.tap(name)
    check_band(whole)
    assert "jam" not in whole.training.desk.now.done
    whole.touches("open", "to:faults", "at:printer", "mend:jam", "close")
    whole.wait(lambda: not whole.training.desk.now.broken, why="a mended printer")
    whole.tap("forward")
    whole.wait(lambda: "jam" in whole.training.desk.now.done, why="the exercise")
    whole.wait(lambda: not whole.session.staff.is_probing, why="the test")
    whole.tap("forward")
    whole.tap("back")
    whole.wait_for(State.ATTRACT)


def test_an_unknown_print_is_practised_with_two_persons(tmp_path: Path) -> None:
    make_application()
    real = settings_of(real_site(tmp_path))
    with whole_training(real) as whole:
        whole.wait_for(State.ATTRACT)
        whole.touches("open", "begin:unknown", "close")
        whole.play(script(), seconds=120.0)
        assert whole.printer_sheets() == 0  # it jammed, and then its power went
        whole.wait_for(State.ATTRACT, State.OUT_OF_SERVICE)
        enter(whole, "1001", "135790")
        whole.wait(lambda: bool(whole.session.staff.prints), why="the unclear print")
        (attempt, *_) = whole.session.staff.prints
        for name in ("prints", f"option-{attempt.attempt_id}", "option-nothing_came_out"):
            whole.tap(name)
        whole.tap("forward")
        assert "unknown" not in whole.training.desk.now.done
        names(whole, "1002", "246802")
        whole.wait(lambda: "unknown" in whole.training.desk.now.done, why="the exercise")
        shown = whole.screen.training
        assert shown is not None
        assert shown.news == "「两个人说清一张纸」做到了"


def test_only_staff_that_may_do_it_enters_a_training_and_it_is_journalled(
    tmp_path: Path,
) -> None:
    with quick_world(tmp_path) as world, whole_kiosk(world, more=QUICK) as whole:
        access = whole.kiosk.staff.access
        access.add("1", StaffRole.CLERK, "135790")
        access.add("2", StaffRole.TECHNICIAN, "246802")
        asked: list[int] = []
        whole.kiosk.controller.closing.connect(asked.append)
        whole.wait_for(State.ATTRACT)
        enter(whole, "1", "135790")
        whole.tap("others")
        assert "training" not in offered(whole)
        whole.tap("back")
        whole.tap("back")
        whole.wait_for(State.ATTRACT)
        enter(whole, "2", "246802")
        whole.tap("others")
        assert "training" in offered(whole)
        whole.tap("option-training")
        assert asked == []
        whole.tap("forward")
        whole.wait(lambda: bool(asked), why="the way into the training")
        assert asked == [Controller.TRAINING_STATUS]
        check_noted(whole, "training-asked")
        made = world.home / "data-training"
        assert {path.name for path in made.iterdir()} == {"TRAINING", "store.lock"}


def offered(whole: WholeKiosk) -> set[str]:
    """What stands behind the staff's home page to be touched."""
    view = whole.screen.view
    assert isinstance(view, StaffTaskView)
    return {act.id for act in view.acts}
