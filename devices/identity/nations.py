# SPDX-License-Identifier: Apache-2.0
"""Names of the nationalities (民族) by the numeric code that a card carries.

Source: GB/T 3304, with its codes 97 and 98; cards also carry codes outside the standard
(穿青人, 革家人 and others), which are shown as their number and never refused.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

_TABLE: Final = """
01汉 02蒙古 03回 04藏 05维吾尔 06苗 07彝 08壮 09布依 10朝鲜
11满 12侗 13瑶 14白 15土家 16哈尼 17哈萨克 18傣 19黎 20傈僳
21佤 22畲 23高山 24拉祜 25水 26东乡 27纳西 28景颇 29柯尔克孜 30土
31达斡尔 32仫佬 33羌 34布朗 35撒拉 36毛南 37仡佬 38锡伯 39阿昌 40普米
41塔吉克 42怒 43乌孜别克 44俄罗斯 45鄂温克 46德昂 47保安 48裕固 49京 50塔塔尔
51独龙 52鄂伦春 53赫哲 54门巴 55珞巴 56基诺 97其他 98外国血统中国籍人士
"""

NATIONS: Final[Mapping[str, str]] = MappingProxyType(
    {entry[:2]: entry[2:] for entry in _TABLE.split()}
)
"""Two-digit code -> name as printed on a card, without 族."""

_WITHOUT_SUFFIX: Final = frozenset({"97", "98"})


def nation_name(code: str) -> str:
    """Name of ``code`` as a card prints it, without 族.

    >>> nation_name("01"), nation_name("99"), nation_name("")
    ('汉', '其他(代码99)', '未知')
    """
    return NATIONS.get(code) or (f"其他(代码{code})" if code else "未知")


def nation_in_full(code: str) -> str:
    """Name of ``code`` as a certificate prints it, with 族 where that belongs.

    >>> nation_in_full("15"), nation_in_full("98"), nation_in_full("99")
    ('土家族', '外国血统中国籍人士', '其他(代码99)')
    """
    if code in NATIONS and code not in _WITHOUT_SUFFIX:
        return f"{NATIONS[code]}族"
    return nation_name(code)
