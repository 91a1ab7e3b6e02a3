# SPDX-License-Identifier: Apache-2.0
"""One licence by several engines, side by side in one run: ``make bench``, group "licence".

Every engine draws the same placed elements with the same fonts: text lines, both guilloches,
frames, code. The number changes from round to round, so that nobody shows a page from memory;
engines take turns within a round, so that a neighbour on the machine disturbs all of them.
"""

import html
import io
import logging
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

import fpdf
import qrcode
import qrcode.image.svg
import typst
import weasyprint
import yaml
from fontTools.ttLib import TTFont
from weasyprint.pdf import fonts as weasyprint_fonts
from weasyprint.text.fonts import FontConfiguration

from certificates.elements import Align, Face, PlacedElement, PlacedKind, Values
from certificates.guilloche import guilloche_curves, svg_path
from certificates.qr import LicenceClaims
from certificates.rendering.archive import Description
from certificates.rendering.drawing import Marks
from certificates.rendering.render import Renderer
from certificates.rendering.seal import SealArtwork
from certificates.settings import SigningSettings
from certificates.signing.file_signer import FileSigner
from certificates.signing.key_folder import open_keys
from certificates.signing.pades import Seal
from kiosk.clock import SystemClock
from kiosk.documents.process import DocumentProcess
from kiosk.documents.request import DocumentRequest, WorkshopSetup
from tests.support.documents import (
    AUTHORITY,
    LICENCE,
    LICENCE_VALUES,
    QR_TEXT,
    font_settings,
    read_text,
    shipped,
    unspaced,
)

ROUNDS = 15
NOW = SystemClock().now().replace(microsecond=0)
FONTS = font_settings()
FACES = {face: FONTS.built / f"{face.value}.ttf" for face in Face}
TEMPLATE = shipped(LICENCE)
RENDERER = Renderer(FONTS)
MARKS = Marks(None, QR_TEXT, (), False)  # noqa: FBT003  no sample mark
EVERYDAY = ("张伟", "李秀英", "阿卜杜拉·买买提")
RARE_NAMES = ("张𠮷祥", "李𬭚", "𮝹𰻝", "王䶮㛃㸆")
MOST_MB = 150
Engine = Callable[[Values], bytes]


def ours(values: Values) -> bytes:
    """Reportlab, drawn and made PDF/A-2u by this project."""
    description = Description(TEMPLATE.title, "zh-CN", "bench", NOW)
    return RENDERER.render_sheet(TEMPLATE, values, MARKS, description=description).pdf


def placed(values: Values) -> tuple[PlacedElement, ...]:
    """What every other engine is given: the decisions are made, only the drawing is theirs."""
    return RENDERER.place(TEMPLATE, values, MARKS)


def code_svg() -> bytes:
    """The QR code as a picture of lines, made anew for each page, as ours is."""
    out = io.BytesIO()
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=4)
    code.add_data(QR_TEXT)
    code.make_image(image_factory=qrcode.image.svg.SvgPathImage).save(out)
    return out.getvalue()


def ground_svg(elements: tuple[PlacedElement, ...]) -> str:
    """Guilloches and frames as one picture of lines."""
    paths = []
    for each in elements:
        stroke = f'fill="none" stroke="#b08d57" stroke-width="{each.stroke_mm:g}"'
        if each.kind is PlacedKind.GUILLOCHE:
            paths.append(f'<path d="{svg_path(guilloche_curves(each))}" {stroke}/>')
        elif each.kind is PlacedKind.FRAME:
            box = f'x="{each.x_mm:g}" y="{each.y_mm:g}"'
            size = f'width="{each.width_mm:g}" height="{each.height_mm:g}"'
            paths.append(f"<rect {box} {size} {stroke}/>")
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="297mm" height="210mm" '
        f'viewBox="0 0 297 210">{"".join(paths)}</svg>'
    )


GROUND = ground_svg(placed(LICENCE_VALUES))
"""It is the same on each sheet, and ours is kept, too."""


def family(path: Path) -> str:
    """Name of a font as a typesetter looks for it."""
    return str(TTFont(path, fontNumber=0)["name"].getBestFamilyName())


FAMILIES = {face: family(path) for face, path in FACES.items()}
RARE = family(FONTS.hanazono_b)


class Typst:
    """typst with a compiler that is kept, as its users keep it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._root = Path(self._folder.name)
        (self._root / "ground.svg").write_text(GROUND, "utf-8")
        self._compiler = typst.Compiler(
            root=self._folder.name,
            font_paths=[FONTS.built, FONTS.babelstone.parent, FONTS.hanazono_b.parent],
            ignore_system_fonts=True,
        )

    def __call__(self, values: Values) -> bytes:
        """PDF/A-2b."""
        elements = placed(values)
        (self._root / "code.svg").write_bytes(code_svg())
        parts = [
            "#set page(width: 297mm, height: 210mm, margin: 0mm)",
            f"#set document(date: datetime(year: {NOW.year}, month: 1, day: 1))",
            '#place(image("ground.svg", width: 297mm))',
        ]
        parts += [self._part(each) for each in elements]
        source = "\n".join(part for part in parts if part)
        made = self._compiler.compile(source.encode(), format="pdf", pdf_standards="a-2b")
        assert isinstance(made, bytes)
        return made

    def _part(self, each: PlacedElement) -> str:
        place = f"#place(dx: {each.x_mm}mm, dy: {each.y_mm}mm, "
        box = f"box(width: {each.width_mm}mm, height: {each.height_mm}mm, "
        if each.kind is PlacedKind.QR:
            return f'{place}image("code.svg", width: {each.width_mm}mm))'
        if each.kind is not PlacedKind.TEXT:
            return ""
        across = {Align.LEFT: "left", Align.RIGHT: "right"}.get(each.align, "center")
        words = each.text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        fonts = f'("{FAMILIES[each.face]}", "BabelStone Han", "{RARE}")'
        text = f'text(font: {fonts}, size: {each.size_mm}mm, "{words}")'
        return f"{place}{box}align({across} + horizon, {text})))"


class WeasyPrint:
    """WeasyPrint with its fonts declared once."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        files = {
            **{FAMILIES[face]: path for face, path in FACES.items()},
            RARE: FONTS.hanazono_b,
        }
        rules = "".join(
            f"@font-face{{font-family:'{name}';src:url('{path.resolve().as_uri()}')}}"
            for name, path in files.items()
        )
        self._style = weasyprint.CSS(
            string=f"{rules}@page{{size:297mm 210mm;margin:0}}div{{position:absolute;"
            "display:flex;align-items:center;white-space:pre}",
            font_config=self._fonts,
        )

    def __call__(self, values: Values) -> bytes:
        """PDF/A-2u."""
        picture = code_svg().decode().partition("?>")[2]
        parts = [f'<div style="left:0;top:0">{GROUND}</div>']
        for each in placed(values):
            box = f"left:{each.x_mm}mm;top:{each.y_mm}mm;width:{each.width_mm}mm"
            if each.kind is PlacedKind.QR:
                parts.append(f'<div style="{box}">{picture}</div>')
            elif each.kind is PlacedKind.TEXT:
                across = {Align.LEFT: "start", Align.RIGHT: "end"}.get(each.align, "center")
                style = (
                    f"{box};height:{each.height_mm}mm;justify-content:{across};"
                    f"font:{each.size_mm}mm '{FAMILIES[each.face]}','{RARE}'"
                )
                parts.append(f'<div style="{style}">{html.escape(each.text)}</div>')
        page = f'<html lang="zh"><body style="margin:0">{"".join(parts)}</body></html>'
        document = weasyprint.HTML(string=page)
        made = document.write_pdf(
            stylesheets=[self._style], font_config=self._fonts, pdf_variant="pdf/a-2u"
        )
        return bytes(made)


class WithoutHarfBuzz(WeasyPrint):
    """WeasyPrint as it is where Debian's libharfbuzz-subset0 is missing: fontTools cuts."""

    def __call__(self, values: Values) -> bytes:
        """PDF/A-2u."""
        library = weasyprint_fonts.harfbuzz_subset
        weasyprint_fonts.harfbuzz_subset = None
        try:
            return super().__call__(values)
        finally:
            weasyprint_fonts.harfbuzz_subset = library


def by_fpdf2(values: Values) -> bytes:
    """fpdf2, which opens its fonts for each document; no PDF/A."""
    sheet = fpdf.FPDF("landscape", "mm", "A4")
    sheet.set_auto_page_break(auto=False)
    for face, path in FACES.items():
        sheet.add_font(face.value, "", path)
    sheet.add_font("rare", "", FONTS.hanazono_b)
    sheet.set_fallback_fonts(["rare"], exact_match=False)
    sheet.add_page()
    sheet.image(io.BytesIO(GROUND.encode()), 0, 0, 297, 210)
    for each in placed(values):
        if each.kind is PlacedKind.QR:
            sheet.image(io.BytesIO(code_svg()), each.x_mm, each.y_mm, each.width_mm)
        elif each.kind is PlacedKind.TEXT:
            across = {Align.LEFT: "L", Align.RIGHT: "R"}.get(each.align, "C")
            sheet.set_font(each.face.value, size=each.size_mm * 72 / 25.4)
            sheet.set_xy(each.x_mm, each.y_mm)
            sheet.multi_cell(
                each.width_mm,
                each.height_mm / (each.text.count("\n") + 1),
                each.text,
                align=across,
            )
    return bytes(sheet.output())


class Sealed:
    """Ours with the seal stamped and the signature made."""

    def __init__(self, folder: Path) -> None:
        self._signer = FileSigner(open_keys(folder / "signing", now=NOW))

    def __call__(self, values: Values) -> bytes:
        """PDF/A-2u, PAdES B-B."""
        artwork = RENDERER.seal_artwork(SealArtwork(AUTHORITY, "样本", 42.0))
        seal = Seal("Seal1", 0, 206.0, 146.0, 42.0, 42.0, artwork)
        return self._signer.sign(ours(values), seal=seal, signed_at=NOW)


def measured(engines: dict[str, Engine]) -> dict[str, tuple[float, int]]:
    """Median seconds and bytes of each engine, which take turns; one round does not count."""
    spans: dict[str, list[float]] = {name: [] for name in engines}
    sizes = dict.fromkeys(engines, 0)
    for turn in range(ROUNDS + 1):
        number = f"湘卫公证字〔2026〕第4399000{turn:05d}号"
        values = {**LICENCE_VALUES, "number": number}
        for name, engine in engines.items():
            began = perf_counter()
            pdf = engine(values)
            spans[name].append(perf_counter() - began)
            sizes[name] = len(pdf)
            if turn == 0:
                found = unspaced(read_text(pdf))
                missing = [str(v) for v in values.values() if unspaced(str(v)) not in found]
                assert not missing, f"{name} does not show {missing}"
    return {name: (median(spans[name][1:]), sizes[name]) for name in engines}


def resident_mb(process: DocumentProcess, names: tuple[str, ...]) -> float:
    """Most memory that a document process held while it made a licence for each name."""
    pid = process.wait_ready(deadline_s=60.0).pid
    claims = LicenceClaims("1", "", "", (), NOW.date(), None)
    template = yaml.safe_load(LICENCE.read_text("utf-8"))
    for name in names:
        values = {**LICENCE_VALUES, "holder_name": name}
        request = DocumentRequest("licence", template, values, NOW, name, claims=claims)
        sealed = replace(request, is_sealed=True, authority=AUTHORITY)
        process.make(sealed, deadline_s=30.0)
    status = Path(f"/proc/{pid}/status").read_text("ascii")
    [peak] = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return int(peak) / 1024


def tell_memory(folder: Path) -> None:
    """Print what the document process takes: with everyday names, then with every font open."""
    signing = SigningSettings(backend="file", key_folder=str(folder / "process"))
    process = DocumentProcess(WorkshopSetup(signing, FONTS, NOW), clock=SystemClock())
    try:
        for what, names in (("everyday names", EVERYDAY), ("every font open", RARE_NAMES)):
            peak = resident_mb(process, names)
            sys.stdout.write(f"document process, {what:<24} {peak:7.1f} MB of {MOST_MB}\n")
    finally:
        process.close()


def main() -> int:
    """Print a table: milliseconds, and times as much as typst needs."""
    for noisy in ("weasyprint", "fontTools", "fpdf"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    RENDERER.warm()
    with tempfile.TemporaryDirectory() as folder:
        found = measured(
            {
                "typst, a-2b": Typst(),
                "ours, a-2u": ours,
                "ours, sealed and signed": Sealed(Path(folder)),
                "fpdf2, no PDF/A": by_fpdf2,
                "WeasyPrint by HarfBuzz": WeasyPrint(),
                "WeasyPrint by fontTools": WithoutHarfBuzz(),
            }
        )
        tell_memory(Path(folder))
    base = found["typst, a-2b"][0]
    for name, (seconds, size) in found.items():
        sys.stdout.write(
            f"licence by {name:<26} {1000 * seconds:9.2f} ms   × {seconds / base:7.2f}"
            f"   {size / 1000:6.1f} KB\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
