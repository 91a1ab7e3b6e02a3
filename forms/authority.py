# SPDX-License-Identifier: Apache-2.0
"""Whose licence it is (发证机关): a service names a kind of authority, a site its name."""

from collections.abc import Mapping
from enum import Enum


class AuthorityKind(Enum):
    """Kind of authority (主管部门) that decides; its value is a key of the site's file."""

    HEALTH = "health"  # 卫生健康
    TRANSPORT = "transport"  # 交通运输
    MARKET = "market"  # 市场监督管理
    POLICE = "police"  # 公安
    CIVIL_AFFAIRS = "civil_affairs"  # 民政
    LABOUR = "labour"  # 人力资源和社会保障
    MEDICAL_INSURANCE = "medical_insurance"  # 医疗保障
    CITY_MANAGEMENT = "city_management"  # 城市管理


def authority_name(kind: AuthorityKind | None, names: Mapping[str, str], usual: str) -> str:
    """Name the authority as its papers and its seal do.

    Args:
        kind: what the service says; None where one office decides on everything.
        names: the site's names by the kind's value; an empty one is none.
        usual: the name where the site has none of its own, as in halls whose approvals
            bureau (行政审批局) decides on everything.

    >>> authority_name(AuthorityKind.HEALTH, {"health": "示例县卫生健康局"}, "示例县审批局")
    '示例县卫生健康局'
    >>> authority_name(AuthorityKind.MARKET, {"health": "示例县卫生健康局"}, "示例县审批局")
    '示例县审批局'
    """
    return (names.get(kind.value) if kind is not None else "") or usual
