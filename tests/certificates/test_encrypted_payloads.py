# SPDX-License-Identifier: Apache-2.0
"""Payloads under SM2 in both dialects: kiosk by Botan, platform in its process by openssl."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from certificates.certificate_types import BUSINESS_LICENCE, PROPERTY_DEED
from certificates.errors import PlatformRubbishError
from certificates.library.ciphered import Ciphers
from certificates.library.interface import Annotation, CertificateFile, CertificateLibrary
from certificates.library.materials import MaterialHolder, PlatformMaterials
from certificates.library.platform_line import HttpAnswer
from certificates.national.keys import read_private
from certificates.national.library import point_of
from certificates.national.payload import FORMS, PayloadKeys
from tests.support.dialects import (
    AUDIT,
    DIALECTS,
    PURPOSE,
    library_for,
    query_for,
    settings_for,
)
from tests.support.recording_proxy import recording_proxy
from tests.support.sealed_platform import keys_in, sealed_platform
from tests.support.simulators import RunningSimulator, running_simulator

CHEN = "439900199203170068"
DENG = MaterialHolder("439900199001010023", "111", "邓丽华", PURPOSE)
UNKNOWN = "1.2.156.3005.2.A.B.C.001.J"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keys")


@pytest.fixture(scope="module")
def platform(folder: Path) -> Iterator[RunningSimulator]:
    with sealed_platform(folder) as process:
        yield process


@pytest.fixture(scope="module")
def clear_platform() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


def all_said_by(library: CertificateLibrary) -> list[object]:
    """The answers to one call of every operation."""
    (deed,) = library.find_by_holder(query_for(CHEN, PROPERTY_DEED.code), AUDIT, deadline_s=5)
    note = Annotation(PURPOSE, date(2026, 12, 31))
    file = library.file(deed.identifier, PURPOSE, AUDIT, deadline_s=5)
    held = CertificateFile(deed.identifier, file)
    return [
        deed,
        file,
        library.find_by_holder(query_for(CHEN, BUSINESS_LICENCE.code), AUDIT, deadline_s=5),
        library.data(deed.identifier, PURPOSE, AUDIT, deadline_s=5),
        library.data(UNKNOWN, PURPOSE, AUDIT, deadline_s=5),
        library.by_qr("https://elsewhere.invalid/", PURPOSE, AUDIT, deadline_s=5),
        library.annotated_copy(deed.identifier, note, AUDIT, deadline_s=5),
        library.thumbnail(deed.identifier, PURPOSE, AUDIT, deadline_s=5),
        library.verify_data(deed.identifier, PURPOSE, AUDIT, deadline_s=5),
        library.verify_file(held, PURPOSE, AUDIT, deadline_s=5),
        library.probe().reachable,
    ]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_operation_says_the_same_as_in_the_clear(
    dialect: str, folder: Path, platform: RunningSimulator, clear_platform: RunningSimulator
) -> None:
    with library_for(dialect, clear_platform.address) as library:
        in_the_clear = all_said_by(library)
    with library_for(dialect, platform.address, **keys_in(folder)) as library:
        assert all_said_by(library) == in_the_clear


@pytest.mark.parametrize("form", FORMS[1:])
def test_other_forms_of_a_ciphertext_are_spoken_where_agreed(
    form: str, folder: Path, platform: RunningSimulator
) -> None:
    platform.send("set", sm2_form=form)
    try:
        with library_for("certshare", platform.address, **keys_in(folder, form)) as library:
            query = query_for(CHEN, BUSINESS_LICENCE.code)
            assert library.find_by_holder(query, AUDIT, deadline_s=5)
    finally:
        platform.send("set", sm2_form=FORMS[0])


@pytest.mark.parametrize("dialect", DIALECTS)
def test_neither_number_nor_purpose_leaves_the_kiosk_readable(
    dialect: str, folder: Path, platform: RunningSimulator
) -> None:
    with recording_proxy(platform.address) as recording:
        with library_for(dialect, recording.address, **keys_in(folder)) as library:
            query = query_for(CHEN, BUSINESS_LICENCE.code)
            assert library.find_by_holder(query, AUDIT, deadline_s=5)
        made = recording.requests()
    assert made
    for sent in made:
        said = json.dumps(sent.body, ensure_ascii=False)
        for secret in (CHEN, PURPOSE, AUDIT.org_name, BUSINESS_LICENCE.code):
            assert secret not in said


def test_earlier_materials_are_asked_for_under_sm2_too(
    folder: Path, platform: RunningSimulator
) -> None:
    settings = settings_for("certshare", platform.address, **keys_in(folder))
    materials = PlatformMaterials(settings)
    try:
        found = materials.find(DENG, ("SITE-PLAN",), AUDIT, deadline_s=5)
        assert found
        file = materials.file(DENG, found[0].identifier, AUDIT, deadline_s=5)
        assert file.startswith(b"%PDF-")
    finally:
        materials.close()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_an_answer_nested_beyond_all_reason_is_broken_at_every_depth(
    dialect: str, folder: Path, platform: RunningSimulator
) -> None:
    settings = settings_for(dialect, platform.address, **keys_in(folder))
    ciphers = Ciphers(settings)
    own = read_private(folder / "kiosk-key.pem")
    theirs = PayloadKeys(point_of(own), own)
    refused = 0
    for depth in range(900, 1000):
        sealed = theirs.seal(("[" * depth + "]" * depth).encode())
        if dialect == "certshare":
            said: dict[str, object] = {"head": {"status": 0}, "data": {"certData": sealed}}
            open_it = ciphers.certshare_answer
        else:
            said, open_it = {"code": 0, "msg": "", "data": sealed}, ciphers.regional_answer
        answer = HttpAnswer(200, "application/json", json.dumps(said).encode())
        try:
            open_it("queryCertData", answer)
        except PlatformRubbishError:
            refused += 1
    assert refused
