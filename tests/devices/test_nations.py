# SPDX-License-Identifier: Apache-2.0
"""Nationalities of GB/T 3304 by code."""

import pytest

from devices.identity.nations import NATIONS, nation_in_full, nation_name


def test_the_table_has_56_nationalities_and_two_further_codes() -> None:
    assert list(NATIONS) == [f"{code:02d}" for code in (*range(1, 57), 97, 98)]
    assert len(set(NATIONS.values())) == 58


@pytest.mark.parametrize(
    ("code", "on_card", "in_full"),
    [
        ("01", "汉", "汉族"),
        ("05", "维吾尔", "维吾尔族"),
        ("43", "乌孜别克", "乌孜别克族"),
        ("56", "基诺", "基诺族"),
        ("97", "其他", "其他"),
        ("98", "外国血统中国籍人士", "外国血统中国籍人士"),
        ("99", "其他(代码99)", "其他(代码99)"),
        ("", "未知", "未知"),
    ],
)
def test_a_code_reads_as_cards_and_certificates_print_it(
    code: str, on_card: str, in_full: str
) -> None:
    assert nation_name(code) == on_card
    assert nation_in_full(code) == in_full
