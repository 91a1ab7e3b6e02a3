# SPDX-License-Identifier: Apache-2.0
"""The certificate library over real HTTP, against the loopback platform in its own process."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pypdf
import pytest
import yaml

from certificates.certificate_types import (
    BUSINESS_LICENCE,
    HEALTH_CERTIFICATE,
    HYGIENE_PERMIT,
    PROPERTY_DEED,
    CertificateType,
)
from certificates.errors import PlatformRefusedError
from certificates.library.certshare import NOBODY, CertShareLibrary
from certificates.library.interface import (
    AuditElements,
    CertificateLibrary,
    HolderQuery,
    check_use_cause,
)
from certificates.library.lookup import Found, NotFound, look_up
from certificates.settings import PlatformSettings
from kiosk.simulate.persons import SHIPPED_FOLDER
from tests.support.simulators import RunningSimulator, running_simulator

CHEN = "439900199203170068"
PURPOSE = "办理公共场所卫生许可"
AUDIT = AuditElements("示例大厅", "K-0001", "公共场所卫生许可", "0001", "S-1")


@pytest.fixture(scope="module")
def platform_process() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(platform_process: RunningSimulator) -> RunningSimulator:
    platform_process.send("clear")
    platform_process.send("set", access_id="", access_token="")
    return platform_process


@pytest.fixture
def library(platform: RunningSimulator) -> Iterator[CertShareLibrary]:
    opened = CertShareLibrary(PlatformSettings(base_url=platform.address + "/"))
    yield opened
    opened.close()


def calls(platform: RunningSimulator) -> list[dict[str, Any]]:
    seen = platform.send("state")["calls"]
    assert isinstance(seen, list)
    return seen


def query(holder: str, kind: CertificateType = BUSINESS_LICENCE) -> HolderQuery:
    return HolderQuery(holder, "001" if holder.startswith("9") else "111", kind.code, PURPOSE)


def test_licence_is_found_by_the_owners_number(library: CertShareLibrary) -> None:
    (licence,) = library.find_by_holder(query(CHEN), AUDIT, deadline_s=5)
    assert licence.face("经营者") == "陈秋美"
    assert licence.face("统一社会信用代码") == licence.holder_code == "92439900MA0TEXT04R"


@pytest.mark.parametrize("kind", [PROPERTY_DEED, HEALTH_CERTIFICATE])
def test_other_kinds_are_found_by_their_holder(
    library: CertShareLibrary, kind: CertificateType
) -> None:
    (certificate,) = library.find_by_holder(query(CHEN, kind), AUDIT, deadline_s=5)
    assert (certificate.holder_name, certificate.holder_code) == ("陈秋美", CHEN)


def test_permit_is_found_by_the_businesss_code(library: CertShareLibrary) -> None:
    asked = query("92439900MA0TEXT12L", HYGIENE_PERMIT)
    (permit,) = library.find_by_holder(asked, AUDIT, deadline_s=5)
    assert permit.face("法定代表人（负责人）") == "刘桂珍"


def test_two_licences_of_one_owner(library: CertShareLibrary) -> None:
    assert len(library.find_by_holder(query("439900198105210228"), AUDIT, deadline_s=5)) == 2


def test_rare_characters_arrive_whole(library: CertShareLibrary) -> None:
    (licence,) = library.find_by_holder(query("43990019900412013X"), AUDIT, deadline_s=5)
    assert licence.face("经营者") == "张𠮷祥"


def test_looking_up_tells_found_from_not_found(library: CertShareLibrary) -> None:
    found = look_up(library, query(CHEN), AUDIT, deadline_s=5)
    assert isinstance(found, Found)
    assert len(found.certificates) == 1
    assert look_up(library, query(NOBODY), AUDIT, deadline_s=5) == NotFound()


def test_data_and_file_by_identifier(library: CertShareLibrary, tmp_path: Path) -> None:
    (deed,) = library.find_by_holder(query(CHEN, PROPERTY_DEED), AUDIT, deadline_s=5)
    assert library.data(deed.identifier, PURPOSE, AUDIT, deadline_s=5) == deed
    file = library.file(deed.identifier, PURPOSE, AUDIT, deadline_s=5)
    (tmp_path / "deed.pdf").write_bytes(file)
    (page,) = pypdf.PdfReader(tmp_path / "deed.pdf", strict=True).pages
    assert deed.identifier in page.extract_text()


def test_identifier_that_the_library_does_not_have(library: CertShareLibrary) -> None:
    assert library.data("1.2.156.3005.2.A.B.C.001.X", PURPOSE, AUDIT, deadline_s=5) is None
    with pytest.raises(PlatformRefusedError):
        library.file("1.2.156.3005.2.A.B.C.001.X", PURPOSE, AUDIT, deadline_s=5)


def test_every_call_names_purpose_and_audit_elements(
    library: CertShareLibrary, platform: RunningSimulator
) -> None:
    before = len(calls(platform))
    library.find_by_holder(query(CHEN), AUDIT, deadline_s=5)
    library.data("X", PURPOSE, AUDIT, deadline_s=5)
    with pytest.raises(PlatformRefusedError):
        library.file("X", PURPOSE, AUDIT, deadline_s=5)
    made = calls(platform)[before:]
    assert [call["operation"] for call in made] == [
        "queryCertInfoByHolderCode",
        "queryCertInfo",
        "downloadFile",
    ]
    for call in made:
        assert call["purpose"] == PURPOSE
        assert call["audit"] == {
            "orgName": "示例大厅",
            "username": "K-0001",
            "itemName": "公共场所卫生许可",
            "itemCode": "0001",
            "businessCode": "S-1",
        }


def test_connection_is_used_again(
    library: CertShareLibrary, platform: RunningSimulator
) -> None:
    before = platform.send("state")["connections"]
    assert isinstance(before, int)
    for _ in range(5):
        library.find_by_holder(query(CHEN), AUDIT, deadline_s=5)
    assert platform.send("state")["connections"] == before + 1


def test_parallel_lookups_do_not_mix_their_answers(library: CertShareLibrary) -> None:
    persons = yaml.safe_load((SHIPPED_FOLDER / "certificates.yaml").read_text(encoding="utf-8"))
    owners = {
        entry["found_by"][0]: line["value"]
        for entry in persons["certificates"]
        for line in entry["surfaceData"]
        if line["name"] == "经营者"
    }

    def owner(number: str) -> str | None:
        return library.find_by_holder(query(number), AUDIT, deadline_s=10)[0].face("经营者")

    numbers = list(owners) * 4
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(owner, numbers)) == [owners[number] for number in numbers]


def test_account_is_checked_and_a_renewed_token_counts_at_once(
    platform: RunningSimulator, tmp_path: Path
) -> None:
    token_file = tmp_path / "token"
    settings = PlatformSettings(
        base_url=platform.address, access_id="kiosk", access_token_file=str(token_file)
    )
    library = CertShareLibrary(settings)
    platform.send("set", access_id="kiosk", access_token="new-secret")  # noqa: S106
    assert "cannot be read" in library.probe().detail
    token_file.write_text("old-secret\n")
    assert library.probe().code == "PLATFORM-0303"
    token_file.write_text("new-secret\n")
    assert library.probe().reachable
    assert "secret" not in repr(library) + repr(settings)
    library.close()


def test_probe_asks_about_nobody(library: CertShareLibrary, platform: RunningSimulator) -> None:
    report = library.probe()
    assert (report.reachable, report.code) == (True, "")
    assert report.detail.startswith("answered in")
    assert calls(platform)[-1]["purpose"] == "终端自检"


def test_nothing_private_in_logs(
    library: CertShareLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    look_up(library, query(CHEN), AUDIT, deadline_s=5)
    look_up(library, query(CHEN), AUDIT, deadline_s=0)
    assert "queryCertInfoByHolderCode: HTTP 200" in caplog.text
    assert CHEN not in caplog.text
    assert "陈秋美" not in caplog.text
    assert CHEN not in repr(query(CHEN))


@pytest.mark.parametrize("use_cause", ["", "  ", "长" * 201])
def test_call_without_a_proper_purpose_is_not_made(
    library: CertShareLibrary, use_cause: str
) -> None:
    with pytest.raises(ValueError, match=r"purpose|blank"):
        HolderQuery(CHEN, "111", BUSINESS_LICENCE.code, use_cause)
    with pytest.raises(ValueError, match="purpose"):
        library.data("X", use_cause, AUDIT, deadline_s=5)
    with pytest.raises(ValueError, match="purpose"):
        library.file("X", use_cause, AUDIT, deadline_s=5)
    check_use_cause("长" * 200)


def test_blank_audit_element_is_not_sent() -> None:
    with pytest.raises(ValueError, match="item_code"):
        AuditElements("示例大厅", "K-0001", "公共场所卫生许可", " ", "S-1")


def test_it_is_a_certificate_library(library: CertShareLibrary) -> None:
    capability: CertificateLibrary = library
    assert capability.probe().reachable
