# SPDX-License-Identifier: Apache-2.0
"""A language read from right to left turns every page over, but no picture and no pen."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.screens.focus_order import stops
from kiosk.screens.gallery import GLASSES, Glass, Stage
from kiosk.screens.layout_audit import audit, ink_rect, texts_of
from kiosk.screens.samples import Sample, samples
from tests.support.right_to_left import CODE, learnt, plain, pseudo, words

pytestmark = pytest.mark.slow

LANDSCAPE, PORTRAIT, SMALL = GLASSES
Key = Qt.Key

STAFF = ("staff", "outofservice-unconfigured")
"""Pages with words of a technician: file names, keys, faults that are told in Chinese."""


@pytest.fixture(scope="module")
def turned(qapp: QGuiApplication) -> Iterator[Stage]:
    """A window that knows the language."""
    shown = Stage(learnt())
    yield shown
    shown.close()


def sample(name: str, language: str = CODE, *, elder: bool = False) -> Sample:
    chosen = words if language == CODE else None
    found = samples(language, elder=elder, words=chosen)
    return next(one for one in found if one.name == name)


def find(stage: Stage, name: str) -> QQuickItem:
    return next(item for item in below(stage.window.rootObject()) if item.objectName() == name)


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from below(child)


def is_text(item: QQuickItem) -> bool:
    return item.metaObject().indexOfProperty("truncated") >= 0


def up(item: QQuickItem) -> bool:
    """Whether an item can be read: shown, or shown aslant, but not as in a looking-glass."""
    zero, right, down = (item.mapToScene(QPointF(*one)) for one in ((0, 0), (9, 0), (0, 9)))
    across, along = right - zero, down - zero
    return across.x() * along.y() > across.y() * along.x()


def middle(item: QQuickItem) -> QPointF:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))


@pytest.mark.no_cover
@pytest.mark.parametrize(
    ("glass", "elder"),
    [(LANDSCAPE, False), (PORTRAIT, True), (SMALL, True)],
    ids=["landscape", "portrait-elder", "small-elder"],
)
def test_every_page_is_whole_when_it_is_turned_over(
    turned: Stage, glass: Glass, elder: bool
) -> None:
    turned.take(glass)
    found, untranslated, reversed_ = [], [], []
    for one in samples(CODE, elder=elder, words=words):
        window = turned.show(one)
        faults = audit(window, px_per_mm=glass.px_per_mm, elder=elder)
        found += [f"{one.name}: {fault.kind}: {fault.what}" for fault in faults]
        if not one.name.startswith(STAFF):
            said = (text for text in texts_of(window) if re.search("[a-z]{3}", plain(text)))
            untranslated += [f"{one.name}: {text}" for text in said]
        texts = (item for item in below(window.rootObject()) if is_text(item))
        reversed_ += [f"{one.name}: {item.property('text')}" for item in texts if not up(item)]
    assert found == []
    assert untranslated == []
    assert reversed_ == [], "letters as in a looking-glass"


def test_what_leads_on_stands_where_reading_ends(turned: Stage) -> None:
    turned.take(LANDSCAPE)
    turned.show(sample("form-text"))
    width = LANDSCAPE.width_px
    places = {name: middle(find(turned, name)).x() for name in ("back", "forward", "help")}
    assert places["back"] > width * 0.8
    assert places["forward"] < width * 0.25
    assert places["help"] < width * 0.1
    turned.show(sample("form-text", "en"))
    assert middle(find(turned, "back")).x() < width * 0.2


def test_words_begin_at_the_right_even_those_of_another_script(turned: Stage) -> None:
    turned.take(PORTRAIT)
    window = turned.show(sample("form-check"))
    shown = {
        str(one.property("text")): one for one in below(window.rootObject()) if is_text(one)
    }
    name, label = shown["零栗小院理发店"], shown[pseudo("Name of the unit")]
    for item in (name, label):
        box = item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))
        assert ink_rect(item).right() == pytest.approx(box.right(), abs=1)
        assert ink_rect(item).left() > box.left() + 1, "its room is wider than the words"


def test_the_sheet_is_the_same_picture_in_both_directions(turned: Stage) -> None:
    """It shows a document, which is written as it is written."""
    turned.take(LANDSCAPE)
    seen = [_picture_of(turned, sample("issuing-sealed", one), "Sheet") for one in ("en", CODE)]
    assert seen[0].size() == seen[1].size()
    assert _alike(*seen) > 0.97, "the date on the flag is all that may differ"
    assert _alike(seen[0], seen[1].flipped(Qt.Orientation.Horizontal)) < 0.95


def _picture_of(stage: Stage, shown: Sample, kind: str) -> QImage:
    window = stage.show(shown)
    item = _largest(window.rootObject(), kind)
    box = item.mapRectToScene(item.boundingRect()).toAlignedRect()
    inner = QRect(box).adjusted(4, 4, -4, -4)
    return window.grabWindow().copy(inner).convertedTo(QImage.Format.Format_Grayscale8)


def _largest(root: QQuickItem, kind: str) -> QQuickItem:
    kinds = (one for one in below(root) if one.metaObject().className().startswith(f"{kind}_"))
    return max(kinds, key=QQuickItem.width)


def _alike(one: QImage, other: QImage) -> float:
    """Share of the pixels that are nearly the same; both grey, of one size."""
    pairs = zip(bytes(one.constBits())[::3], bytes(other.constBits())[::3], strict=True)
    alike = [abs(a - b) < 64 for a, b in pairs]
    return sum(alike) / len(alike)


def test_a_signature_is_kept_as_the_hand_wrote_it(turned: Stage) -> None:
    """Turned over it would be another name on the paper."""
    signed: list[tuple[tuple[tuple[float, float, int], ...], ...]] = []
    turned.take(LANDSCAPE)
    turned.session.signed.connect(signed.append)
    turned.show(sample("sign-empty"))
    pad = find(turned, "pad")
    box = pad.mapRectToScene(pad.boundingRect())
    begin = QPointF(box.left() + 40, box.top() + 60).toPoint()
    end = QPointF(box.left() + 240, box.top() + 60).toPoint()
    QTest.mousePress(turned.window, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(turned.window, end)
    QTest.mouseRelease(turned.window, Qt.MouseButton.LeftButton, pos=end)
    turned.session.signed.disconnect(signed.append)
    stroke = signed[-1][0]
    assert stroke[0][0] == pytest.approx(40 / LANDSCAPE.px_per_mm, abs=0.5)
    assert stroke[-1][0] == pytest.approx(240 / LANDSCAPE.px_per_mm, abs=0.5)


def test_digits_stand_on_the_pad_as_on_every_telephone(turned: Stage) -> None:
    turned.take(PORTRAIT)
    turned.show(sample("guide-number"))
    one, two, three = (middle(find(turned, f"key-{digit}")).x() for digit in "123")
    assert one < two < three


def test_the_keypad_goes_on_to_the_left(turned: Stage) -> None:
    """Its order is that of reading, which begins at the right."""
    turned.take(LANDSCAPE)
    window = turned.show(sample("guide-choice"))
    first, second, *_ = stops(window)
    assert first.objectName() == "option-hotel"
    assert middle(second).x() < middle(first).x()
    first.forceActiveFocus()
    QTest.keyClick(window, Key.Key_Left)
    assert window.activeFocusItem() is second
    QTest.keyClick(window, Key.Key_Right)
    assert window.activeFocusItem() is first


def test_an_arrow_along_the_line_is_turned_and_a_mark_is_not(turned: Stage) -> None:
    turned.take(LANDSCAPE)
    turned.show(sample("review-usual"))
    upright = {
        str(item.property("name")): up(item)
        for item in below(turned.window.rootObject())
        if item.metaObject().className().startswith("Icon_")
    }
    assert not upright["right"]
    assert not upright["left"]
    assert upright["help"]
    assert upright["large"]
