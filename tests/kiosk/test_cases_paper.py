# SPDX-License-Identifier: Apache-2.0
"""``kiosk cases paper|revoke|revocations``: what staff does about a case at the window."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from certificates.qr import LicenceClaims, qr_text
from certificates.revocation import RevocationReason, decode_revocation_list
from certificates.signing.key_folder import open_keys
from certificates.trust import encode_trust_list
from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from forms.case_news import DeskNews, NewsKind
from kiosk.case_file import take_news
from kiosk.clock import SystemClock
from kiosk.store.certificates import CertificateRecord
from kiosk.store.desk_book import TaskKind
from kiosk.store.records import PaperState
from tests.support.case_desks import kept_case
from tests.support.console_in_process import run_main
from tests.support.documents import read_text, unspaced
from tests.support.seal_keys import as_production
from tests.support.store_samples import new_attempt, opened, sample_case

T0 = datetime(2026, 11, 22, 8, tzinfo=UTC)
CASE = "K-0001-20261123-0001"
DUE = date(2026, 12, 8)
ASKED = DeskNews(2, NewsKind.CORRECTION_ASKED, T0, "BZ-1", texts=("补电话",), due_on=DUE)
MORE = DeskNews(3, NewsKind.CORRECTION_ASKED, T0, "BZ-2", texts=("补平面图",))
NUMBER = "示例卫公证字〔2026〕第0385号"
TODAY = SystemClock().today()
ISSUED = CertificateRecord(NUMBER, 1, "1.2.156.3005.2.x", TODAY, TODAY + timedelta(days=1460))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text(f'[kiosk]\ndata_dir = "{tmp_path / "data"}"\n', "utf-8")
    return path


def case_with(tmp_path: Path, *news: DeskNews) -> str:
    """A kept case of which the desk has said this."""
    with opened(tmp_path / "data", SystemClock()) as store:
        case = kept_case(store).case_id
        if news:
            take_news(store, case, news)
        return case


def certified_case(tmp_path: Path) -> str:
    """A case that issued a licence."""
    with opened(tmp_path / "data", SystemClock()) as store:
        record = kept_case(store, decision="issued")
        store.certificates.put(record.case_id, ISSUED)
        return record.case_id


# -- paper ------------------------------------------------------------------------------------


@pytest.mark.slow
def test_a_notice_of_everything_to_put_right_is_made_once_and_waits_for_the_printer(
    tmp_path: Path, site: Path
) -> None:
    case = case_with(tmp_path, ASKED, MORE)
    for _ in range(2):
        done = run_main("cases", "paper", case, "correction", "--config", str(site))
        assert (done.returncode, done.stderr) == (0, "")
        assert f"kiosk cases print {case} --paper correction_notice-3" in done.stdout
    with opened(tmp_path / "data", SystemClock()) as store:
        stored = store.documents.get(case, "correction_notice-3.pdf")
        papers = {one.name: one.state for one in store.prints.papers_of(case)}
    assert stored is not None
    text = unspaced(read_text(stored.content))
    for told in ("补电话", "补平面图", "2026年12月8日以前", case):
        assert told in text
    assert papers["correction_notice-3"] is PaperState.UNPRINTED
    assert [name for name in papers if name.startswith("correction")] == ["correction_notice-3"]
    with opened(tmp_path / "data", SystemClock()) as store:
        attempt = new_attempt(stored.sha256)
        store.prints.begin(attempt)
        for state in (AttemptState.SENT, AttemptState.DEVICE_DONE):
            store.prints.advance(attempt.attempt_id, state, Evidence(sheets_completed=1))
    lost = run_main("cases", "paper", case, "correction", "--config", str(site))
    assert "--paper correction_notice-3-2\n" in lost.stdout, "lost, it is made once more"


@pytest.mark.slow
def test_a_case_that_was_not_taken_up_has_its_decision_with_the_reason(
    tmp_path: Path, site: Path
) -> None:
    with opened(tmp_path / "data", SystemClock()) as store:
        case = kept_case(store).case_id
        kind = TaskKind.SUBMISSION_REFUSED
        store.desk_book.refused(f"case/{case}", case, kind, "不属于本部门")
    done = run_main("cases", "paper", case, "decision", "--config", str(site))
    assert (done.returncode, done.stderr) == (0, "")
    with opened(tmp_path / "data", SystemClock()) as store:
        stored = store.documents.get(case, "refusal_decision-0.pdf")
    assert stored is not None
    text = unspaced(read_text(stored.content))
    assert "不予受理决定书" in text
    assert "不属于本部门" in text
    assert "60日内" in text


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("correction", "nothing is to be put right"),
        ("decision", "nobody has said why"),
        ("withdrawal", "nobody has asked to withdraw"),
        ("appeal", "no appeal is known"),
    ],
)
def test_what_nobody_said_is_put_on_no_paper(
    tmp_path: Path, site: Path, kind: str, told: str
) -> None:
    case = case_with(tmp_path)
    done = run_main("cases", "paper", case, kind, "--config", str(site))
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert case in done.stderr
    done = run_main("cases", "paper", "nobody", kind, "--config", str(site))
    assert (done.returncode, done.stderr.strip()) == (1, "there is no case nobody")


# -- revoked ----------------------------------------------------------------------------------


def test_a_licence_is_revoked_once_stands_on_the_list_and_fails_its_verification(
    tmp_path: Path, site: Path
) -> None:
    case, listed = certified_case(tmp_path), tmp_path / "revoked.json"
    done = run_main("cases", "revoke", case, "revoked", "--config", str(site))
    assert done.returncode == 0
    assert "is revoked from today" in done.stdout
    again = run_main("cases", "revoke", case, "revoked", "--config", str(site))
    assert again.returncode == 1
    assert "already" in again.stderr
    done = run_main("cases", "revocations", "--out", str(listed), "--config", str(site))
    assert (done.returncode, done.stdout) == (0, f"Written: {listed}, 1 licences.\n")
    found = decode_revocation_list(listed.read_bytes())
    entry = found.of(NUMBER)
    assert entry is not None
    assert (found.as_of, entry.reason) == (TODAY, RevocationReason.REVOKED)
    keys = open_keys(tmp_path / "signing", now=SystemClock().now())
    key_list = tmp_path / "keys.json"
    key_list.write_bytes(encode_trust_list(as_production(keys)))
    claims = LicenceClaims(NUMBER, "示例店", "测试甲", ("1",), TODAY, ISSUED.expires_on)
    text = qr_text(claims, signer=keys.qr_signer)
    for number, status in ((NUMBER, 1), ("另一号", 0)):
        other = qr_text(replace(claims, number=number), signer=keys.qr_signer)
        shown = text if number == NUMBER else other
        told = run_main(
            "verify", "--qr", shown, "--keys", str(key_list), "--revoked", str(listed), "--json"
        )
        assert told.returncode == status
        assert json.loads(told.stdout)["verdict"] == ("revoked" if status else "valid")
    journal = run_main("journal", "export", "--config", str(site)).stdout
    assert "certificate-ended" in journal


def test_the_list_is_written_to_the_console_and_what_ended_elsewise_is_on_it(
    tmp_path: Path, site: Path
) -> None:
    case = certified_case(tmp_path)
    empty = run_main("cases", "revocations", "--config", str(site))
    assert decode_revocation_list(empty.stdout.encode()).entries == {}
    assert run_main("cases", "revoke", case, "withdrawn", "--config", str(site)).returncode == 0
    told = decode_revocation_list(
        run_main("cases", "revocations", "--config", str(site)).stdout.encode()
    )
    assert [one.reason for one in told.entries.values()] == [RevocationReason.WITHDRAWN]
    shown = run_main("cases", "show", case, "--config", str(site)).stdout
    assert f"certificate {ISSUED.identifier}  withdrawn" in shown


def test_who_issued_nothing_has_nothing_revoked(tmp_path: Path, site: Path) -> None:
    case = case_with(tmp_path)
    done = run_main("cases", "revoke", case, "revoked", "--config", str(site))
    assert done.returncode == 1
    assert "has issued no certificate" in done.stderr


def test_a_list_that_cannot_be_written_is_said(tmp_path: Path, site: Path) -> None:
    certified_case(tmp_path)
    nowhere = tmp_path / "none" / "revoked.json"
    done = run_main("cases", "revocations", "--out", str(nowhere), "--config", str(site))
    assert done.returncode == 1
    assert str(nowhere) in done.stderr


def test_a_case_without_an_ofd_file_is_told_how_to_have_one(tmp_path: Path, site: Path) -> None:
    case = case_with(tmp_path)
    done = run_main("cases", "ofd", case, "--config", str(site))
    assert done.returncode == 1
    assert 'formats = "pdf+ofd"' in done.stderr
    assert run_main("cases", "ofd", "nobody", "--config", str(site)).returncode == 1


def test_a_case_of_another_version_is_told_in_a_sentence(tmp_path: Path, site: Path) -> None:
    with opened(tmp_path / "data", SystemClock()) as store:
        store.submit_case(sample_case(CASE, decision="accepted"))
        take_news(store, CASE, (ASKED,))
    done = run_main("cases", "paper", CASE, "correction", "--config", str(site))
    assert done.returncode == 1
    assert "a case of another format" in done.stderr
