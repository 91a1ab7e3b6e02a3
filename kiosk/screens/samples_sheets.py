# SPDX-License-Identifier: Apache-2.0
"""Samples of the papers beside a page that are no licence, from the catalogue's own templates."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Final

from certificates.elements import Template, Value
from certificates.template import place, template_from
from forms.yaml_file import read_yaml
from kiosk.paper_drafts import ROWS
from kiosk.papers import ACCEPTANCE_SLIP, CANCELLATION_RECEIPT, FILED, FILLED_FORM
from kiosk.screens.present.sheet_elements import sheet_elements
from kiosk.screens.texts import Texts
from kiosk.screens.views import IssuingView, Screen, Sheet

_FOLDER: Final = Path(__file__).resolve().parents[2] / "config" / "catalogue" / "_documents"
_KNOWN: Final = (
    ("经营者姓名", "林知夏"),
    ("公民身份号码", "439900198501011236"),
    ("字号名称", "样例市云溪区零栗小院理发店"),
    ("经营场所", "样例省样例市云溪区青石街道竹影路18号临街1至2层，与竹影菜场西门相邻"),
    ("经营范围", "生活美容服务、理发服务"),
    ("从业人数", "12人"),
    ("注册资金", "5万元"),
    ("联系电话", "13900000001"),
)
_HALL: Final[Mapping[str, Value]] = {
    "service": "个体工商户登记",
    "applicant": "林知夏",
    "issuing_authority": "云溪区市场监督管理局",
    "machine": "K-0001",
}
_DONE: Final[Mapping[str, Value]] = {
    "case_number": "439900-20261122-000018",
    "handled_on": "2026年11月22日",
}


@cache
def _template(name: str) -> Template:
    return template_from(read_yaml(_FOLDER / f"{name}.yaml"))


def _sheet(
    name: str,
    values: Mapping[str, Value],
    language: str,
    open_rows: frozenset[int] = frozenset(),
) -> Sheet:
    template, texts = _template(name), Texts(language)
    placed = tuple(one for one in place(template, values) if one.page == 0)
    elements = sheet_elements(placed, open_rows)
    marks = [one.mark for one in elements]
    title = texts(f"sheet.name_{name}", service=str(_HALL["service"]))
    return Sheet(
        width=template.width_mm,
        height=template.height_mm,
        elements=elements,
        title=texts(f"sheet.title_{name}"),
        description=texts(
            "sheet.description",
            title=title,
            known=marks.count("known"),
            gaps=marks.count("gap"),
        ),
    )


def _form(known: int, language: str) -> Sheet:
    rows = tuple(
        f"{label}：{value if place < known else ''}"
        for place, (label, value) in enumerate(_KNOWN)
    )
    values = {
        **_HALL,
        "title": "个体工商户登记申请书",
        "situation": "设立登记",
        ROWS: rows,
        "to_bring": ("经营场所使用证明",),
        "not_accepted": "这张表还没有受理，交到窗口才算申请。",
    }
    return _sheet(FILLED_FORM, values, language, frozenset(range(known + 1, len(rows) + 1)))


def _receipt(language: str) -> Sheet:
    values = {
        **_HALL,
        "licence": "营业执照",
        "unit_name": _KNOWN[2][1],
        "old_number": "92439900MA0TEXT04R",
        "old_expiry": "长期",
        "statement": "下列证照已经依申请注销，从即日起不得再凭它经营。",
    }
    return _sheet(CANCELLATION_RECEIPT, values, language)


def _slip(language: str) -> Sheet:
    values = {
        **_HALL,
        **_DONE,
        "headline": "已经受理，最迟2026年11月25日作出决定",
        "headline_en": "Your application is accepted. The decision will be made by 25 November",
        "filed": FILED,
        "notes": ("结果可以邮寄，也可以到窗口领取。",),
        "qr": "1",
    }
    return replace(_sheet(ACCEPTANCE_SLIP, values, language), sealed=True)


_BESIDE: Final[Mapping[str, tuple[tuple[str, Callable[[str], Sheet]], ...]]] = {
    "card-usual": (("card-form-sheet", lambda language: _form(0, language)),),
    "guide-choice": (
        ("guide-form-sheet", lambda language: _form(4, language)),
        ("guide-receipt-sheet", _receipt),
    ),
    "form-text": (("form-form-sheet", lambda language: _form(7, language)),),
    "issuing-sealed": (("issuing-slip-sheet", _slip),),
    "printing-usual": (("printing-slip-sheet", _slip),),
}


def papers_beside(name: str, screen: Screen) -> Iterator[tuple[str, Screen]]:
    """Yield a sample's page with other papers than a licence beside it."""
    for kind, sheet in _BESIDE.get(name, ()):
        yield kind, replace(_without_licence(screen), sheet=sheet(screen.language))


def _without_licence(screen: Screen) -> Screen:
    """What the issuing page says where no licence comes of the visit."""
    if not isinstance(screen.view, IssuingView):
        return screen
    view = screen.view
    lines = tuple(replace(line, detail="") for line in view.lines)
    title = Texts(screen.language)("issuing.title_slip")
    return replace(screen, view=replace(view, title=title, lines=lines))
