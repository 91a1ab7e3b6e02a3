# SPDX-License-Identifier: Apache-2.0
"""Looks at a laid-out page as a careful eye would: nothing cut, nothing over anything else.

Works on the item tree of a window after a frame; 2 to 5 ms a page. Pictures of paper
(``Sheet``, ``Hero``, seals) are exempt: they show a document, not text to read on the glass.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFontMetricsF
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem, QQuickWindow

SLACK_PX = 0.75
"""Fractions of a pixel that rounding may cost."""
PICTURES = ("Sheet_", "SheetLarge_", "Hero_", "Seal_", "BrandSeal_")
"""QML types whose inside is a picture."""
LEAST_CONTRAST = 7.0
OPAQUE = 255
OVER_THE_PAGE = 3
"""Main lays its sheets over the page from this z on."""
_WORD = re.compile("[A-Za-z][a-z]{2,}")
"""A word of English, which may not be broken in two lines."""
_DARKEST_LINEAR = 0.04045
"""Below this sRGB is linear (WCAG 2.1, relative luminance)."""


@dataclass(frozen=True)
class Finding:
    """One fault of a page: what kind, and which text or control."""

    kind: str
    what: str


def audit(window: QQuickWindow, *, px_per_mm: float, elder: bool) -> list[Finding]:
    """Find every fault of the page that ``window`` shows now."""
    root = window.contentItem()
    visible = list(_visible(root, in_picture=False))
    texts = [item for item in visible if _is_text(item) and item.property("text")]
    touched = [item for item in visible if _is_control(item)]
    glass = QRectF(0, 0, window.width(), window.height())
    least_px = (20 if elder else 12) * px_per_mm - SLACK_PX
    found = [one for item in texts for one in _faults_of(item, glass)]
    found += _overlaps(texts)
    found += [
        Finding("small", f"{item.objectName()} {item.width():.0f}x{item.height():.0f}")
        for item in touched
        if item.height() < least_px or item.width() < least_px
    ]
    found += [
        Finding("outside", item.objectName()) for item in touched if not _inside(item, glass)
    ]
    return found


def controls(window: QQuickWindow) -> list[QQuickItem]:
    """Everything that can be touched now."""
    return [
        item for item in _visible(window.contentItem(), in_picture=False) if _is_control(item)
    ]


def texts_of(window: QQuickWindow) -> list[str]:
    """Every text on the glass, without those of pictures."""
    visible = _visible(window.contentItem(), in_picture=False)
    return [str(item.property("text")) for item in visible if _is_text(item)]


def contrast(one: QColor, other: QColor) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.1, 1.4.3)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= _DARKEST_LINEAR else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _visible(item: QQuickItem, *, in_picture: bool) -> Iterator[QQuickItem]:
    for child in item.childItems():
        if not child.isVisible() or child.opacity() == 0:
            continue
        picture = in_picture or child.metaObject().className().startswith(PICTURES)
        if not picture:
            yield child
        yield from _visible(child, in_picture=picture)


def _is_text(item: QQuickItem) -> bool:
    return item.metaObject().indexOfProperty("truncated") >= 0


def _is_control(item: QQuickItem) -> bool:
    meta = item.metaObject()
    return meta.indexOfSignal("clicked()") >= 0 and bool(item.isEnabled())


def _scene_rect(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def ink_rect(item: QQuickItem) -> QRectF:
    """Where the characters of a text are, in scene pixels."""
    width = min(float(item.property("contentWidth")), item.width())
    height = float(item.property("contentHeight"))
    x = _share(item, "horizontalAlignment") * (item.width() - width)
    y = _share(item, "verticalAlignment") * (item.height() - height)
    return item.mapRectToScene(QRectF(x, y, width, height))


def _seen_rect(item: QQuickItem) -> QRectF:
    """Where its characters are seen: of a paragraph that goes on overleaf, the lines here."""
    cut = _cut_of(item)
    rect = ink_rect(item)
    return rect if cut is None else rect.intersected(_scene_rect(cut))


def _cut_of(item: QQuickItem) -> QQuickItem | None:
    """What shows some lines of this text and leaves the others to another leaf."""
    cuts = (above for above in _ancestors(item) if above.clip())
    return next((one for one in cuts if one.property("wholeLines")), None)


def _is_cut_between_lines(item: QQuickItem) -> bool:
    """Whether no line is cut through where a text shows only some of its lines."""
    cut = _cut_of(item)
    if cut is None:
        return True
    line = float(item.property("lineHeight"))
    begins = -item.mapRectToItem(cut, QRectF(0, 0, 1, 1)).top()
    off = (abs(edge / line - round(edge / line)) * line for edge in (begins, cut.height()))
    return max(off) <= SLACK_PX


def _share(item: QQuickItem, alignment: str) -> float:
    """How much of the spare room lies before the text: 0 left or top, 0.5 centre, 1 right."""
    context = qmlContext(item)
    value = QQmlExpression(context, item, alignment).evaluate()[0] if context else 0
    return {4: 0.5, 128: 0.5, 2: 1.0, 64: 1.0}.get(int(value), 0.0)


def _parent(item: QQuickItem) -> QQuickItem | None:
    return item.parentItem()


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    above = _parent(item)
    while above is not None:
        yield above
        above = _parent(above)


def _faults_of(item: QQuickItem, glass: QRectF) -> Iterator[Finding]:
    text = str(item.property("text"))
    if item.property("truncated"):
        yield Finding("truncated", text)
    wide = float(item.property("contentWidth")) > item.width() + SLACK_PX
    if wide or float(item.property("contentHeight")) > item.height() + SLACK_PX:
        yield Finding("overflow", text)
    metrics = QFontMetricsF(item.property("font"))
    for word in _WORD.findall(text):
        if metrics.horizontalAdvance(word) > item.width() + SLACK_PX:
            yield Finding("broken", word)
    rect = _seen_rect(item)
    if not _within(rect, glass):
        yield Finding("outside", text)
    clips = (above for above in _ancestors(item) if above.clip())
    is_whole = all(_within(rect, _scene_rect(clip)) for clip in clips)
    if not (is_whole and _is_cut_between_lines(item)):
        yield Finding("clipped", text)
    ground = _ground_of(item)
    if ground and (ratio := contrast(item.property("color"), ground)) < LEAST_CONTRAST:
        yield Finding("contrast", f"{ratio:.1f} {text}")


def _ground_of(item: QQuickItem) -> QColor | None:
    """Colour of the nearest opaque rectangle: an ancestor, or a control's background."""
    for above in _ancestors(item):
        for candidate in (above, above.property("background")):
            if isinstance(candidate, QQuickItem) and candidate.inherits("QQuickRectangle"):
                colour = candidate.property("color")
                if isinstance(colour, QColor) and colour.alpha() == OPAQUE:
                    return colour
    return None


def _inside(item: QQuickItem, glass: QRectF) -> bool:
    return _within(_scene_rect(item), glass)


def _within(inner: QRectF, outer: QRectF) -> bool:
    return outer.adjusted(-SLACK_PX, -SLACK_PX, SLACK_PX, SLACK_PX).contains(inner)


def _overlaps(texts: list[QQuickItem]) -> Iterator[Finding]:
    rects = [(item, _seen_rect(item)) for item in texts]
    for place, (item, rect) in enumerate(rects):
        for other, its_rect in rects[place + 1 :]:
            common = rect.intersected(its_rect)
            if common.width() > 1 and common.height() > 1 and not _layered(item, other):
                yield Finding("overlap", f"{item.property('text')} / {other.property('text')}")


def _layered(item: QQuickItem, other: QQuickItem) -> bool:
    """Whether one of the two lies on a sheet over the page, which covers what is below."""
    return _layer(item) != _layer(other)


def _layer(item: QQuickItem) -> float:
    """The z of the sheet that the item lies on; 0 for the page itself."""
    return max(
        (above.z() for above in _ancestors(item) if above.z() >= OVER_THE_PAGE), default=0
    )
