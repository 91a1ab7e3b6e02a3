# SPDX-License-Identifier: Apache-2.0
"""The document process is killed, stopped, cut off and asked nonsense; the next call works."""

import contextlib
import gc
import hashlib
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from certificates.errors import CertificateError, DocumentError, KeyRefusedError
from certificates.qr import LicenceClaims
from certificates.settings import FontSettings, SigningSettings
from certificates.trust import KEY_LIST_NAME, read_trust_list
from certificates.verification import Verdict, verify_pdf, verify_qr
from kiosk.clock import SystemClock
from kiosk.documents import wire, worker
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import (
    DocumentRequest,
    WorkshopSetup,
    fault_from_item,
    item_from_fault,
    item_from_request,
    item_from_setup,
    request_from_item,
    setup_from_item,
)
from kiosk.documents.workshop import Workshop

ROOT = Path(__file__).resolve().parents[2]
FONTS = FontSettings(built=ROOT / "build" / "fonts")
NOW = datetime(2026, 11, 22, 18, 0, tzinfo=timezone(timedelta(hours=8)))
READY_S = 60.0
TEMPLATE: dict[str, object] = {
    "name": "licence",
    "title": "样本许可证",
    "width_mm": 297,
    "height_mm": 210,
    "is_sealed": True,
    "elements": [
        {
            "kind": "value",
            "box": [20, 60, 200, 12],
            "label": "单位名称",
            "value": "unit",
            "label_width_mm": 66,
            "size_mm": 6,
            "min_size_mm": 3,
        },
        {"kind": "qr", "box": [20, 150, 30, 30], "optional": True},
        {"kind": "seal", "box": [200, 140, 42, 42]},
    ],
}
CLAIMS = LicenceClaims(
    "439900卫公证字〔2026〕第0385号",
    "样本县阿明理发店",
    "样本明",
    ("GB-201",),
    date(2026, 11, 22),
    date(2030, 11, 21),
)
REQUEST = DocumentRequest(
    name="licence.pdf",
    template=TEMPLATE,
    values={"unit": "样本县𠮷祥理发店"},
    created=NOW,
    document_id="439900-1/licence",
    is_sealed=True,
    authority="样本县行政审批服务局",
    claims=CLAIMS,
)


def setup_in(folder: Path) -> WorkshopSetup:
    signing = SigningSettings("file", str(folder / "keys"), "https://example.cn/v")
    return WorkshopSetup(signing, FONTS, NOW)


@pytest.fixture(scope="module")
def key_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="module")
def documents(key_home: Path) -> Iterator[DocumentProcess]:
    process = DocumentProcess(setup_in(key_home), clock=SystemClock())
    process.start()
    yield process
    process.close()


def pid_of(documents: DocumentProcess) -> int:
    return documents.wait_ready(deadline_s=READY_S).pid


@contextlib.contextmanager
def later(action: object, delay_s: float) -> Iterator[None]:
    """Do something from another thread while a call is under way."""
    timer = threading.Timer(delay_s, action)  # type: ignore[arg-type]
    timer.start()
    try:
        yield
    finally:
        timer.join()


def make(documents: DocumentProcess, request: DocumentRequest = REQUEST) -> bytes:
    return documents.make(request, deadline_s=READY_S).pdf


def text_of(pdf: bytes) -> str:
    """Text of the first page without blanks and line feeds."""
    return "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())


# -- what it makes --------------------------------------------------------------------------


def test_licence_is_sealed_and_proves_itself(
    documents: DocumentProcess, key_home: Path
) -> None:
    made = documents.make(REQUEST, deadline_s=READY_S)
    trust = read_trust_list(key_home / "keys" / KEY_LIST_NAME)
    found = verify_pdf(made.pdf, trust, at=NOW)
    assert found.verdict is Verdict.SAMPLE
    assert found.signed_at == NOW
    assert (made.name, made.pages) == ("licence.pdf", 1)
    assert made.sha256 == hashlib.sha256(made.pdf).hexdigest()
    assert "样本县𠮷祥理发店" in text_of(made.pdf)


def test_printed_code_proves_itself(documents: DocumentProcess, key_home: Path) -> None:
    """Another program reads the code from the page at the printer's resolution."""
    page = pypdfium2.PdfDocument(make(documents))[0]
    (code,) = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil())
    assert code.text.startswith("https://example.cn/v#J1:")
    trust = read_trust_list(key_home / "keys" / KEY_LIST_NAME)
    found = verify_qr(code.text, trust, at=NOW)
    assert (found.verdict, found.claims) == (Verdict.SAMPLE, CLAIMS)


def test_demo_key_marks_every_document(documents: DocumentProcess) -> None:
    assert documents.wait_ready(deadline_s=READY_S).is_demo
    asked = replace(REQUEST, is_sample=False, is_sealed=False)
    assert "仅供演示" in text_of(make(documents, asked))


def test_paper_that_bears_no_seal_is_not_signed(
    documents: DocumentProcess, key_home: Path
) -> None:
    trust = read_trust_list(key_home / "keys" / KEY_LIST_NAME)
    plain = {**TEMPLATE, "is_sealed": False, "elements": [TEMPLATE["elements"][0]]}  # type: ignore[index]
    for asked in (
        replace(REQUEST, is_sealed=False),
        replace(REQUEST, template=plain, claims=None),
    ):
        found = verify_pdf(make(documents, asked), trust, at=NOW)
        assert found.verdict is Verdict.NOT_SIGNED


def test_same_request_gives_the_same_page(documents: DocumentProcess) -> None:
    asked = replace(REQUEST, is_sealed=False)
    assert make(documents, asked) == make(documents, asked)


def test_answers_stay_quick(documents: DocumentProcess) -> None:
    make(documents)
    clock = SystemClock()
    started_s = clock.monotonic()
    for _ in range(5):
        make(documents)
    assert (clock.monotonic() - started_s) / 5 < 1.0


# -- what it refuses ------------------------------------------------------------------------


def test_character_without_a_glyph_is_named_by_its_code_only(
    documents: DocumentProcess,
) -> None:
    with pytest.raises(DocumentError) as caught:
        documents.preflight({"unit": "样本县\ue000店"})
    assert caught.value.code == "DOCUMENT-0601"
    assert "U+E000" in caught.value.detail
    assert "样本县" not in str(caught.value)
    with pytest.raises(DocumentError, match="DOCUMENT-0601"):
        make(documents, replace(REQUEST, values={"unit": "\ufffd"}))


def test_preflight_passes_what_can_be_printed(documents: DocumentProcess) -> None:
    documents.preflight({"unit": "张𠮷祥", "items": ("李𬭚", "王䶮")})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"values": {}}, "DOCUMENT-0602"),
        ({"template": {**TEMPLATE, "colour": "red"}}, "CONFIG-0701"),
        ({"template": {**TEMPLATE, "elements": []}}, "DOCUMENT-0602"),
        ({"authority": "某" * 60}, "DOCUMENT-0602"),
        ({"values": {"unit": "样" * 400}}, "DOCUMENT-0602"),
    ],
)
def test_request_that_cannot_be_met_has_its_code(
    documents: DocumentProcess, change: dict[str, object], code: str
) -> None:
    before = pid_of(documents)
    with pytest.raises(CertificateError) as caught:
        make(documents, replace(REQUEST, **change))  # type: ignore[arg-type]
    assert caught.value.code == code
    assert pid_of(documents) == before, "a fault is an answer, not a death"


@pytest.mark.slow
def test_bug_in_the_process_costs_one_call_and_says_no_value(
    key_home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A stroke of two numbers breaks this program's own promise: a bug, not a fault."""
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    strokes = (((1.0, 2.0),),)
    asked = replace(REQUEST, strokes=strokes, values={"unit": "店名"})  # type: ignore[arg-type]
    with pytest.raises(DocumentError, match="DOCUMENT-0602"):
        make(documents, asked)
    assert make(documents).startswith(b"%PDF")
    documents.close()
    told = capfd.readouterr().err
    assert told.startswith("document process: ValueError\n  ")
    assert "request.py" in told
    assert "店名" not in told


def test_finished_file_must_show_what_it_was_made_for(documents: DocumentProcess) -> None:
    shown = replace(REQUEST, must_show=("样本县𠮷祥理发店", "单位名称"))
    assert make(documents, shown).startswith(b"%PDF")
    with pytest.raises(DocumentError) as caught:
        make(documents, replace(REQUEST, must_show=("另一家店",)))
    assert caught.value.code == "DOCUMENT-0604"
    assert "另一家店" not in str(caught.value)


# -- what happens to it ---------------------------------------------------------------------


def test_killed_while_idle_is_not_noticed_by_the_next_call(documents: DocumentProcess) -> None:
    before = pid_of(documents)
    os.kill(before, signal.SIGKILL)
    with contextlib.suppress(DocumentError):  # the kill may land while the call is under way
        make(documents)
    assert make(documents).startswith(b"%PDF")
    assert pid_of(documents) != before


def test_killed_in_a_call_costs_that_call_only(documents: DocumentProcess) -> None:
    child = pid_of(documents)
    os.kill(child, signal.SIGSTOP)
    with (
        later(lambda: os.kill(child, signal.SIGKILL), 0.2),
        pytest.raises(DocumentError, match="DOCUMENT-0602") as caught,
    ):
        make(documents)
    assert "ended" in caught.value.detail
    assert make(documents).startswith(b"%PDF")


def test_hanging_process_is_given_up_at_the_deadline(documents: DocumentProcess) -> None:
    child = pid_of(documents)
    os.kill(child, signal.SIGSTOP)
    clock = SystemClock()
    started_s = clock.monotonic()
    with pytest.raises(DocumentError, match="DOCUMENT-0602") as caught:
        documents.make(REQUEST, deadline_s=0.3)
    assert clock.monotonic() - started_s < 2.0
    assert "too long" in caught.value.detail
    assert make(documents).startswith(b"%PDF")
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)


def test_slow_start_goes_on_after_a_deadline(key_home: Path) -> None:
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    with pytest.raises(DocumentError, match="not ready yet"):
        documents.make(REQUEST, deadline_s=0.05)
    assert documents._child is not None
    starting = documents._child.process.pid
    assert pid_of(documents) == starting
    documents.close()


def test_two_callers_get_their_own_documents(documents: DocumentProcess) -> None:
    made: dict[str, str] = {}

    def call(name: str) -> None:
        asked = replace(REQUEST, name=name, values={"unit": name}, is_sealed=False)
        made[name] = text_of(make(documents, asked))

    callers = [threading.Thread(target=call, args=(f"店{n}",)) for n in "甲乙丙丁"]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert len(made) == 4
    assert all(name in text for name, text in made.items())


@pytest.mark.slow
def test_closed_process_is_gone_and_may_be_asked_again(key_home: Path) -> None:
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    child = pid_of(documents)
    documents.close()
    documents.close()
    with pytest.raises(ProcessLookupError):
        os.kill(child, 0)
    documents.start()
    documents.start()
    assert pid_of(documents) != child
    documents.close()


@pytest.mark.slow
def test_process_ends_with_the_kiosk(key_home: Path) -> None:
    """Nobody is left behind when the kiosk is killed."""
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1]);"
        "from tests_setup import start; start(Path(sys.argv[2]))"
    )
    script = key_home / "tests_setup.py"
    script.write_text(
        "import os\n"
        "from datetime import datetime, UTC\n"
        "from certificates.settings import FontSettings, SigningSettings\n"
        "from kiosk.clock import SystemClock\n"
        "from kiosk.documents.process import DocumentProcess\n"
        "from kiosk.documents.request import WorkshopSetup\n"
        "def start(folder):\n"
        "    signing = SigningSettings('file', str(folder / 'keys'))\n"
        f"    fonts = FontSettings(built={str(FONTS.built)!r})\n"
        "    setup = WorkshopSetup(signing, fonts, datetime.now(UTC))\n"
        "    process = DocumentProcess(setup, clock=SystemClock())\n"
        "    print(process.wait_ready(deadline_s=60).pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code, str(key_home), str(key_home)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    child = int(told.stdout)
    gone = threading.Event()
    for _ in range(100):
        if not Path(f"/proc/{child}").exists():
            break
        gone.wait(0.05)
    assert not Path(f"/proc/{child}").exists()


@pytest.mark.slow
def test_refused_key_is_told_at_every_call(tmp_path: Path) -> None:
    setup = replace(setup_in(tmp_path), signing=SigningSettings("pkcs11", str(tmp_path)))
    documents = DocumentProcess(setup, clock=SystemClock())
    with pytest.raises(KeyRefusedError, match="CONFIG-0701"):
        documents.wait_ready(deadline_s=READY_S)
    with pytest.raises(KeyRefusedError, match="CONFIG-0701"):
        make(documents)
    documents.close()


def test_missing_font_is_told(tmp_path: Path) -> None:
    setup = replace(setup_in(tmp_path), fonts=FontSettings(built=tmp_path / "none"))
    documents = DocumentProcess(setup, clock=SystemClock())
    with pytest.raises(DocumentError, match="DOCUMENT-0603"):
        documents.wait_ready(deadline_s=READY_S)
    documents.close()


def test_no_file_with_a_name_in_it_is_written(
    key_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything the process may write to is in ``tmp_path``; nothing is there afterwards."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    documents = DocumentProcess(setup_in(key_home), clock=SystemClock())
    child = pid_of(documents)
    assert make(documents).startswith(b"%PDF")
    opened = [path for path in Path(f"/proc/{child}/fd").iterdir() if int(path.name) > 2]
    assert not [path for path in opened if str(path.readlink()).startswith("/tmp")]  # noqa: S108
    documents.close()
    assert not list(tmp_path.iterdir())


def test_core_files_are_switched_off(documents: DocumentProcess) -> None:
    limits = Path(f"/proc/{pid_of(documents)}/limits").read_text()
    core = next(line for line in limits.splitlines() if line.startswith("Max core"))
    assert core.split()[4:6] == ["0", "0"]


# -- the worker, in this process ------------------------------------------------------------


def test_worker_answers_in_order_and_ends_with_the_line(key_home: Path) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send_frame(ours, item_from_setup(setup_in(key_home)))
        wire.send_frame(ours, {"preflight": {"unit": "样本"}})
        wire.send_frame(ours, {"preflight": {"unit": "\ue000"}})
        wire.send_frame(ours, {"make": item_from_request(REQUEST)})
        ours.shutdown(socket.SHUT_WR)
        try:
            with pytest.raises(EOFError):
                worker.serve(theirs, started_s=0.0)
        finally:
            gc.enable()
            gc.unfreeze()
        answers = [wire.receive_frame(ours) for _ in range(4)]
    kinds = [next(iter(answer)) for answer in answers if isinstance(answer, dict)]
    assert kinds == ["done", "done", "fault", "done"]


@pytest.mark.parametrize("question", [{}, {"what": 1}, {"make": 1}, [1], "x"])
def test_question_that_nobody_asks_is_a_bug(question: object, key_home: Path) -> None:
    workshop = Workshop(setup_in(key_home))
    with pytest.raises(TypeError):
        worker.answer(workshop, worker._mapping(question))


def test_report_of_a_bug_names_places_and_no_values(
    capsys: pytest.CaptureFixture[str],
) -> None:
    try:
        raise ValueError("样本明")  # noqa: TRY301
    except ValueError as error:
        worker.report_bug(type(error), error, error.__traceback__)
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "test_document_process.py" in told
    assert "样本明" not in told


# -- the wire -------------------------------------------------------------------------------


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text() | st.binary(),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
        max_leaves=10,
    )
)
def test_items_cross_unchanged(item: object) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send_frame(ours, item)
        assert wire.receive_frame(theirs) == item


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"", EOFError),
        (b"\0\0\0", EOFError),
        (b"\0\0\0\0\0\0\0\5abc", EOFError),
        (b"\0\0\0\0\0\0\0\1\xff", wire.BrokenFrameError),
        (b"\xff\0\0\0\0\0\0\1", wire.BrokenFrameError),
    ],
)
def test_torn_frame_is_an_error(sent: bytes, expected: type[Exception]) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            ours.sendall(sent)
        with pytest.raises(expected):
            wire.receive_frame(theirs)


def test_silence_ends_at_the_deadline() -> None:
    ours, theirs = socket.socketpair()
    clock = SystemClock()
    ends_at = clock.monotonic() + 0.1
    with ours, theirs:
        ours.sendall(b"\0\0\0")
        with pytest.raises(TimeoutError):
            wire.receive_frame(theirs, remaining_s=lambda: ends_at - clock.monotonic())


def test_requests_and_faults_survive_the_wire(tmp_path: Path) -> None:
    full = replace(
        REQUEST,
        values={"unit": "店", "items": ("一", "二")},
        strokes=(((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)), ((0.0, 0.0, 0.0),)),
        must_show=("店",),
    )
    endless = replace(full, claims=replace(CLAIMS, expires_on=None))
    ours, theirs = socket.socketpair()
    with ours, theirs:
        for request in (full, endless, replace(full, claims=None)):
            wire.send_frame(ours, item_from_request(request))
            item = wire.receive_frame(theirs)
            assert isinstance(item, dict)
            assert request_from_item(item) == request
        wire.send_frame(ours, item_from_setup(setup_in(tmp_path)))
        item = wire.receive_frame(theirs)
        assert isinstance(item, dict)
        assert setup_from_item(item) == setup_in(tmp_path)
    for kind, code in (
        (DocumentError, "DOCUMENT-0601"),
        (KeyRefusedError, "CONFIG-0701"),
        (CertificateError, "PLATFORM-0301"),
    ):
        fault = fault_from_item(item_from_fault(kind(code, "why")))
        assert (type(fault), fault.code, fault.detail) == (kind, code, "why")


def test_request_hides_its_values() -> None:
    assert "阿明" not in repr(REQUEST)
    assert "祥" not in repr(REQUEST)


def test_moment_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(REQUEST, created=datetime(2026, 1, 1))  # noqa: DTZ001
