# SPDX-License-Identifier: Apache-2.0
"""From decision to licence: dates, face, number, and no licence for what is only accepted."""

import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certificates.errors import NumberError
from certificates.licence import LicenceNumber
from forms.decision import Issued
from forms.errors import IncompleteApplicationError
from forms.licensing import Issuance, licence_from, number_text, valid_to
from tests.support.applying import PREMISES, TODAY, complete, numbers, permit, validity

ROOT = Path(__file__).parents[2]
ISSUANCE = Issuance(TODAY, "虚构市示例区卫生健康局", "https://example.invalid/v")


def test_the_face_is_filled_from_the_fields_that_the_catalogue_names() -> None:
    licence = licence_from(
        complete(), Issued(), LicenceNumber("湘1"), item=permit(), issuance=ISSUANCE
    )
    assert licence.number == LicenceNumber("湘1")
    assert licence.unit_name == "虚构市示例区秋美美容店"
    assert licence.holder_name == "陈秋美"
    assert licence.address == PREMISES
    assert licence.item_text == "美容店"
    assert (licence.valid_from, licence.valid_to) == (date(2026, 11, 23), date(2030, 11, 22))
    assert licence.issuing_authority == "虚构市示例区卫生健康局"
    assert licence.title == "公共场所卫生许可证"
    assert licence.verify_url == "https://example.invalid/v"


def test_a_face_with_a_hole_is_no_licence() -> None:
    holed = replace(complete(), fields={})
    with pytest.raises(IncompleteApplicationError, match="f_unit"):
        licence_from(holed, Issued(), LicenceNumber("湘1"), item=permit(), issuance=ISSUANCE)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 11, 23), date(2030, 11, 22)),
        (date(2024, 2, 29), date(2028, 2, 28)),
        (date(2096, 2, 29), date(2100, 2, 28)),  # 2100 is no leap year
        (date(2024, 3, 1), date(2028, 2, 29)),
        (date(2026, 1, 1), date(2029, 12, 31)),
    ],
)
def test_four_years_end_the_day_before_the_anniversary(start: date, end: date) -> None:
    assert valid_to(start, validity()) == end


@given(st.dates(date(2024, 1, 1), date(2199, 12, 31)))
def test_a_licence_and_its_successor_leave_no_day_out_and_none_twice(start: date) -> None:
    end = valid_to(start, validity())
    following = end + timedelta(days=1)
    assert following.year == start.year + 4
    assert (following.month, following.day) in {(start.month, start.day), (3, 1)}


def test_the_number_reads_as_the_catalogue_says() -> None:
    text = number_text(numbers(), year=2026, division="439900", serial=123)
    assert text == "湘卫公证字〔2026〕第439900000123号"


def test_a_serial_that_does_not_fit_is_refused() -> None:
    with pytest.raises(NumberError):
        number_text(numbers(), year=2026, division="439900", serial=1_000_000)


@pytest.mark.slow
def test_the_type_checker_refuses_a_licence_for_what_was_only_accepted(
    tmp_path: Path,
) -> None:
    snippet = tmp_path / "snippet.py"
    snippet.write_text(SNIPPET, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary"]
    command += ["--cache-dir", str(tmp_path / "cache"), str(snippet)]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    refused = [line for line in checked.stdout.splitlines() if "error:" in line]
    assert len(refused) == 3, checked.stdout + checked.stderr
    for line, name in zip(refused, ("AcceptedWithGaps", "Accepted", "Refused"), strict=True):
        assert f'incompatible type "{name}"' in line


SNIPPET = """
from certificates.licence import LicenceNumber
from forms.application import Application
from forms.decision import Accepted, AcceptedWithGaps, Issued, IssuedUnderPromise, Refused
from forms.licensing import Issuance, licence_from
from forms.service_item import ServiceItem


def good(a: Application, d: IssuedUnderPromise | Issued, i: ServiceItem, s: Issuance) -> None:
    licence_from(a, d, LicenceNumber("1"), item=i, issuance=s)


def gaps(a: Application, d: AcceptedWithGaps, i: ServiceItem, s: Issuance) -> None:
    licence_from(a, d, LicenceNumber("1"), item=i, issuance=s)


def accepted(a: Application, d: Accepted, i: ServiceItem, s: Issuance) -> None:
    licence_from(a, d, LicenceNumber("1"), item=i, issuance=s)


def refused(a: Application, d: Refused, i: ServiceItem, s: Issuance) -> None:
    licence_from(a, d, LicenceNumber("1"), item=i, issuance=s)
"""
