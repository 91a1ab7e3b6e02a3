# SPDX-License-Identifier: Apache-2.0
"""A rare name goes the whole way from the wire to the sheet, and is nowhere else afterwards.

The name has a character outside the Basic Multilingual Plane (U+20BB7), the address another
(U+23C97): what mangles either shows, and no other text can be mistaken for it.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Cancelled

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QGuiApplication

from certificates.licence import LicenceNumber
from devices.card_reader.sam_frame import Command, Response, split_base_files
from devices.card_reader.sam_link import SamLink
from devices.card_reader.sam_reader import SamIdentityReader
from devices.identity.record import IdentityRecord
from devices.identity.text_block import decode_text_block
from devices.settings import ReaderSettings
from forms.application import Application
from forms.decision import IssuedUnderPromise
from forms.field_values import Source
from forms.licensing import Issuance, licence_from
from kiosk.session.events import CardRead, Event
from kiosk.session.session import Session
from kiosk.session.states import State
from tests.support.console_in_process import run_main
from tests.support.paper_text import joined, text_of
from tests.support.simulators import ROOT, RunningSimulator
from tests.support.traces import ENCODINGS, files_below, forms_of, traces_below, traces_in
from tests.support.whole import QUICK, REHEARSALS, WholeKiosk, quick_world, script, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

CARD = "zhang-jixiang"
NAME = "张𠮷祥"
ADDRESS = "𣲗水巷12号"
NUMBER = "43990019900412013X"
PHONE = "13800000000"
SECRETS = (NAME, "𠮷祥", ADDRESS, NUMBER, PHONE)


@dataclass
class Walk:
    """What one played visit left in our hands, and what of it stayed in the kiosk."""

    card_read: CardRead | None = None
    at_review: Session | None = None
    papers: dict[str, str] = field(default_factory=dict)
    stored: list[bytes] = field(default_factory=list)
    printed: list[bytes] = field(default_factory=list)
    texts_after: list[str] = field(default_factory=list)
    properties_after: str = ""
    session_after: str = ""
    clipboard: str = ""
    alive: list[str] = field(default_factory=list)
    found_ours: int = 0


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    with (
        quick_world(tmp_path_factory.mktemp("canary")) as world,
        whole_kiosk(world) as whole,
    ):
        yield _walked(whole)


def _walked(whole: WholeKiosk) -> Walk:
    walk = Walk()

    def stepped(session: Session, event: Event) -> None:
        if isinstance(event, CardRead):
            walk.card_read = event
        if session.state is State.REVIEW:
            walk.at_review = session

    whole.kiosk.controller.stepped.connect(stepped)
    result = whole.play(script(card=CARD), settle_s=0.06)
    whole.kiosk.controller.stepped.disconnect(stepped)
    assert result.outcome == "issued", result.stop_reason
    for name, path in zip(
        ("licence", "promise_letter", "receipt"), whole.printed(), strict=True
    ):
        document = whole.kiosk.store.documents.get(result.case_number, f"{name}.pdf")
        assert document is not None
        walk.stored.append(document.content)
        walk.printed.append(path.read_bytes())
        walk.papers[name] = joined(text_of(path))
    _look_back(whole, walk)
    return walk


def _look_back(whole: WholeKiosk, walk: Walk) -> None:
    """Note what the machine still has in its memory on the farewell page."""
    ours = {id(walk.card_read and walk.card_read.record), id(walk.at_review)}
    if walk.at_review is not None:
        ours |= {id(walk.at_review.record), id(walk.at_review.application)}
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    whole.rest(0.3)
    walk.session_after = repr(vars(whole.session))
    model = whole.kiosk.controller.model
    walk.properties_after = repr(_properties(model)) + repr(
        _properties(whole.kiosk.controller.sheet)
    )
    root = whole.window.contentItem()
    walk.texts_after = [
        str(item.property("text"))
        for item in root.findChildren(QObject)
        if item.property("text")
    ]
    clipboard = QGuiApplication.clipboard()
    walk.clipboard = clipboard.text()
    gc.collect()
    alive = [
        one
        for one in gc.get_objects()
        if isinstance(one, IdentityRecord | Application) and _is_of_the_person(one)
    ]
    walk.found_ours = sum(id(one) in ours for one in alive)
    walk.alive = [type(one).__name__ for one in alive if id(one) not in ours]


def _is_of_the_person(one: IdentityRecord | Application) -> bool:
    return NAME in (one.name if isinstance(one, IdentityRecord) else one.applicant.name)


def _properties(thing: QObject) -> dict[str, object]:
    meta = thing.metaObject()
    names = [str(meta.property(place).name()) for place in range(meta.propertyCount())]
    return {name: thing.property(name) for name in names}


# -- the way there -----------------------------------------------------------


def test_steps_1_to_4_from_the_wire_to_the_record(simulated_reader: RunningSimulator) -> None:
    """Bytes on the line, one frame, 256 bytes of UTF-16LE, a record; nothing else changed."""
    simulated_reader.send("lay", card=CARD)
    settings = ReaderSettings(port=simulated_reader.address)
    link = SamLink(settings)
    answers = [
        link.exchange(command, Cancelled())
        for command in (Command.FIND, Command.SELECT, Command.READ_BASE)
    ]
    link.close()
    base = answers[-1]
    assert isinstance(base, Response)
    text, _photo = split_base_files(base.data)
    assert len(text) == 256
    assert text[:30] == NAME.ljust(30 // 2 - 1).encode("utf-16-le")  # one character is a pair
    assert NAME not in repr(base)
    assert decode_text_block(text).name == NAME
    simulated_reader.reset()
    simulated_reader.send("lay", card=CARD)
    reader = SamIdentityReader(settings)
    record = reader.read(deadline_s=10.0, cancelled=Cancelled())
    reader.close()
    assert record is not None
    assert (record.name, record.number.value) == (NAME, NUMBER)
    assert ADDRESS in record.address
    for secret in SECRETS:
        assert secret not in repr(record)


def test_steps_5_and_6_from_the_event_to_the_form(walk: Walk) -> None:
    assert walk.card_read is not None
    assert walk.at_review is not None
    session = walk.at_review
    assert walk.card_read.record.name == NAME
    assert session.record == walk.card_read.record
    assert session.application is not None
    assert session.item is not None
    assert session.item.licence is not None
    fields = session.application.fields
    from_card = [one for one in fields.values() if one.source is Source.CARD]
    assert session.application.applicant.name == NAME
    assert NUMBER in {answer.value for answer in from_card}
    assert fields[session.item.licence.holder_name].value == NAME
    for value in (walk.card_read, session, session.application, *from_card):
        assert traces_in(repr(value).encode(), SECRETS) == []


def test_step_7_from_the_decision_to_the_licence(walk: Walk) -> None:
    session = walk.at_review
    assert session is not None
    assert session.application is not None
    assert session.item is not None
    assert session.today is not None
    assert isinstance(session.decision, IssuedUnderPromise)
    licence = licence_from(
        session.application,
        session.decision,
        LicenceNumber("湘卫公证字〔2026〕第439900000001号"),
        item=session.item,
        issuance=Issuance(session.today, "示例市行政审批服务局"),
    )
    assert licence.holder_name == NAME
    assert NAME not in repr(licence)


def test_steps_8_and_9_from_the_page_to_the_sheet(walk: Walk) -> None:
    assert walk.printed == walk.stored
    assert NAME in walk.papers["licence"]
    assert ADDRESS in walk.papers["licence"]
    assert NAME in walk.papers["promise_letter"]
    for name, text in walk.papers.items():
        assert (NUMBER in text) is (name == "promise_letter"), "only who promises is numbered"


# -- and nowhere else --------------------------------------------------------


def test_step_10_nothing_of_the_person_is_left_in_the_running_kiosk(walk: Walk) -> None:
    assert traces_in(walk.session_after.encode(), SECRETS) == []
    assert traces_in(walk.properties_after.encode(), SECRETS) == []
    assert traces_in("\n".join(walk.texts_after).encode(), SECRETS) == []
    assert walk.texts_after, "there are texts on the farewell page"
    assert walk.clipboard == ""
    assert walk.found_ours >= 2, "the search through the memory finds what this test holds"
    assert walk.alive == []


@dataclass(frozen=True)
class Left:
    """What a kiosk process left on the disk and said, after one whole visit."""

    data: Path
    home: Path
    temporary: Path
    said: str
    exported: str
    bundle: Path


@pytest.fixture(scope="module")
def left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Left]:
    """Play the visit in a process of its own, logging all it can log."""
    folder = tmp_path_factory.mktemp("left")
    home, temporary = folder / "home", folder / "tmp"
    for path in (home, temporary):
        path.mkdir()
    with quick_world(folder) as world:
        world.card = CARD
        world.lay_card()
        site = world.site_file(more=QUICK)
        environment = {
            **os.environ,
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home / "cache"),
            "XDG_RUNTIME_DIR": str(temporary),
            "TMPDIR": str(temporary),
        }
        program = (
            "import logging, sys\n"
            "logging.basicConfig(level=1, format='%(levelname)s %(name)s %(message)s')\n"
            "from kiosk.__main__ import main\n"
            "sys.exit(main(sys.argv[1:]))\n"
        )
        command(site, "traffic", "on", "--minutes", "15")
        words = ("rehearse", str(REHEARSALS / "hygiene-permit-new.toml"), "--config", str(site))
        done = subprocess.run(
            (sys.executable, "-c", program, *words),
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert len(list(world.printed.glob("*.pdf"))) == 3
        exported = command(site, "journal", "export")
        data, key, bundle = world.home / "data", folder / "maker", folder / "opened"
        run_main("support", "new-key", str(key))
        file = folder / "bundle"
        command(site, "support", "bundle", "--to", f"{key}.pub", "--out", str(file))
        opening = run_main(
            "support", "open", str(file), "--key", str(key), "--out", str(bundle)
        )
        assert opening.returncode == 0, opening.stderr
        yield Left(data, home, temporary, done.stdout + done.stderr, exported, bundle)


def command(site: Path, *words: str) -> str:
    """What a command that succeeds at this kiosk says."""
    done = run_main(*words, "--config", str(site))
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_logged_enough_for_a_leak_to_show(left: Left) -> None:
    assert "DEBUG" in left.said
    assert "INFO kiosk.controller state Take" in left.said
    assert "TRAFFIC devices.card_reader.sam_link READ_BASE" in left.said
    assert len(left.exported.splitlines()) > 10
    assert any(path.suffix == ".db" or "store" in path.name for path in files_below(left.data))


def test_nothing_of_the_person_is_said_or_logged(left: Left) -> None:
    assert traces_in(left.said.encode(), SECRETS) == []
    assert traces_in(left.exported.encode(), SECRETS) == []
    for line in left.exported.splitlines():
        json.loads(line)


def test_nothing_of_the_person_lies_readable_on_the_disk(left: Left) -> None:
    """The case is kept, but encrypted; caches, temporary files and keys have nothing."""
    for folder in (left.data, left.home, left.temporary):
        assert traces_below(folder, SECRETS) == []


def test_nothing_of_the_person_leaves_in_a_support_bundle(left: Left) -> None:
    """Unpacked, with the traffic of the visit in it; nor a number that leads to the case."""
    files = {path.name: path.read_text("utf-8") for path in left.bundle.iterdir()}
    assert "READ_BASE" in files["traffic.log"]
    assert "operation 0x000b" in files["traffic.log"]
    assert "session-ended" in files["journal.jsonl"]
    assert traces_below(left.bundle, SECRETS) == []
    (case,) = {
        record["case_id"]
        for line in left.exported.splitlines()
        if (record := json.loads(line).get("record")) and record["case_id"]
    }
    assert traces_below(left.bundle, (case,)) == []


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_search_finds_what_is_planted(tmp_path: Path, encoding: str) -> None:
    """The same search, on a file that does hold the name, in the middle of other bytes."""
    deep = tmp_path / "cache" / "x"
    deep.mkdir(parents=True)
    (deep / "entry.bin").write_bytes(os.urandom(997) + NAME.encode(encoding) + os.urandom(99))
    found = traces_below(tmp_path, SECRETS)
    assert f"cache/x/entry.bin 0:{encoding}" in found


def test_the_search_finds_escapes_and_paths(tmp_path: Path) -> None:
    (tmp_path / f"{NUMBER}.txt").touch()
    (tmp_path / "a.json").write_text(json.dumps({"name": NAME}), "ascii")
    (tmp_path / "b.log").write_bytes(forms_of(NAME)["percent"])
    found = traces_below(tmp_path, SECRETS)
    assert f"path {NUMBER}.txt 3:utf-8" in found
    assert "a.json 0:json" in found
    assert "b.log 0:percent" in found
