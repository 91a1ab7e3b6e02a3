# SPDX-License-Identifier: Apache-2.0
"""A hygiene permit for the gallery, filled as far as asked: A4 landscape, code, seal."""

from collections.abc import Callable

from kiosk.screens.views import Sheet, SheetElement

_ROWS = (
    ("unit", "单位名称", "零栗小院理发店", "called", 2),
    ("person", "法定代表人\n（负责人）", "林知夏", "card", 1),
    ("address", "经营场所地址", "样例省样例市云溪区青石街道竹影路18号", "called", 2),
    ("item", "许可项目", "理发店", "you", 3),
    ("valid", "有效期限", "2026年11月22日至2030年11月21日", "calculated", 4),
)
BOARD, ALL = 3, 4
"""Stages: the promise is known with the board, number and date at the end."""
_COLOURS = {"card": "done", "called": "done", "you": "ink", "calculated": "ink"}


def sheet(words: Callable[[str, str], str], stage: int) -> Sheet:
    """Return the permit at a stage: 1 card, 2 certificates, 3 guide, 4 all."""
    elements = [
        SheetElement("guilloche", "guilloche", 20, 80, 257, 60),
        SheetElement("frame", "frame", 8, 8, 281, 194),
        SheetElement(
            "title", "text", 58, 24, 181, 20, "公共场所卫生许可证", 15, "kai", "spread"
        ),
        SheetElement(
            "number",
            "value",
            60,
            47,
            177,
            10,
            "卫公证字〔2026〕第439900-000018号" if stage >= ALL else "",
            6,
            "song",
            "center",
            mark="known" if stage >= ALL else "gap",
        ),
    ]
    for place, (key, label, value, source, known_at) in enumerate(_ROWS):
        top = 66 + place * 16
        elements.append(
            SheetElement(f"{key}.label", "text", 28, top, 66, 11, label + "：", 6, "song")
        )
        known = stage >= known_at
        elements.append(
            SheetElement(
                key,
                "value",
                96,
                top,
                168,
                11,
                value if known else "",
                6.4,
                "kai",
                "left",
                _COLOURS[source],
                "known" if known else "gap",
            )
        )
    elements += [
        SheetElement("qr", "qr", 28, 158, 30, 30),
        SheetElement(
            "report",
            "value",
            66,
            163,
            92,
            11,
            "",
            5,
            "song",
            "left",
            "owed",
            "promised" if stage >= BOARD else "gap",
            words("检测报告 2027-01-21", "Report due 2027-01-21"),
        ),
        SheetElement(
            "authority", "text", 166, 160, 98, 9, "发证机关（盖章）", 6, "song", "right"
        ),
        SheetElement(
            "date",
            "value",
            190,
            178,
            74,
            9,
            "2026年11月22日" if stage >= ALL else "",
            6,
            "song",
            "right",
            mark="known" if stage >= ALL else "gap",
        ),
        SheetElement("seal", "seal", 205, 150, 42, 42, "云溪区行政审批局", colour="seal"),
    ]
    return Sheet(
        elements=tuple(elements),
        description=words(
            "公共场所卫生许可证的样子，已经写好的项目会出现在纸上",
            "A picture of the hygiene permit; what is known is written on it",
        ),
        title=words("您要领的证", "The licence you will get"),
        sealed=False,
    )
