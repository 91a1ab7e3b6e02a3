# SPDX-License-Identifier: Apache-2.0
"""The whole kiosk: codes are held before the scanner and checked, and nothing of them stays."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from certificates.qr import LicenceClaims, qr_text
from certificates.signing.key_folder import open_keys
from kiosk.clock import SystemClock
from kiosk.demo.dock import DockModel
from kiosk.demo.shown_licence import SAMPLE_NUMBER
from kiosk.robot.script import load_script
from kiosk.screens.views import LicenceCheckView
from kiosk.session.licence_visit import Found
from kiosk.session.states import State
from tests.support.licence_visits import CLAIMS, new_signer
from tests.support.troubled import check_noted, records
from tests.support.whole import REHEARSALS, WholeKiosk, quick_world, whole_kiosk

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture
def scanning(tmp_path: Path) -> Iterator[WholeKiosk]:
    with (
        quick_world(tmp_path, has_scanner=True) as world,
        whole_kiosk(world) as whole,
    ):
        yield whole


def own_code(whole: WholeKiosk, claims: LicenceClaims = CLAIMS) -> str:
    """The code that this kiosk prints on a licence: its key is for the demo."""
    folder = whole.kiosk.store.data_dir / "signing"
    keys = open_keys(folder, now=SystemClock().now())
    return qr_text(claims, signer=keys.qr_signer)


def view(whole: WholeKiosk) -> LicenceCheckView:
    shown = whole.screen.view
    assert isinstance(shown, LicenceCheckView)
    return shown


def found(whole: WholeKiosk) -> Found | None:
    visit = whole.session.licence
    return visit.told.found if visit is not None and visit.told is not None else None


def test_codes_are_checked_one_after_the_other_and_forgotten(scanning: WholeKiosk) -> None:
    whole, scanner = scanning, scanning.world.scanner
    assert scanner is not None
    for touched in ("start", "service-licence-check"):
        whole.tap(touched)
    whole.wait_for(State.LICENCE_CHECK)
    scanner.tell("fault", kind="half")
    scanner.tell("lay", text=own_code(whole))
    whole.wait(lambda: bool(view(whole).message), why="a scan that is not whole")
    texts = {
        Found.SAMPLE: own_code(whole),
        Found.UNKNOWN_KEY: qr_text(CLAIMS, signer=new_signer()),
        Found.NOT_OURS: "PAY-0000-0000",
    }
    for turn, (expected, text) in enumerate(texts.items()):
        if turn:
            whole.tap("extra")
            whole.wait(lambda: view(whole).tone == "wait", why="the next code")
        whole.hold_up(text, lambda: found(whole) is not None, why=expected.value)
        assert found(whole) is expected
        assert any(CLAIMS.unit in line for line in view(whole).face) is (not turn)
    whole.tap("forward")
    whole.wait_for(State.FAREWELL)
    assert whole.session.licence is None
    check_noted(whole, "session-ended", disposition="answered")
    kept = [record["event"] for record in records(whole)]
    assert kept.count("licence-checked") == len(texts)
    assert "consent-given" not in kept
    data = whole.kiosk.store.data_dir
    written = [path.read_bytes() for path in data.rglob("*.log") if path.is_file()]
    assert not any(CLAIMS.unit.encode() in one for one in written)


def test_the_demos_dock_holds_up_what_the_machine_knows(scanning: WholeKiosk) -> None:
    for touched in ("start", "service-licence-check"):
        scanning.tap(touched)
    scanning.wait_for(State.LICENCE_CHECK)
    DockModel(scanning.world).showLicence()  # none has come out here yet
    scanning.wait(lambda: found(scanning) is not None, why="the dock's licence")
    assert found(scanning) is Found.SAMPLE
    assert any(SAMPLE_NUMBER in line for line in view(scanning).face)


def test_the_robot_has_a_code_checked(scanning: WholeKiosk) -> None:
    shipped = load_script(REHEARSALS / "licence-check.toml")
    own = replace(shipped, code=own_code(scanning), elder=True, language="en")
    for wanted, told in ((shipped, "not_ours"), (own, "sample")):
        result = scanning.play(wanted)
        assert (result.outcome, result.found) == (shipped.outcome, told), result.stop_reason
        assert result.typed_characters == 0
