# SPDX-License-Identifier: Apache-2.0
"""The demo's dock plays the world beyond the wires: cards, paper and troubles."""

import os
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfWriter

from certificates.licence_data import encode_data
from certificates.qr import LicenceClaims
from config.loader import load_settings
from devices.guide_lights.led_class import LedClassLights
from devices.states import FlashRate, LightPosition
from kiosk.demo.dock import LIGHTS, TROUBLES, DockModel, open_dock
from kiosk.demo.shown_licence import SAMPLE_NUMBER
from kiosk.demo.world import SimulatedWorld
from kiosk.screens.window import make_application
from tests.support.whole import quick_world

pytestmark = [pytest.mark.daemon, pytest.mark.slow]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimulatedWorld]:
    with quick_world(tmp_path_factory.mktemp("dock"), has_scanner=True) as running:
        yield running


def test_every_fictitious_person_can_be_laid_down(world: SimulatedWorld) -> None:
    model = DockModel(world)
    assert len(model._get_cards()) >= 10
    for card in model._get_cards():
        model.lay(card["id"])
        assert model._get_said().endswith("好"), card
    model.lift()
    assert world.reader.tell("state")["card"] in (None, "")


ELSEWHERE = {"凭条：缺纸", "指示灯：拔线"}
"""This world has neither receipt printer nor guide lights."""


@pytest.mark.parametrize("name", [name for name in TROUBLES if name not in ELSEWHERE])
def test_every_trouble_can_be_made_and_mended(world: SimulatedWorld, name: str) -> None:
    model = DockModel(world)
    model.trouble(name)
    assert model._get_said().endswith("好")
    model.mend()
    assert model._get_said().endswith("好")


def test_what_this_world_has_not_is_not_offered(world: SimulatedWorld) -> None:
    model = DockModel(world)
    assert set(TROUBLES) - set(model._get_troubles()) == ELSEWHERE
    model.trouble("凭条：缺纸")
    assert "没有这个设备" in model._get_said()


def test_every_resident_can_hold_a_code_before_the_scanner(world: SimulatedWorld) -> None:
    model = DockModel(world)
    assert world.scanner is not None
    before = world.scanner.tell("state")["scans"]
    model.show("chen-qiumei")
    assert model._get_said() == "scanner lay: 好"
    assert world.scanner.tell("state")["scans"] == int(str(before)) + 1
    model.show("nobody")
    assert not model._get_said().endswith("好")


def sheet(number: str) -> bytes:
    """A printed file with the data of a licence inside; without a number of no licence."""
    claims = LicenceClaims(number, "样本店", "张𠮷祥", ("1",), date(2026, 11, 22), None)
    data = encode_data(claims, name="公共场所卫生许可证", authority="示例局")
    writer = PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_attachment("licence.json", data if number else b"{}")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def test_the_licence_that_came_out_last_is_held_up(world: SimulatedWorld) -> None:
    assert world.scanner is not None
    model = DockModel(world)
    model.showLicence()
    assert model._get_said() == f"scanner lay: 好，{SAMPLE_NUMBER}"  # none was issued yet
    printed = ("b", "示例字第1号"), ("a", "示例字第2号"), ("c", "")  # a letter came last
    for turn, (name, number) in enumerate(printed):
        path = world.printed / f"{name}.pdf"
        path.write_bytes(sheet(number))
        os.utime(path, ns=(turn, turn))
    before = int(str(world.scanner.tell("state")["scans"]))
    model.showLicence()
    assert model._get_said() == "scanner lay: 好，示例字第2号"
    assert world.scanner.tell("state")["scans"] == before + 1


def test_keys_that_cannot_be_used_are_said_and_not_raised(
    world: SimulatedWorld, tmp_path: Path
) -> None:
    (tmp_path / "data" / "signing").mkdir(parents=True)
    (tmp_path / "data" / "signing" / "seal.pem").write_text("no certificate")
    world.home, home = tmp_path, world.home
    model = DockModel(world)
    try:
        model.showLicence()
    finally:
        world.home = home
    assert "CONFIG-0701" in model._get_said()


def test_a_world_without_a_scanner_says_so(tmp_path: Path) -> None:
    with quick_world(tmp_path) as plain:
        model = DockModel(plain)
        model.show("chen-qiumei")
        assert model._get_said().startswith("没有这个设备")


def test_a_simulator_that_has_gone_is_said_and_not_raised(world: SimulatedWorld) -> None:
    model = DockModel(world)
    gone = world.printer.control
    world.printer.control = str(Path(gone).with_name("gone"))
    try:
        model.take()
        assert not model._get_said().endswith("好")
    finally:
        world.printer.control = gone


def test_the_dock_opens_beside_the_kiosk(world: SimulatedWorld) -> None:
    make_application()
    dock = open_dock(world)
    assert dock.isVisible()
    dock.close()
    dock.deleteLater()


def test_the_guide_lights_are_seen_and_can_be_pulled_out(tmp_path: Path) -> None:
    with SimulatedWorld(home=tmp_path, has_lights=True) as world:
        settings = load_settings(world.site_file(), {}).settings.guide_lights
        assert settings is not None
        assert settings.folders.keys() == set(LightPosition)
        dock = DockModel(world)
        assert [one["lit"] for one in dock._get_lights()] == [False] * len(LIGHTS)
        LedClassLights(settings).show({LightPosition.SCANNER: FlashRate.QUICK})
        dock.look()
        assert [one for one in dock._get_lights() if one["lit"]] == [
            {"name": "扫码口", "lit": True, "on": 250, "off": 250}
        ]
        dock.trouble("指示灯：拔线")
        assert LedClassLights(settings).probe().code == "LIGHT-1901"
        dock.mend()
        assert not LedClassLights(settings).probe().code
