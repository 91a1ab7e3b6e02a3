# SPDX-License-Identifier: Apache-2.0
"""Every sample on every glass in both languages: nothing cut, nothing over anything else."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import product

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem

from kiosk.screens.gallery import GLASSES, Glass, Stage
from kiosk.screens.layout_audit import audit, contrast, controls
from kiosk.screens.samples import samples
from kiosk.screens.texts import LANGUAGES
from tests.support.golden_screens import FOLDER, Kept, is_renewing

pytestmark = pytest.mark.slow

FRAME = {
    "assist-turn",
    "assist-end",
    "language",
    "elder",
    "ease",
    "help",
    "back",
    "extra",
    "forward",
    "sheet",
}
FRAME |= {"offer", "reach"}
PADS = ("key-", "place-", "candidate-", "day-", "turn-", "row-")
_, PORTRAIT, _ = GLASSES
MOST_BESIDE = 20
"""Pictures of differences that are written: more look alike."""
CASES = list(product(GLASSES, LANGUAGES, (False, True)))


@dataclass(frozen=True)
class Seen:
    """What was found on the pages of one dress, and what can be touched on each."""

    found: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    controls: dict[str, list[str]] = field(default_factory=dict)


Look = Callable[[Glass, str, bool], Seen]


@pytest.fixture(scope="module")
def look(stage: Stage) -> Look:
    """Show every page on a glass, in a language, large or not; each dress is shown once."""

    @cache
    def look(glass: Glass, language: str, elder: bool) -> Seen:
        seen = Seen()
        stage.take(glass)
        for sample in samples(language, elder=elder):
            window = stage.show(sample)
            faults = audit(window, px_per_mm=glass.px_per_mm, elder=elder)
            seen.found.extend(f"{sample.name}: {one.kind}: {one.what}" for one in faults)
            seen.controls[sample.name] = [one.objectName() for one in controls(window)]
            if glass is PORTRAIT and not elder:
                seen.changed.extend(
                    changes(stage, Kept(sample.name, language), len(seen.changed))
                )
        return seen

    return look


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("glass", "language", "elder"),
    CASES,
    ids=[f"{g.name}-{lang}-{'elder' if e else 'normal'}" for g, lang, e in CASES],
)
def test_every_page_is_whole(look: Look, glass: Glass, language: str, elder: bool) -> None:
    assert look(glass, language, elder).found == []


@pytest.mark.no_cover
@pytest.mark.parametrize("glass", GLASSES, ids=[glass.name for glass in GLASSES])
def test_high_contrast_is_whole_too(stage: Stage, glass: Glass) -> None:
    stage.take(glass)
    found = [
        f"{sample.name}: {one.kind}: {one.what}"
        for sample in samples(contrast=True)
        for one in audit(stage.show(sample), px_per_mm=glass.px_per_mm, elder=False)
    ]
    assert found == []


@pytest.mark.no_cover
@pytest.mark.parametrize("elder", [False, True], ids=["normal", "elder"])
def test_nobody_weighs_more_than_a_few_things_at_once(look: Look, elder: bool) -> None:
    """Seven things to touch on the stage, four in large type; the five levels stay together."""
    most = 4 if elder else 7
    for glass in GLASSES:
        for page, names in look(glass, LANGUAGES[0], elder).controls.items():
            if page.startswith(("staff", "rating", "overlay")):
                continue
            things = [
                name for name in names if name not in FRAME and not name.startswith(PADS[:-1])
            ]
            assert len(things) <= most, (glass.name, page, things)


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_list_of_staff_is_one_leaf_where_a_tall_glass_has_room(
    look: Look, language: str
) -> None:
    shown = look(PORTRAIT, language, False).controls  # noqa: FBT003
    for page in ("settings", "settings-waiting", "settings-refused"):
        assert "more" not in shown[f"stafftask-{page}"], page


def changes(stage: Stage, kept: Kept, told_before: int) -> Iterator[str]:
    """Tell how the glass differs from what is kept, or keep it; looks twice before it tells."""
    shown = stage.window.grabWindow()
    told = kept.differs(shown)
    if told and kept.pixels is not None:
        stage.wait()
        shown = stage.window.grabWindow()
        told = kept.differs(shown)
    if told and is_renewing():
        kept.keep(shown)
    elif told:
        beside = f"; see {kept.lay_beside(shown)}" if told_before < MOST_BESIDE else ""
        yield f"{kept.name}, {kept.language}: {told}{beside}"


@pytest.mark.no_cover
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_looks_as_it_was_kept(look: Look, language: str) -> None:
    """``make golden`` keeps new pictures; look at them before they are committed."""
    assert look(PORTRAIT, language, False).changed == []  # noqa: FBT003


def test_no_picture_is_kept_of_a_page_that_is_gone() -> None:
    known = {
        Kept(one.name, language).path for language in LANGUAGES for one in samples(language)
    }
    gone = set(FOLDER.glob("*.webp")) - known
    if is_renewing():
        for path in gone:
            path.unlink()
    assert is_renewing() or gone == set()


BROKEN = """
import QtQuick
import QtQuick.Templates as T
Rectangle {
    width: 400; height: 300; color: "#FFFFFF"
    Text { text: "truncated text"; width: 40; elide: Text.ElideRight; color: "#000000" }
    Text { text: "overflow"; y: 60; width: 10; color: "#000000" }
    Text { text: "one"; y: 100; width: 80; color: "#000000" }
    Text { text: "two"; y: 104; width: 80; color: "#000000" }
    Text { text: "pale"; y: 150; width: 80; color: "#BBBBBB" }
    Text { text: "outside"; x: 5000; y: 180; color: "#000000" }
    Text { text: "proprietorship"; y: 270; width: 30; wrapMode: Text.Wrap; color: "#000000" }
    Item { clip: true; y: 200; width: 10; height: 40
        Text { text: "clipped"; width: 90; color: "#000000" } }
    T.AbstractButton { objectName: "tiny"; y: 250; width: 20; height: 20 }
}
"""


def test_the_audit_sees_each_kind_of_fault(stage: Stage) -> None:
    stage.take(GLASSES[0])
    stage.show(next(iter(samples())))
    component = QQmlComponent(stage.window.engine())
    component.setData(BROKEN.encode(), QUrl())
    broken = component.create()
    assert isinstance(broken, QQuickItem), component.errorString()
    broken.setParentItem(stage.window.contentItem())
    found = audit(stage.window, px_per_mm=4.0, elder=False)
    broken.setVisible(False)
    broken.deleteLater()
    kinds = {one.kind for one in found}
    expected = {"truncated", "overflow", "overlap", "contrast", "outside", "clipped", "small"}
    expected.add("broken")
    assert expected <= kinds


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(QColor("#000000"), QColor("#FFFFFF")) == pytest.approx(21)
    assert contrast(QColor("#777777"), QColor("#FFFFFF")) == pytest.approx(4.48, abs=0.01)
