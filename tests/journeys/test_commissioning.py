# SPDX-License-Identifier: Apache-2.0
"""A technician puts a fully fitted kiosk to work by the guide, plugs pulled in mid-job.

The guide is the installed ``kiosk commission`` in a process of its own, on a terminal. What its
sentences ask for is done at the simulators' plugs, at the glass and in another window.
"""

import hashlib
import json
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from certificates.trust import KEY_LIST_NAME, read_trust_list
from certificates.verification import Verdict, verify_pdf
from devices.printing.attempt import AttemptState
from kiosk.checkup import absent_devices, present_devices
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.report_words import LANGUAGES
from kiosk.screens.views import CardView
from kiosk.session.states import State
from kiosk.store.records import PaperState
from kiosk.store.self_tests import StepResult
from kiosk.technician.steps import COMMISSION, load_steps, steps_of
from tests.support.commissioning import LANGUAGE, Bench
from tests.support.paper_text import joined, text_of
from tests.support.staff_hand import LIU, PINS, SUN
from tests.support.technician import SLOW_SHEET_S, Hand, Technician, technician
from tests.support.trainings import settings_of
from tests.support.troubled import QUICK_FINGER_S, walk_to
from tests.support.whole import WholeKiosk, script

WORDS = LANGUAGES[LANGUAGE]
pytestmark = [pytest.mark.daemon, pytest.mark.slow]


def note_on(whole: WholeKiosk) -> str:
    """What the card's page says of a way that does not work."""
    view = whole.screen.view
    assert isinstance(view, CardView)
    return view.note


NOT_FITTED = frozenset({"card_slot", "base_data", "guide_lights", "seal"})
STEPS = 15
AFTER_POWER = ["plug_mains", "plug_network", "quiet_start"]
DOCUMENTS = 7
"""Test sheet, and at least licence and letter of each visit that was let go on to paper."""


@dataclass
class Hands:
    """What is done at each step, and what is answered then."""

    one: Technician
    is_heard: bool = False

    def staff_again(self) -> str:
        """Nobody was on the list; the sentence says how to put them there."""
        assert "STAFF-0901" in self.one.guide.text
        for number, role in ((LIU, "technician"), (SUN, "supervisor")):
            pin = f"{PINS[number]}\n"
            self.one.runs("staff", "add", number, "--role", role, typed=pin * 2)
        self.one.acts["person added"] += 2
        return "r"

    def the_sheet(self) -> str:
        """Take the sheet out of the tray and look at it."""
        assert len(self.one.bench.sheets()) == 1
        assert f"printed: {self.one.bench.code_on_sheet()}" in self.one.guide.text
        return "y"

    def scan_back_scanning(self) -> str:
        """The first time another code than that of the sheet gets before the scanner."""
        is_first = not self.one.acts["code shown"]
        self.one.acts["code shown"] += 1
        self.one.shows("JIBAN-TEST/K-0001/0" if is_first else self.one.bench.code_on_sheet())
        return ""

    def scan_back_again(self) -> str:
        """Once more, with the right one."""
        assert "failed SCANNER-1104 another code than that of the sheet" in self.one.guide.text
        return "r"

    def visit(self) -> str:
        """Rehearse a visit to its end; the guide must leave the kiosk its store meanwhile."""
        before = len(self.one.bench.sheets())
        whole = self.one.starts_kiosk()
        result = whole.play(script(), settle_s=QUICK_FINGER_S)
        whole.rest_now()
        self.one.acts["visit"] += 1
        assert result.outcome == "issued"
        assert len(self.one.bench.sheets()) == before + result.printer_sheets
        return "y"

    def the_slip(self) -> str:
        """Scan the code of the slip that the visit ended in."""
        newest = max((self.one.bench.world.printed / "slips").glob("*.png"))
        (code,) = zxingcpp.read_barcodes(Image.open(newest).convert("L"))
        assert code.text.startswith("JC1:K-0001-")
        return "y"

    def sound(self) -> str:
        """At first nobody hears anything."""
        return "y" if self.is_heard else "n"

    def by_eye(self) -> str:
        """Look; nothing here can be measured."""
        return "y"

    def plug_reader(self) -> str:
        """Pull it on the card's page; afterwards a card is read."""
        whole, reader = self.one.starts_kiosk(), self.one.bench.world.reader
        walk_to(whole, "Notice")
        whole.tap("forward")
        whole.wait_for(State.CARD)
        self.one.pulls("reader", lambda: reader.tell("set", plugged=False))
        whole.wait(lambda: "READER-0101" in note_on(whole), why="the line about the reader")
        reader.tell("set", plugged=True)
        whole.wait(lambda: not note_on(whole), why="the reader back")
        self.one.bench.world.lay_card()
        whole.wait_for(State.LOOKUPS)
        whole.rest_now()
        return "y"

    def held(self) -> str:
        """End the program, which holds the devices."""
        self.one.ends_kiosk()
        return ""

    def plug_printer(self) -> str:
        """Pull it while the licence comes out, and answer before anybody has settled it."""
        whole, world = self.one.starts_kiosk(), self.one.bench.world
        before = len(self.one.bench.sheets())
        world.printer.tell("set", speed=SLOW_SHEET_S)

        codes: list[str] = []

        def looked(name: str) -> None:
            if name == "Printing":
                whole.wait(self.one.is_sheet_moving, seconds=60.0, why="a sheet on its way")
                self.one.pulls("printer", self.one.bench.pulls_printer)
                self.one.bench.plugs_printer()
            elif name == "Trouble":
                codes.append(whole.session.pickup)

        result = whole.play(script(), settle_s=QUICK_FINGER_S, looked=looked)
        assert result.outcome == "fault"
        assert len(self.one.bench.sheets()) == before
        with self.one.stored() as store:
            (lost,) = store.prints.unsettled_prints()
            assert (lost.state, lost.case_id) == (AttemptState.UNKNOWN, result.case_number)
            assert [store.prints.case_of_pickup(code) for code in codes] == [lost.case_id]
            papers = {one.name: one.state for one in store.prints.papers_of(lost.case_id)}
            assert papers["licence"] is PaperState.UNSETTLED
        return "y"

    def plug_printer_again(self) -> str:
        """What was left unsettled kept the step from passing; now it is settled."""
        assert "failed PRINTER-0409 1 not settled: kiosk cases print-att" in self.one.guide.text
        self.one.ends_kiosk()
        self.one.settles()
        return "r"

    def plug_mains(self) -> str | None:
        """The first time a visit dies in mid-job; afterwards see what is left of it."""
        if not self.one.acts["plug of mains pulled"]:
            self.one.ends_kiosk()
            self.one.pulls("mains", self.one.loses_power)
            return None
        whole = self.one.starts_kiosk()
        assert whole.kiosk.journal.verify().is_good
        self.one.settles()
        self.one.prints_anew()
        return "y"

    def plug_network(self) -> str:
        """A visit without the network; its case waits, and is sent once the cable is back."""
        whole, bench = self.one.starts_kiosk(), self.one.bench
        self.one.pulls("network", lambda: bench.network(plugged=False))
        wanted = script("hygiene-permit-platform-away", platform="")
        result = whole.play(wanted, settle_s=QUICK_FINGER_S)
        self.one.acts["visit"] += 1
        assert result.outcome == "accepted"
        with self.one.stored() as store:
            assert store.outbox.depth()
        bench.network(plugged=True)
        return "y"

    def quiet_start(self) -> str:
        """Off, and on again: it comes to the first page by itself."""
        self.one.ends_kiosk()
        self.one.starts_kiosk()
        return "y"

    def all(self) -> dict[str, Hand]:
        """The hands by what they are for."""
        return {
            "staff again": self.staff_again,
            "test_sheet": self.the_sheet,
            "scan_back scanning": self.scan_back_scanning,
            "scan_back again": self.scan_back_again,
            "visit": self.visit,
            "test_slip": self.the_slip,
            "sound": self.sound,
            "touch_grid": self.by_eye,
            "light_labels": self.by_eye,
            "screen_size": self.by_eye,
            "plug_reader": self.plug_reader,
            "held": self.held,
            "plug_printer": self.plug_printer,
            "plug_printer again": self.plug_printer_again,
            "plug_mains": self.plug_mains,
            "plug_network": self.plug_network,
            "quiet_start": self.quiet_start,
        }


def kept_of(one: Technician) -> dict[str, tuple[StepResult, str, str]]:
    """What the history says of each step last."""
    with one.stored() as store:
        steps = store.self_tests.last_steps(COMMISSION)
    return {kept.step: (kept.result, kept.who, kept.code) for kept in steps}


def told_of(one: Technician, step: str) -> list[str]:
    """Everything that the journal says of a step, in order."""
    with one.stored() as store:
        rows = [row for row in store.journal.all() if row.event == "step-confirmed"]
    return [row.disposition for row in rows if json.loads(row.facts)["step"] == step]


def check_history(one: Technician, sound: StepResult) -> None:
    """Every step of a kiosk that has every device, with what truly came of it."""
    settings = settings_of(one.bench.site)
    assert absent_devices(settings) == NOT_FITTED
    steps = [step.id for step in steps_of(COMMISSION, without=NOT_FITTED)]
    assert len(steps) == STEPS
    yes, passed = (StepResult.CONFIRMED, LIU, ""), StepResult.PASSED
    wanted = dict.fromkeys(steps, yes)
    wanted |= {"devices": (passed, "", ""), "staff": (passed, "", "")}
    wanted |= {"scan_back": (passed, LIU, ""), "sound": (sound, LIU, "")}
    assert kept_of(one) == wanted
    assert told_of(one, "staff") == ["failed", "passed"]
    assert told_of(one, "scan_back") == ["failed", "passed"]
    assert told_of(one, "plug_printer") == ["failed", "confirmed"]
    assert told_of(one, "plug_mains") == ["confirmed"], "a dead guide has said nothing"
    with one.stored() as store:
        assert set(store.self_tests.devices()) == set(present_devices(settings))
        assert Journal.open(store, clock=SystemClock()).verify().is_good


def check_nothing_twice(bench: Bench) -> None:
    """Each document is on paper once, however often it was sent."""
    out: dict[str, list[str]] = {}
    for path in bench.world.printed.glob("*.pdf"):
        sheets = [line for line in bench.sheets() if line.startswith(f"{path.name} ")]
        out.setdefault(hashlib.sha256(path.read_bytes()).hexdigest(), []).extend(sheets)
    assert len(out) >= DOCUMENTS
    for lines in out.values():
        numbers = [line.rpartition(" ")[2] for line in lines]
        assert len(numbers) == len(set(numbers)), lines
    assert sum(map(len, out.values())) == len(bench.sheets())


def check_report(one: Technician, out: Path) -> None:
    """The signed report says who answered what, the bad step too."""
    one.runs("selftest", "--report", str(out))
    text = joined(text_of(out))
    names = {step.id: step.names[LANGUAGE] for step in load_steps()}
    for step, (result, _, _) in kept_of(one).items():
        assert joined(names[step] + WORDS.results[result]) in text, step
    assert WORDS.results[StepResult.DENIED] in text
    assert "8项全部就绪；安装验收还差1步" in text, "the headline hides no bad step"
    trust = read_trust_list(one.bench.world.home / "data" / "signing" / KEY_LIST_NAME)
    assert verify_pdf(out.read_bytes(), trust, at=SystemClock().now()).verdict is Verdict.SAMPLE


def test_a_fully_fitted_kiosk_is_put_to_work(tmp_path: Path) -> None:
    with technician() as one:
        hands = Hands(one)
        assert one.follows(hands.all()) == -signal.SIGKILL
        one.begins()
        assert one.follows(hands.all()) == 1, "nobody heard a sound"
        assert one.guide.steps() == ["sound", *AFTER_POWER]
        assert "14 of 15 steps are good.\nLeft: sound. " in one.guide.text
        check_history(one, StepResult.DENIED)
        check_report(one, tmp_path / "report.pdf")
        hands.is_heard = True
        one.begins()
        assert one.follows(hands.all()) == 0
        assert one.guide.steps() == ["sound"], "what is good is not asked again"
        assert "15 of 15 steps are good.\n" in one.guide.text
        check_history(one, StepResult.CONFIRMED)
        check_nothing_twice(one.bench)
        one.tells("commissioning")
