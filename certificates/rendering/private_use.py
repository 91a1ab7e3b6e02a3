# SPDX-License-Identifier: Apache-2.0
"""Characters that old cards and records keep in the private use area, put where they belong.

GBK and GB 18030-2000 gave 80 characters of the bytes FE50 to FEA0, and a few others, code
points of the private use area; GB 18030-2022 has real ones for all. What such a point shows
depends on the font (U+E863 is 䶮 in one, a circled 内 in another), so none may ever be drawn.
"""

from typing import Final

_FIRST_OF_BLOCK: Final = 0xE815
_BLOCK: Final = """
2E81 20087 20089 200CC 2E84 3473 3447 2E88 2E8B 9FB4 359E 361A 360E 2E8C 2E97 396E
3918 9FB5 39CF 39DF 3A73 39D0 9FB6 9FB7 3B4E 3C6E 3CE0 2EA7 215D7 9FB8 2EAA 4056
415F 2EAE 4337 2EB3 2EB6 2EB7 2298F 43B1 43AC 2EBB 43DD 44D6 4661 464C 9FB9 4723
4729 477C 478D 2ECA 4947 497A 497D 4982 4983 4985 4986 499F 499B 49B7 49B6 9FBA
241FE 4CA3 4C9F 4CA0 4CA1 4C77 4CA2 4D13 4D14 4D15 4D16 4D17 4D18 4D19 4DAE 9FBB
"""
_OTHERS: Final = {
    0xE78D: 0xFE10,
    0xE78E: 0xFE12,
    0xE78F: 0xFE11,
    0xE790: 0xFE13,
    0xE791: 0xFE14,
    0xE792: 0xFE15,
    0xE793: 0xFE16,
    0xE794: 0xFE17,
    0xE795: 0xFE18,
    0xE796: 0xFE19,
    0xE7C7: 0x1E3F,
}
STANDARD_CODE_POINT: Final = _OTHERS | {
    _FIRST_OF_BLOCK + index: int(code, 16) for index, code in enumerate(_BLOCK.split())
}
"""Private code point to the one of Unicode that GB 18030-2022 gives the same character."""


def standard_text(text: str) -> str:
    r"""Replace the private code points that are known; others stay, and will be refused.

    >>> standard_text("王\ue863")
    '王䶮'
    """
    return text.translate(STANDARD_CODE_POINT)
