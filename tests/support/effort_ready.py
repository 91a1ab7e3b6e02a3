# SPDX-License-Identifier: Apache-2.0
"""What must be there before a generated citizen comes: a case on file, a licence to show.

Everything is made by the kiosk's own desk and command line, and goes to the simulated case
desk as ever; only the touches of that earlier visit are spared.
"""

import json
from datetime import date
from typing import Final

from certificates.qr import qr_text
from certificates.signing.key_folder import open_keys
from forms.case_standing import CaseAct
from kiosk.clock import SystemClock
from kiosk.robot.script import Script
from kiosk.session.case_visit import DoInCase
from tests.kiosk.test_desk import issue
from tests.support.applying import card
from tests.support.bundle_forms import FORMS
from tests.support.console_in_process import run_main
from tests.support.generated_citizens import CODES, Citizen
from tests.support.licence_visits import CLAIMS, new_signer
from tests.support.visits import STROKES
from tests.support.whole import QUICK, WholeKiosk

OFFICES: Final = {
    CaseAct.ANSWER: "correct",
    CaseAct.NOTICE: "correct",
    CaseAct.DECISION: "refuse",
    CaseAct.APPEAL: "refuse",
    CaseAct.APPEAL_SLIP: "refuse",
    CaseAct.WITHDRAW: "outage",
}
"""How the offices work before somebody comes to do this in a case; else they grant."""
EARLIER_VISIT: Final = 0
"""A visit of nobody: what is told of it moves no page."""


def made_ready(whole: WholeKiosk, citizen: Citizen) -> Script:
    """Have everything there for the citizen, the kiosk resting; what the robot is to play."""
    whole.world.platform.tell("clear")
    whole.kiosk.store.offers.forget_old(date.max)  # as if the last answer were long ago
    if citizen.script.code in CODES:
        return _with_code(whole, citizen.script)
    if citizen.on_file in FORMS:
        _submitted(whole, citizen.on_file)
    elif citizen.on_file:
        act = CaseAct(citizen.on_file)
        whole.world.platform.tell("set", office="*", answer=OFFICES.get(act, "grant"))
        number = _handed_in(whole)
        if act is CaseAct.APPEAL_SLIP:
            _appealed(whole, number)
    return citizen.script


def _with_code(whole: WholeKiosk, script: Script) -> Script:
    folder = whole.kiosk.store.data_dir / "signing"
    own = open_keys(folder, now=SystemClock().now()).qr_signer
    texts = {
        "own": qr_text(CLAIMS, signer=own),
        "unknown": qr_text(CLAIMS, signer=new_signer()),
        "foreign": "PAY-0000-0000",
    }
    return Script(**{**vars(script), "code": texts[script.code]})


def _handed_in(whole: WholeKiosk) -> str:
    """An ordinary application of the salon, received by the case desk; its number."""
    desk, made, failed = whole.kiosk.runtime._equipment.desk, list[str](), list[str]()
    asked = issue("ordinary")

    def job() -> None:
        made.append(desk.issue(asked, lambda *_: None).case_number)

    whole.kiosk.runtime._desk.do(job, failed.append)
    whole.wait(lambda: bool(made or failed), why="the earlier application")
    assert not failed, failed
    _received(whole, made[0])
    return made[0]


def _submitted(whole: WholeKiosk, bundle: str) -> None:
    """A bundle typed at the window for the owner of the salon, beside the running kiosk."""
    site = whole.world.site_file(more=QUICK + whole.world.base_data_table)
    words = ("cases", "submit-bundle", bundle, "--config", str(site))
    typed = run_main(*words, stdin=json.dumps(FORMS[bundle]()))
    assert typed.returncode == 0, typed.stderr
    _received(whole, typed.stdout.split()[1].rstrip(","))


def _received(whole: WholeKiosk, number: str) -> None:
    whole.kiosk.runtime._outgoing.wake()
    book = whole.kiosk.store.desk_book
    whole.wait(lambda: book.is_received(number), why="the desk's receipt")


def _appealed(whole: WholeKiosk, number: str) -> None:
    """An appeal of the owner, lodged; its slip lies in the store, not printed."""
    said = ("我去办事，没办成", "说按规定办不了")
    act = DoInCase(
        EARLIER_VISIT, CaseAct.APPEAL, number, card(), "cannot", said=said, strokes=STROKES
    )
    whole.kiosk.runtime.perform(act)
    outbox = whole.kiosk.store.outbox
    whole.wait(lambda: bool(outbox.under("appeal/")), why="the earlier appeal")
    whole.wait(lambda: outbox.depth() == 0, why="the way out")
