# SPDX-License-Identifier: Apache-2.0
"""Self-tests are kept, their trend shows what ages, and people's answers stand beside them."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from devices.printing.attempt import AttemptState
from devices.printing.ledger import Evidence
from kiosk.clock import SystemClock
from kiosk.journal import Journal
from kiosk.store.engine import IntegrityError
from kiosk.store.errors import StoreError
from kiosk.store.self_tests import PRINTED, KeptTest, Occasion, StepResult
from kiosk.store.store import Store
from kiosk.technician.checks import CHECKS
from kiosk.technician.steps import COMMISSION, SELFTEST, load_steps, steps_of
from kiosk.trend import trend_of
from tests.support.console_in_process import run_main
from tests.support.store_samples import new_attempt, opened

NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def kept(
    day: int, seconds: float, *, passed: bool = True, facts: dict[str, str] | None = None
) -> KeptTest:
    return KeptTest(
        NOON + timedelta(days=day),
        Occasion.QUIET_HOUR,
        "reader",
        "online" if passed else "offline",
        passed,
        "" if passed else "READER-0102",
        seconds,
        facts or {},
    )


def test_a_reader_that_ages_is_told_slower_before_it_fails() -> None:
    found = trend_of(
        [kept(day, 0.1) for day in range(20)] + [kept(20 + n, 0.4) for n in range(5)]
    )
    assert found is not None
    assert (found.word, found.seconds_before, found.seconds_now) == ("slower", 0.1, 0.4)
    assert found.failures == 0
    back = trend_of(
        [kept(day, 0.4) for day in range(20)] + [kept(20 + n, 0.1) for n in range(5)]
    )
    assert back is not None
    assert back.word == "quicker"


def test_one_slow_answer_a_dead_day_and_milliseconds_are_no_trend() -> None:
    tests = [kept(day, 0.1) for day in range(20)]
    tests += [
        kept(20, 4.5, passed=False),
        kept(21, 0.9),
        *(kept(22 + n, 0.1) for n in range(4)),
    ]
    found = trend_of(tests)
    assert found is not None
    assert found.word == "steady"
    assert (found.failures, found.failed_last_at) == (1, NOON + timedelta(days=20))
    quick = trend_of([kept(0, 0.001), *(kept(1 + n, 0.004) for n in range(5))])
    assert quick is not None
    assert quick.word == "steady"
    first = trend_of([kept(0, 0.1)])
    assert first is not None
    assert (first.word, first.seconds_before) == ("new", None)
    assert trend_of([]) is None
    dead = trend_of([kept(day, 4.5, passed=False) for day in range(9)])
    assert dead is not None
    assert dead.word == "failing"


def test_what_counts_down_is_told_and_what_is_a_name_is_not() -> None:
    told = [
        {
            "toner_percent": "80",
            "free": "900 MiB",
            "memory": "9000 MiB",
            "port": "/dev/ttyUSB0",
            "paper": "full",
        },
        {"toner_percent": "", "free": "800 MiB", "port": "/dev/ttyUSB0", "paper": "low"},
        {
            "toner_percent": "61",
            "free": "700 MiB",
            "memory": "8999 MiB",
            "port": "/dev/ttyUSB1",
            "paper": "low",
        },
    ]
    found = trend_of([kept(day, 0.1, facts=facts) for day, facts in enumerate(told)])
    assert found is not None
    assert found.counters == (("toner_percent", 80.0, 61.0), ("free", 900.0, 700.0))


def test_a_test_is_kept_for_good_with_its_line_in_the_journal(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        for device in ("ipp://127.0.0.1/one", "cups://licences", "socket://127.0.0.1:9100"):
            attempt = new_attempt("f" * 64, device)
            store.prints.begin(attempt)
            store.prints.advance(attempt.attempt_id, AttemptState.DEVICE_DONE, Evidence())
        store.self_tests.add(
            Occasion.COMMAND,
            "printer",
            "userError",
            passed=False,
            code="PRINTER-0402",
            seconds=0.0123,
            facts={"paper": "out"},
        )
        store.self_tests.end(Occasion.COMMAND, tested=1, failed=1)
        (test,) = store.self_tests.tests_of("printer", newest=5)
        assert (test.code, test.passed, test.seconds) == ("PRINTER-0402", False, 0.012)
        assert dict(test.facts) == {"paper": "out", PRINTED: "2"}, "slips are no sheets"
        assert store.self_tests.last_at(Occasion.COMMAND) == test.at
        assert store.self_tests.last_at(Occasion.SOAK) is None
        assert store.journal.all()[-1].event == "self-test-ended"
        for change in ("UPDATE self_test SET passed = 1", "DELETE FROM self_test"):
            with pytest.raises((IntegrityError, StoreError), match=r"never changed|is kept"):
                store._database.execute(change)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    path = tmp_path / "kiosk.toml"
    path.write_text('[kiosk]\nid = "K-0042"\ndata_dir = "data"\nlanguage = "en"\n', "utf-8")
    return path


def stored(site: Path) -> Store:
    return Store.open_beside(site.parent / "data", clock=SystemClock())


def test_the_command_keeps_what_it_found_and_tells_it_later(site: Path) -> None:
    for _ in range(2):
        assert run_main("selftest", "--json", "--config", str(site)).returncode == 0
    told = run_main("selftest", "--history", "--json", "--config", str(site))
    (line,) = [json.loads(text) for text in told.stdout.splitlines()]
    assert (line["device"], line["tests"], line["failures"]) == ("store", 2, 0)
    shown = run_main("selftest", "--history", "--config", str(site)).stdout
    assert shown.startswith("store ")
    assert "0 of 2 failed" in shown


def test_what_a_person_judges_is_asked_and_a_no_fails(site: Path) -> None:
    words = ("selftest", "--ask", "--staff", "0112", "--config", str(site))
    asked = run_main(*words, "--answer", "sound=yes", stdin="maybe\nn\nskip\n")
    assert asked.returncode == 1
    with stored(site) as store:
        steps = {one.step: one for one in store.self_tests.last_steps(SELFTEST)}
    assert {name: one.result for name, one in steps.items()} == {
        "sound": StepResult.CONFIRMED,
        "touch_grid": StepResult.DENIED,
        "light_labels": StepResult.SKIPPED,
    }
    assert steps["sound"].who == "0112"
    answers = [f"--answer={step}=yes" for step in steps]
    assert run_main(*words, *answers).returncode == 0
    told = run_main("selftest", "--history", "--config", str(site)).stdout
    assert "touch_grid" in told


def test_an_answer_that_never_came_is_no_yes(site: Path) -> None:
    asked = run_main("selftest", "--ask", "--staff", "7", "--config", str(site), stdin="y\n")
    assert asked.returncode == 1
    with stored(site) as store:
        assert [one.step for one in store.self_tests.last_steps(SELFTEST)] == ["sound"]


def test_wrong_answers_and_nobody_are_wrong_use(site: Path) -> None:
    for words in (
        ("selftest", "--ask"),
        ("selftest", "--ask", "--staff", "7", "--answer", "sound=perhaps"),
        ("commission",),
        ("commission", "--staff", "7", "--step", "nothing"),
        ("commission", "--staff", "7", "--answer", "nothing=yes"),
    ):
        assert run_main(*words, "--config", str(site)).returncode == 2, words


def test_commissioning_is_taken_up_where_it_was_left_and_measures_what_was_said(
    site: Path,
) -> None:
    """Nobody is on the staff, so that step fails, whatever is answered about the others."""
    steps = steps_of(
        COMMISSION, without=frozenset({"printer", "receipt_printer", "reader", "desk"})
    )
    asked = [step.id for step in steps if not step.is_measured_alone]
    words = ("commission", "--staff", "0112", "--config", str(site))
    begun = run_main(*words, f"--answer={asked[0]}=yes")
    assert begun.returncode == 1
    with stored(site) as store:
        results = {one.step: one for one in store.self_tests.last_steps(COMMISSION)}
    assert results["devices"].result is StepResult.PASSED
    assert (results["staff"].result, results["staff"].code) == (
        StepResult.FAILED,
        "STAFF-0901",
    )
    answers = [f"--answer={step}=yes" for step in asked]
    resumed = run_main(*words, *answers)
    assert "devices:" not in resumed.stdout, "what is good is not asked again"
    for role in ("technician", "supervisor"):
        number = "0112" if role == "technician" else "0113"
        added = run_main(
            "staff",
            "add",
            number,
            "--role",
            role,
            "--config",
            str(site),
            stdin="825193\n825193\n",
        )
        assert added.returncode == 0, added.stderr
    last = run_main(*words)
    assert last.returncode == 0, last.stdout
    shown = run_main("commission", "--show", "--json", "--config", str(site))
    assert shown.returncode == 0
    assert all(json.loads(line)["good"] for line in shown.stdout.splitlines())


def test_every_step_is_whole_and_the_plug_is_pulled_in_mid_job() -> None:
    ids = {step.id for step in load_steps()}
    assert len(ids) == len(load_steps())
    assert len({step.names["zh_CN"] for step in load_steps()}) == len(ids)
    for step in load_steps():
        assert set(step.texts) == {"zh_CN", "en"}
        assert all(text.strip() for text in step.texts.values())
        assert set(step.checks) <= set(CHECKS)
    assert {"plug_printer", "plug_mains"} <= ids
    assert set(CHECKS) == {check for step in load_steps() for check in step.checks}


def test_a_broken_journal_fails_the_mains_plug(site: Path) -> None:
    assert run_main("selftest", "--config", str(site)).returncode == 0
    with stored(site) as store:
        Journal.open(store, clock=SystemClock()).record("app-started")
        store._database.execute("DROP TRIGGER IF EXISTS journal_stays")
        triggers = store._database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        )
        for (name,) in triggers:
            store._database.execute(f"DROP TRIGGER {name}")
        store._database.execute("UPDATE journal SET hash = replace(hash, 'a', 'b')")
    words = ("commission", "--staff", "1", "--step", "plug_mains", "--config", str(site))
    assert run_main(*words, "--answer=plug_mains=yes").returncode == 1
    with stored(site) as store:
        (one,) = store.self_tests.last_steps(COMMISSION)
    assert (one.result, one.code) == (StepResult.FAILED, "STORE-0502")
