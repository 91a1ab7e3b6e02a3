# SPDX-License-Identifier: Apache-2.0
"""Every operation of the library in both dialects, against the loopback platform."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from certificates.certificate_types import BUSINESS_LICENCE, HEALTH_CERTIFICATE, PROPERTY_DEED
from certificates.electronic_certificate import (
    CertificateStatus,
    Holder,
    Unusable,
    UnusableReason,
    Usable,
)
from certificates.errors import PlatformRefusedError
from certificates.library.dialects import library_of
from certificates.library.interface import Annotation, CertificateFile, CertificateLibrary
from certificates.library.lookup import (
    Broken,
    Found,
    LookupOutcome,
    NotFound,
    Refused,
    TimedOut,
    Unreachable,
    look_up,
)
from certificates.settings import PlatformSettings
from certificates.simulation.holders import FLAWS, name_of, number_of
from tests.support.authority import Authority
from tests.support.dialects import (
    AUDIT,
    DIALECTS,
    PURPOSE,
    TODAY,
    library_for,
    query_for,
    settings_for,
)
from tests.support.simulators import RunningSimulator, running_simulator

CHEN = "439900199203170068"
UNKNOWN = "1.2.156.3005.2.A.B.C.001.J"
QR = "https://certificates.invalid/q/"
KINDS = (BUSINESS_LICENCE, HEALTH_CERTIFICATE)


@pytest.fixture(scope="module")
def platform_process() -> Iterator[RunningSimulator]:
    with running_simulator("platform") as process:
        yield process


@pytest.fixture
def platform(platform_process: RunningSimulator) -> RunningSimulator:
    platform_process.send("clear")
    platform_process.send("set", access_id="", access_token="")
    return platform_process


@pytest.fixture(params=DIALECTS)
def dialect(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def library(dialect: str, platform: RunningSimulator) -> Iterator[CertificateLibrary]:
    with library_for(dialect, platform.address) as opened:
        yield opened


def calls(platform: RunningSimulator) -> list[dict[str, Any]]:
    seen = platform.send("state")["calls"]
    assert isinstance(seen, list)
    return seen


# -- operations -----------------------------------------------------------------------------


def test_both_dialects_say_the_same_of_a_certificate(platform: RunningSimulator) -> None:
    said = []
    for dialect in DIALECTS:
        with library_for(dialect, platform.address) as library:
            query = query_for(CHEN, BUSINESS_LICENCE.code)
            said.append(library.find_by_holder(query, AUDIT, deadline_s=5))
    assert said[0] == said[1]
    assert said[0][0].face("经营者") == "陈秋美"


def test_data_by_identifier_and_by_qr_code(library: CertificateLibrary) -> None:
    query = query_for(CHEN, PROPERTY_DEED.code)
    (deed,) = library.find_by_holder(query, AUDIT, deadline_s=5)
    assert library.data(deed.identifier, PURPOSE, AUDIT, deadline_s=5) == deed
    assert library.by_qr(QR + deed.identifier, PURPOSE, AUDIT, deadline_s=5) == deed
    assert library.data(UNKNOWN, PURPOSE, AUDIT, deadline_s=5) is None
    assert library.by_qr("https://elsewhere.invalid/", PURPOSE, AUDIT, deadline_s=5) is None


def test_file_annotated_copy_and_thumbnail(library: CertificateLibrary) -> None:
    query = query_for(CHEN, PROPERTY_DEED.code)
    (deed,) = library.find_by_holder(query, AUDIT, deadline_s=5)
    plain = library.file(deed.identifier, PURPOSE, AUDIT, deadline_s=5)
    note = Annotation(PURPOSE, date(2026, 12, 31))
    copy = library.annotated_copy(deed.identifier, note, AUDIT, deadline_s=5)
    texts = [pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text() for pdf in (plain, copy)]
    assert all(deed.identifier in text for text in texts)
    assert ["COPY" in text for text in texts] == [False, True]
    picture = library.thumbnail(deed.identifier, PURPOSE, AUDIT, deadline_s=5)
    assert picture.startswith(b"\x89PNG")
    for fetch in (library.file, library.thumbnail):
        with pytest.raises(PlatformRefusedError):
            fetch(UNKNOWN, PURPOSE, AUDIT, deadline_s=5)


def test_data_and_files_are_verified(library: CertificateLibrary) -> None:
    query = query_for(CHEN, PROPERTY_DEED.code)
    (deed,) = library.find_by_holder(query, AUDIT, deadline_s=5)
    assert library.verify_data(deed.identifier, PURPOSE, AUDIT, deadline_s=5).counts
    none = library.verify_data(UNKNOWN, PURPOSE, AUDIT, deadline_s=5)
    assert (none.exists, none.counts, none.status) == (False, False, CertificateStatus.UNKNOWN)
    plain = library.file(deed.identifier, PURPOSE, AUDIT, deadline_s=5)
    for content, matches in ((plain, True), (plain + b" ", False)):
        file = CertificateFile(deed.identifier, content)
        verdict = library.verify_file(file, PURPOSE, AUDIT, deadline_s=5)
        assert (verdict.exists, verdict.matches, verdict.counts) == (True, matches, matches)
    gone = CertificateFile(UNKNOWN, plain)
    assert not library.verify_file(gone, PURPOSE, AUDIT, deadline_s=5).exists


def test_every_call_names_purpose_and_audit(
    library: CertificateLibrary, platform: RunningSimulator
) -> None:
    begun = len(calls(platform))
    library.find_by_holder(query_for(CHEN, BUSINESS_LICENCE.code), AUDIT, deadline_s=5)
    library.verify_data(UNKNOWN, PURPOSE, AUDIT, deadline_s=5)
    library.by_qr("x", PURPOSE, AUDIT, deadline_s=5)
    library.verify_file(CertificateFile(UNKNOWN, b"%PDF-"), PURPOSE, AUDIT, deadline_s=5)
    made = calls(platform)[begun:]
    assert len(made) >= 4
    for call in made:
        assert call["purpose"] == PURPOSE
        assert set(call["audit"].values()) == set(vars(AUDIT).values())


@pytest.mark.parametrize("use_cause", ["", "长" * 201])
def test_no_operation_takes_a_purpose_that_is_none(
    library: CertificateLibrary, platform: RunningSimulator, use_cause: str
) -> None:
    begun = len(calls(platform))
    for ask in (library.data, library.file, library.thumbnail, library.verify_data):
        with pytest.raises(ValueError, match="purpose"):
            ask(UNKNOWN, use_cause, AUDIT, deadline_s=5)
    with pytest.raises(ValueError, match="purpose"):
        library.verify_file(CertificateFile("x", b""), use_cause, AUDIT, deadline_s=5)
    with pytest.raises(ValueError, match="purpose"):
        Annotation(use_cause, TODAY)
    assert len(calls(platform)) == begun


# -- what counts ----------------------------------------------------------------------------

REASONS = {
    "expired": UnusableReason.EXPIRED,
    "cancelled": UnusableReason.CANCELLED,
    "broken_check": UnusableReason.IDENTIFIER_BROKEN,
    "altered": UnusableReason.ALTERED,
    "foreign": UnusableReason.ANOTHER_PERSON,
}


@pytest.mark.parametrize(("rest", "flaw"), FLAWS.items())
def test_each_flaw_is_rejected_with_its_own_reason(
    library: CertificateLibrary, rest: int, flaw: str
) -> None:
    index = 4_700 + rest
    holder = Holder(name_of(index), number_of(index))
    for kind in KINDS:
        (one,) = library.find_by_holder(
            query_for(holder.number, kind.code), AUDIT, deadline_s=5
        )
        assert one.usable_for(holder, today=TODAY) == Unusable(REASONS[flaw])


def test_generated_holders_count_by_the_thousand(library: CertificateLibrary) -> None:
    for index in (0, 1, 999, 4_999):
        holder = Holder(name_of(index), number_of(index))
        for kind in KINDS:
            query = query_for(holder.number, kind.code)
            (one,) = library.find_by_holder(query, AUDIT, deadline_s=5)
            assert isinstance(one.usable_for(holder, today=TODAY), Usable)
            assert library.data(one.identifier, PURPOSE, AUDIT, deadline_s=5) == one
    beyond = query_for(number_of(5_000), BUSINESS_LICENCE.code)
    assert library.find_by_holder(beyond, AUDIT, deadline_s=5) == ()


# -- five outcomes --------------------------------------------------------------------------

OUTCOMES: dict[str, tuple[type, str]] = {
    "down": (Unreachable, "PLATFORM-0301"),
    "close": (Unreachable, "PLATFORM-0301"),
    "cut_short": (Unreachable, "PLATFORM-0301"),
    "hang": (TimedOut, "PLATFORM-0302"),
    "slow_drip": (TimedOut, "PLATFORM-0302"),
    "refuse": (Refused, "PLATFORM-0303"),
    "status_99": (Refused, "PLATFORM-0303"),
    "http_500": (Broken, "PLATFORM-0304"),
    "rubbish": (Broken, "PLATFORM-0304"),
    "half_json": (Broken, "PLATFORM-0304"),
    "huge": (Broken, "PLATFORM-0304"),
    "no_http": (Broken, "PLATFORM-0304"),
}


def asked(library: CertificateLibrary, number: str, deadline_s: float = 5) -> LookupOutcome:
    query = query_for(number, BUSINESS_LICENCE.code)
    return look_up(library, query, AUDIT, deadline_s=deadline_s)


@pytest.mark.parametrize(("kind", "expected"), OUTCOMES.items())
def test_each_failure_is_its_own_outcome_and_the_next_call_finds(
    library: CertificateLibrary,
    platform: RunningSimulator,
    kind: str,
    expected: tuple[type, str],
) -> None:
    assert isinstance(asked(library, CHEN), Found)
    platform.send("fault", kind=kind)
    outcome = asked(library, CHEN, 0.6)
    assert isinstance(outcome, expected[0])
    assert getattr(outcome, "code", None) == expected[1]
    platform.send("clear")
    assert isinstance(asked(library, CHEN), Found)
    assert asked(library, "439900197002280122") == NotFound()


def test_kill_and_restart_in_mid_run(dialect: str) -> None:
    """The new process knows no session and no token of the old one."""
    with running_simulator("platform") as first:
        port = first.address.rpartition(":")[2]
        with library_for(dialect, first.address) as library:
            assert isinstance(asked(library, CHEN), Found)
            first.end()
            assert isinstance(asked(library, CHEN), Unreachable)
            with running_simulator("platform", "--port", port):
                assert isinstance(asked(library, CHEN), Found)


# -- the account and the line ---------------------------------------------------------------


def test_session_that_ends_is_renewed_once(platform: RunningSimulator) -> None:
    with library_for("regional", platform.address) as library:
        assert isinstance(asked(library, CHEN), Found)
        platform.send("set", forget_sessions=1)
        begun = len(calls(platform))
        assert isinstance(asked(library, CHEN), Found)
        made = [call["operation"].rpartition("/")[2] for call in calls(platform)[begun:]]
    search = "secGetCertificateDataByHolder"
    assert made == ["checkIDCard", "login", "checkIDCard", search]


def test_account_is_checked(dialect: str, platform: RunningSimulator, tmp_path: Path) -> None:
    platform.send("set", access_id="kiosk", access_token="secret")  # noqa: S106
    secret = tmp_path / "secret"
    account = {"access_id": "kiosk", "access_token_file": str(secret)}
    with library_for(dialect, platform.address, **account) as library:
        assert library.probe().code == "PLATFORM-0303"
        secret.write_text("wrong")
        assert library.probe().code == "PLATFORM-0303"
        secret.write_text("secret\n")
        assert library.probe().reachable
        assert "secret" not in repr(library)


def test_https_with_both_sides_certificates_under_a_private_authority(
    dialect: str, tmp_path: Path
) -> None:
    authority, other = Authority(tmp_path), Authority(tmp_path, "Another")
    server, kiosk, stranger = (
        authority.issue("server"),
        authority.issue("kiosk"),
        other.issue("kiosk"),
    )
    options = ("--tls-certificate", server.both, "--tls-authority", authority.path)
    with running_simulator("platform", *map(str, options)) as platform:
        assert platform.address.startswith("https://")

        def probed(ca: Path | str, certificate: Path | str = "", key: Path | str = "") -> str:
            shown = {
                "client_certificate_file": str(certificate),
                "client_key_file": str(key),
            }
            with library_for(dialect, platform.address, ca_file=str(ca), **shown) as library:
                return library.probe().code

        assert probed(authority.path, kiosk.certificate, kiosk.key) == ""
        assert probed(authority.path, kiosk.both) == ""
        assert probed("", kiosk.both) == "PLATFORM-0301"
        assert probed(other.path, kiosk.both) == "PLATFORM-0301"
        turned_away = {
            "PLATFORM-0301",
            "PLATFORM-0303",
        }  # a reset may overtake the alert
        assert probed(authority.path) in turned_away
        assert probed(authority.path, stranger.both) in turned_away
        assert probed(tmp_path / "none.pem", kiosk.both) == "PLATFORM-0303"
        assert probed(authority.path, tmp_path / "none.pem") == "PLATFORM-0303"


def test_proxy_of_the_environment_is_not_asked(
    dialect: str, platform: RunningSimulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    monkeypatch.delenv("no_proxy", raising=False)
    with library_for(dialect, platform.address) as library:
        assert library.probe().reachable


def test_dialect_that_is_none() -> None:
    assert "certshare" in repr(settings_for("certshare", "http://127.0.0.1:9"))
    with pytest.raises(ValueError, match="certshare or regional"):
        library_of(PlatformSettings(dialect="esperanto"), lambda: TODAY)
