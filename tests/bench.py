# SPDX-License-Identifier: Apache-2.0
"""Benchmarks as ratios, side by side in one run: ``make bench``.

Absolute times belong to the machine that ran them, so each row sets two ways of doing the same
thing beside each other and prints the medians and their ratio. Nothing is asserted.
"""

import csv
import os
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from threading import Event
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from sqlcipher3 import dbapi2 as sqlcipher

from certificates.certificate_types import KNOWN, CertificateType
from certificates.settings import SigningSettings
from certificates.simulation.holders import number_of
from devices.card_reader.sam_reader import SamIdentityReader
from devices.identity.numbers import identity_number_from
from devices.settings import ReaderSettings
from forms.benefit import load_benefits
from forms.benefit_match import match_person
from forms.benefit_values import Occasion
from forms.conditions import evaluate
from forms.question import FactValue
from kiosk.benefit_run import Listener, PersonFile, match_file
from kiosk.clock import SystemClock
from kiosk.demo.world import SimulatedWorld
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import WorkshopSetup
from kiosk.lookups import Asking
from kiosk.lookups import ask as ask_case
from kiosk.screens.present import present
from kiosk.session.session import Session
from kiosk.session.transitions import step
from kiosk.side_by_side import WHOLE_S
from kiosk.workers import Pool
from tests.kiosk.test_present import words
from tests.support.cups import cups_queue, short_folder
from tests.support.dialects import AUDIT, DIALECTS, library_for, query_for
from tests.support.documents import font_settings
from tests.support.event_samples import sample_events
from tests.support.first_frame import bare_start, kiosk_start
from tests.support.heartbeat import Heartbeat
from tests.support.lent import end_all
from tests.support.lookups import holder, look_up_for, open_library
from tests.support.persons import write_persons
from tests.support.press_clock import SLACK_S, press_times
from tests.support.printer_process import PrinterProcess
from tests.support.reader_clock import reader_bench, wire_s
from tests.support.self_test_site import self_test_site
from tests.support.simulators import running_simulator
from tests.support.visits import sessions
from tests.support.whole import quick_world, script, whole_kiosk

FRAME_S = 1 / 60
OPEN_S = 2.0
"""From the start of the program until it is open for touch, where nothing else runs."""
CARD = "chen-qiumei"
KINDS = tuple(kind for kind in KNOWN if kind.key in {"BL", "DEED", "HEALTH"})
CLOCK = SystemClock()
CATALOGUE = Path(__file__).parents[1] / "config" / "catalogue"


@dataclass(frozen=True)
class Row:
    """Two medians in seconds and what they are of."""

    title: str
    first: str
    first_s: float
    second: str
    second_s: float

    def __str__(self) -> str:
        ratio = self.second_s / self.first_s if self.first_s else float("inf")
        return (
            f"{self.title:<28} {self.first:>22} {1000 * self.first_s:9.2f} ms"
            f" {self.second:>26} {1000 * self.second_s:9.2f} ms   × {ratio:.2f}"
        )


def timed(job: Callable[[], object], times: int) -> float:
    """Median seconds of ``times`` runs, after one that does not count."""
    job()
    found = []
    for _ in range(times):
        began = perf_counter()
        job()
        found.append(perf_counter() - began)
    return median(found)


def card_read() -> Row:
    """The same card at the two speeds of the wire."""
    found = {}
    for baud in (115_200, 9_600):
        with running_simulator("reader", "--baud", str(baud)) as simulator:
            spans: list[float] = []
            for _ in range(3):
                reader = SamIdentityReader(ReaderSettings(port=simulator.address, baud=baud))
                simulator.send("lay", card=CARD)
                began = perf_counter()
                assert reader.read(deadline_s=30.0, cancelled=Event()) is not None
                spans.append(perf_counter() - began)
                simulator.send("lift")
                reader.close()
            found[baud] = median(spans)
    return Row("card read", "115200 baud", found[115_200], "9600 baud", found[9_600])


def reader_overhead() -> Iterator[Row]:
    """What the driver adds to wire and module, and how soon it sees a card: at both speeds."""
    for baud in (115_200, 9_600):
        with reader_bench(baud) as bench:
            cards = (CARD, "liu-guizhen")
            taken = median(bench.record_s(cards[turn % 2]) for turn in range(3))
            found = median(
                bench.found_s(cards[turn % 2], after_s=0.3 + 0.023 * turn) for turn in range(5)
            )
        yield Row(f"find 9F to record, {baud}", "wire alone", wire_s(baud), "driver", taken)
        yield Row(f"card to find 9F, {baud}", "limit", 0.150, "driver", found)


def look_ups() -> Row:
    """Three certificates asked for at once, and one after the other, 100 ms away."""
    with running_simulator("platform") as simulator:
        simulator.send("set", latency_ms=100)
        with (
            open_library(simulator.address) as library,
            ThreadPoolExecutor(len(KINDS)) as pool,
        ):
            person = holder(CARD)

            def ask(kind: CertificateType) -> object:
                return look_up_for(library, person, kind)

            at_once = timed(lambda: list(pool.map(ask, KINDS)), 5)
            in_turn = timed(lambda: [ask(kind) for kind in KINDS], 5)
    return Row("three look-ups", "at once", at_once, "one after the other", in_turn)


def case_look_ups() -> Iterator[Row]:
    """Six look-ups of 50 to 400 ms: the slowest alone, and all of them side by side."""
    latencies = "50,120,190,260,330,400"
    kinds = [kind for kind in KNOWN if not kind.is_of_business][:6]
    asking = Asking(tuple(kind.key for kind in kinds), identity_number_from(number_of(7)), 5.0)
    queries = [query_for(number_of(7), kind.code) for kind in kinds]
    for dialect in DIALECTS:
        with (
            running_simulator("platform") as simulator,
            library_for(dialect, simulator.address) as library,
        ):
            library.probe()
            simulator.send("set", latencies_ms=latencies)
            for query in queries:
                library.find_by_holder(query, AUDIT, deadline_s=5)

            def together() -> object:
                return list(ask_case(library, AUDIT, asking, Pool("library").do))

            slowest = partial(library.find_by_holder, queries[-1], AUDIT, deadline_s=5)
            alone, all_six = timed(slowest, 3), timed(together, 5)
        yield Row(f"case, {dialect}", "slowest look-up", alone, "six together", all_six)


def documents() -> Row:
    """One sealed licence from the process that waits warm, and from one started for it."""
    from tests.support.document_process import REQUEST  # noqa: PLC0415  # slow to import

    with tempfile.TemporaryDirectory() as folder:
        setup = WorkshopSetup(
            signing=SigningSettings(backend="file", key_folder=folder),
            fonts=font_settings(),
            now=CLOCK.now(),
        )
        process = DocumentProcess(setup, clock=CLOCK)
        process.wait_ready(deadline_s=60.0)
        warm = timed(lambda: process.make(REQUEST, deadline_s=20.0), 5)

        def cold_make() -> None:
            process.close()
            process.make(REQUEST, deadline_s=60.0)

        cold = timed(cold_make, 3)
        process.close()
    return Row("sealed licence", "warm process", warm, "started for it", cold)


def pictures() -> Iterator[Row]:
    """What a touch costs before Qt draws: the step, and the picture of the slowest page."""
    events = tuple(sample_events(1))

    def all_steps(session: Session) -> None:
        for event in events:
            step(session, event)

    stepped = median(timed(partial(all_steps, one), 3) for one in sessions())
    shown = {
        one.state.value: timed(partial(present, one, words(one.language)), 9)
        for one in sessions()
    }
    name, slowest = max(shown.items(), key=lambda pair: pair[1])
    yield Row("one step", "one step", stepped / len(events), "frame of 60 Hz", FRAME_S)
    yield Row("picture of a page", f"slowest, {name}", slowest, "frame of 60 Hz", FRAME_S)


def entitlement() -> Iterator[Row]:
    """Persons of a file against benefits, beside a plain pass over it; and one person alone."""
    benefits = load_benefits(CATALOGUE)
    occasion = Occasion(CLOCK.today(), "439900")
    silent = Listener(lambda _line, _why: None, lambda _bytes, _report: None)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "persons.csv"
        write_persons(source, 50_000, 1)

        def plain() -> int:
            with source.open(encoding="utf-8", newline="") as stream:
                return sum(1 for _ in csv.reader(stream))

        def match() -> object:
            return match_file(benefits, PersonFile(source), occasion, out=None, listener=silent)

        yield Row(
            "50,000 persons", "plain csv.reader", timed(plain, 3), "match", timed(match, 3)
        )
    known: dict[str, FactValue] = {"alive": True, "age": 83, "disability_grade": 1}
    expression = benefits.benefits[0].expressions[4]
    one = timed(lambda: evaluate(expression, {**benefits.switches, **known}), 200)
    person = timed(lambda: match_person(benefits, known, today=occasion.day), 50)
    yield Row("one person", "one condition", one, "all benefits", person)


def presses() -> Iterator[Row]:
    """One sheet from "print" to its proven end: the device alone, the kiosk, through CUPS.

    The limit is the device's own time and a second of polling; of CUPS the same job counts,
    whose end the kiosk believes only from the device.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        PrinterProcess(Path(folder), sheet_s=1.0) as printer,
        short_folder() as base,
        cups_queue(base, printer.address) as queue,
    ):
        told = press_times(printer, queue)
    yield Row("one sheet", "device alone", told.device_s, "kiosk, straight", told.kiosk_s)
    yield Row("one sheet", "device and 1.0 s", told.device_s + SLACK_S, "kiosk", told.kiosk_s)
    yield Row("one sheet", "kiosk, straight", told.kiosk_s, "through CUPS", told.queue_s)


def starts() -> Iterator[Row]:
    """From the start of the process to its first frame, in turns with a bare QML program."""
    with SimulatedWorld() as world:
        site = world.site_file()
        pairs = [(bare_start(), kiosk_start(site)) for _ in range(4)][1:]  # the first is cold
    bare = median(bare.frame_s for bare, _ in pairs)
    first = median(kiosk.frame_s for _, kiosk in pairs)
    loading = median(kiosk.loaded_s - kiosk.frame_s for _, kiosk in pairs)
    building = median(kiosk.built_s - kiosk.loaded_s for _, kiosk in pairs)
    testing = median(kiosk.open_s - kiosk.built_s for _, kiosk in pairs)
    opened = median(kiosk.open_s for _, kiosk in pairs)
    yield Row("start to first frame", "1.5 bare QML programs", 1.5 * bare, "kiosk", first)
    yield Row("start to open", "limit", OPEN_S, "open for touch", opened)
    yield Row("start to open", "bare QML program", bare, "open for touch", opened)
    yield Row("start to open, of it", "all", opened, "loading after the frame", loading)
    yield Row("start to open, of it", "all", opened, "reconciled and built", building)
    yield Row("start to open, of it", "all", opened, "window and devices", testing)


def self_tests() -> Iterator[Row]:
    """``kiosk selftest --json`` as a process: with all well, and beside each that hangs."""
    for hanging in ("printer", "receipt-printer", "platform", "desk"):
        with self_test_site(("reader", "printer", "receipt-printer", "platform", "desk")) as at:
            at.run()  # the first makes the store
            at.devices[hanging].send("fault", kind="hang")
            taken = at.run()
        yield Row("self-test", "limit", WHOLE_S, f"{hanging} hangs", taken)


def visit_frames() -> Row:
    """How long our work holds a frame, p99 over a whole visit with its movements."""
    with (
        tempfile.TemporaryDirectory() as folder,
        quick_world(Path(folder)) as world,
        whole_kiosk(world, reduced_motion=False) as whole,
    ):
        whole.rest_now()
        heart = Heartbeat(whole.window)
        with heart.beating():
            whole.play(script(), settle_s=0.45, watch=heart.watch)
        held = heart.quantile(0.99) / 1000
    end_all()
    return Row("a visit, p99 of a frame", "frame of 60 Hz", FRAME_S, "our work", held)


def commits() -> Row:
    """One committed row, durable by the log and by the journal file."""
    spans = {}
    for mode, synchronous in (("WAL", "FULL"), ("TRUNCATE", "EXTRA")):
        with _database(mode, synchronous) as insert:
            spans[mode] = timed(insert, 60)
    return Row("commit", "WAL, FULL", spans["WAL"], "TRUNCATE, EXTRA", spans["TRUNCATE"])


@contextmanager
def _database(mode: str, synchronous: str) -> Iterator[Callable[[], object]]:
    """An encrypted database in the other of its two lawful settings, and a commit into it."""
    with tempfile.TemporaryDirectory(dir=Path(__file__).parents[1] / "build") as folder:
        connection = sqlcipher.connect(str(Path(folder) / "bench.db"), isolation_level=None)
        connection.execute(f"PRAGMA key = \"x'{secrets.token_hex(32)}'\"")
        connection.execute(f"PRAGMA journal_mode = {mode}")
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        connection.execute("CREATE TABLE cases (form BLOB NOT NULL) STRICT")
        form = os.urandom(8_192)

        def insert() -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO cases VALUES (?)", (form,))
            connection.execute("COMMIT")

        yield insert
        connection.close()


def main() -> int:
    """Print every row as soon as it is known."""
    for make in (card_read, look_ups, documents, commits):
        sys.stdout.write(f"{make()}\n")
        sys.stdout.flush()
    for row in (
        *starts(),
        *self_tests(),
        visit_frames(),
        *case_look_ups(),
        *reader_overhead(),
        *pictures(),
        *entitlement(),
        *presses(),
    ):
        sys.stdout.write(f"{row}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
