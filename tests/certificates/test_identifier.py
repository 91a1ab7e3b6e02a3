# SPDX-License-Identifier: Apache-2.0
"""Identifiers of certificates: published samples, round trip, errors that must be noticed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from certificates.identifier import ALPHABET, CertificateIdentifier, check_character

PARTS = st.text(ALPHABET, min_size=1, max_size=24)
VERSIONS = st.text("0123456789", min_size=3, max_size=3)
IDENTIFIERS = st.builds(CertificateIdentifier, PARTS, PARTS, PARTS, VERSIONS)


@pytest.mark.parametrize(
    ("text", "check"),
    [
        # Samples of ISO/IEC 7064 MOD 37,36 in use: Global Release Identifier, ISAN.
        ("A12425GABC1234002", "M"),
        ("00000000C36D002B", "K"),
    ],
)
def test_check_character_of_published_samples(text: str, check: str) -> None:
    assert check_character(text) == check


@pytest.mark.parametrize(
    "text",
    [
        # Both from the published interface of the electronic certificate 建筑施工企业
        # 安全生产管理人员考核合格证书, its two examples of annex A.2.
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U",
    ],
)
def test_published_identifier_comes_back_as_it_was(text: str) -> None:
    assert str(CertificateIdentifier.parse(text)) == text


def test_parts_of_an_identifier() -> None:
    identifier = CertificateIdentifier.parse(
        "1.2.156.3005.2.11100000MB0143028R001.11439900MB0TEXT16E.SIM202405200001.001.S"
    )
    assert identifier == CertificateIdentifier(
        "11100000MB0143028R001", "11439900MB0TEXT16E", "SIM202405200001"
    )


@given(IDENTIFIERS)
def test_round_trip(identifier: CertificateIdentifier) -> None:
    assert CertificateIdentifier.parse(str(identifier)) == identifier


@given(PARTS, st.integers(0, 23), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_noticed(text: str, place: int, other: str) -> None:
    place %= len(text)
    assume(text[place] != other)
    changed = text[:place] + other + text[place + 1 :]
    assert check_character(changed) != check_character(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.2.156.3005.2",
        "1.2.156.3005.2.A.B.C.001",
        "1.2.156.3005.2.A.B.C.01.X",
        "1.2.156.3005.2.A.B..001.X",
        "1.2.156.3005.2.A.B.c.001.X",
        "1.2.156.3005.3.A.B.C.001.X",
        "1x2.156.3005.2.A.B.C.001.X",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.T",
        "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.002.S\n",
    ],
)
def test_what_is_no_identifier(text: str) -> None:
    with pytest.raises(ValueError, match=r"identifier|form"):
        CertificateIdentifier.parse(text)


@pytest.mark.parametrize(
    "parts",
    [
        ("", "B", "C"),
        ("a", "B", "C"),
        ("A", "b", "C"),
        ("A", "", "C"),
        ("A", "B", "C.D"),
        ("A", "B", "C", "1"),
    ],
)
def test_parts_that_make_no_identifier(parts: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="identifier"):
        CertificateIdentifier(*parts)
