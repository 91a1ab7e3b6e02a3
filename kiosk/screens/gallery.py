# SPDX-License-Identifier: Apache-2.0
"""Pictures of every screen in every dress, with a page to look through them.

``python -m kiosk.screens.gallery OUT [--only Board]``
"""

import argparse
import html
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer, QUrl
from PySide6.QtQml import QQmlComponent
from PySide6.QtQuick import QQuickItem, QQuickView

from kiosk.screens.layout_audit import Finding, audit
from kiosk.screens.samples import Sample, samples
from kiosk.screens.session_model import SessionModel
from kiosk.screens.sheet_model import SheetModel
from kiosk.screens.texts import LANGUAGES, tables
from kiosk.screens.window import (
    QML_FOLDER,
    ScreenSettings,
    end_window,
    make_application,
    open_window,
)


@dataclass(frozen=True)
class Glass:
    """A display: pixels and visible millimetres."""

    name: str
    width_px: int
    height_px: int
    width_mm: float
    height_mm: float

    @property
    def px_per_mm(self) -> float:
        """Pixels to the millimetre."""
        return self.width_px / self.width_mm


GLASSES = (
    Glass("landscape", 1920, 1080, 476.0, 268.0),
    Glass("portrait", 1080, 1920, 268.0, 476.0),
    Glass("small", 1366, 768, 344.0, 194.0),
)
LOOKS = ("normal", "elder", "contrast")
_FRAME_MS = 12
"""Two turns of the loop of this length lay a page out."""
_MOST_FRAMES = 200
"""How often a drawing is waited for, which comes from a thread of its own."""


def below(item: QQuickItem) -> Iterator[QQuickItem]:
    """Everything that is visible in an item."""
    for child in item.childItems():
        if child.isVisible():
            yield child
            yield from below(child)


def _is_drawn(item: QQuickItem) -> bool:
    """Whether it has what it is to show.

    An icon asks for its drawing a turn later, and a sheet's words are made in turns.
    """
    if item.property("complete") is not None:
        return bool(item.property("complete"))
    if not item.inherits("QQuickImage") or item.width() < 1:
        return True
    name, source = item.property("name"), item.property("source")
    wants = bool(name) if name is not None else not source.isEmpty()
    return not wants or item.property("progress") == 1


class Stage:
    """One window over its own models, on which samples are shown one after the other."""

    def __init__(
        self, words: Mapping[str, Mapping[str, str]] | None = None, *, repeat_ms: int = 0
    ) -> None:
        """Open the window, without motion, so that each picture is at rest.

        Args:
            words: language → key → text; without, those of ``texts/``.
            repeat_ms: so long after a page has turned the same place is not heard.

        """
        make_application()
        self.session = SessionModel(words or tables())
        self.sheet = SheetModel()
        self.window = open_window(
            self.session,
            self.sheet,
            ScreenSettings(full_screen=False, reduced_motion=True, repeat_ms=repeat_ms),
        )

    def take(self, glass: Glass) -> None:
        """Become the display ``glass``."""
        root = self.window.rootObject()
        root.setProperty("widthMm", glass.width_mm)
        root.setProperty("heightMm", glass.height_mm)
        self.window.resize(glass.width_px, glass.height_px)

    def show(self, sample: Sample) -> QQuickView:
        """Show a sample and wait until it is laid out and every drawing is there."""
        self.sheet.show(sample.screen.sheet)
        self.session.present(sample.screen)
        self.wait()
        for _ in range(_MOST_FRAMES):
            if all(_is_drawn(item) for item in below(self.window.rootObject())):
                break
            self.wait()
        return self.window

    def wait(self) -> None:
        """Let the glass work for two frames."""
        for _ in range(2):
            loop = QEventLoop()
            QTimer.singleShot(_FRAME_MS, loop.quit)
            loop.exec()

    def parts(self, out: Path) -> Iterator["Picture"]:
        """Picture the visual system itself, on paper and in high contrast."""
        component = QQmlComponent(
            self.window.engine(), QUrl.fromLocalFile(str(QML_FOLDER / "PartsSheet.qml"))
        )
        sheet = component.create()
        if not isinstance(sheet, QQuickItem):
            raise TypeError(component.errorString())
        self.take(Glass("parts", 1920, 2400, 476.0, 595.0))
        sheet.setParentItem(self.window.contentItem())
        sheet.setZ(10)
        for look in ("normal", "contrast"):
            plain = next(iter(samples(contrast=look == "contrast")))
            path = out / f"parts.{look}.png"
            self.show(plain).grabWindow().save(str(path))
            yield Picture("parts", path, ())
        sheet.deleteLater()

    def close(self) -> None:
        """Delete the window before its models."""
        end_window(self.window)
        del self.window


@dataclass(frozen=True)
class Picture:
    """One written picture and what the audit says of it."""

    name: str
    path: Path
    findings: tuple[Finding, ...]


def pictures(out: Path, only: str = "") -> Iterator[Picture]:
    """Write every picture below ``out``; ``only`` keeps states or samples that begin so."""
    out.mkdir(parents=True, exist_ok=True)
    stage = Stage()
    for glass, language, look in product(GLASSES, LANGUAGES, LOOKS):
        stage.take(glass)
        elder, high = look == "elder", look == "contrast"
        for sample in samples(language, elder=elder, contrast=high):
            if not sample.name.startswith(only.lower()):
                continue
            window = stage.show(sample)
            path = out / f"{sample.name}.{glass.name}.{language}.{look}.png"
            window.grabWindow().save(str(path))
            found = audit(window, px_per_mm=glass.px_per_mm, elder=elder)
            yield Picture(sample.name, path, tuple(found))
    if "parts".startswith(only.lower()):
        yield from stage.parts(out)
    stage.close()


def write_index(out: Path, shown: list[Picture]) -> Path:
    """Write ``index.html``: one row for each sample, pictures beside each other."""
    rows: dict[str, list[str]] = {}
    for picture in shown:
        faults = "; ".join(f"{one.kind}: {one.what}" for one in picture.findings)
        caption = html.escape(picture.path.stem.split(".", 1)[1])
        rows.setdefault(picture.name, []).append(
            f'<figure><a href="{picture.path.name}">'
            f'<img loading="lazy" src="{picture.path.name}" alt=""></a>'
            f"<figcaption>{caption} <b>{html.escape(faults)}</b></figcaption></figure>"
        )
    body = "".join(
        f"<h2>{html.escape(name)}</h2><div>{''.join(cells)}</div>"
        for name, cells in rows.items()
    )
    page = out / "index.html"
    page.write_text(_PAGE.format(body=body), encoding="utf-8")
    return page


_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title>
<style>body{{font:15px sans-serif;background:#EEEAE1;color:#14202B;margin:24px}}
div{{display:flex;flex-wrap:wrap;gap:12px;align-items:flex-start}}figure{{margin:0}}
img{{height:260px;border:1px solid #8A8F96;background:#fff}}b{{color:#9E1B16}}</style>
<h1>Screens</h1>{body}</html>
"""


def main(arguments: list[str] | None = None) -> int:
    """Write the gallery; exit status 1 when the audit found a fault."""
    parser = argparse.ArgumentParser(prog="kiosk gallery", description=__doc__)
    add_arguments(parser)
    given = parser.parse_args(arguments)
    return write_gallery(given.out, given.only)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare OUT and ``--only``."""
    parser.add_argument("out", type=Path, help="folder for pictures and index.html")
    parser.add_argument("--only", default="", help="begin of a sample's name, such as Board")


def write_gallery(out: Path, only: str) -> int:
    """Write pictures and index, tell how many, and name every fault."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shown = list(pictures(out, only))
    page = write_index(out, shown)
    faulty = [picture for picture in shown if picture.findings]
    for picture in faulty:
        for finding in picture.findings:
            print(f"{picture.path.name}: {finding.kind}: {finding.what}")  # noqa: T201
    print(f"{len(shown)} pictures, {len(faulty)} with faults: {page}")  # noqa: T201
    return 1 if faulty else 0


if __name__ == "__main__":
    raise SystemExit(main())
