# SPDX-License-Identifier: Apache-2.0
"""Results that are no licence, kept numbers, and stores of before that knew neither."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.store.engine import Database, IntegrityError
from kiosk.store.migrate import migrate, schema_version, shipped_scripts
from kiosk.store.records import DECISIONS, LICENCE_DECISIONS
from kiosk.store.store import Store
from tests.support.store_samples import numbered_case, opened, sample_case

KEPT = "湘卫公证字〔2024〕第439900000007号"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path)
    yield made
    made.close()


def test_a_kept_number_reserves_none_and_leaves_no_work_open(store: Store) -> None:
    for count in (1, 2):
        case_id = f"K-0001-20261123-000{count}"
        store.submit_case(sample_case(case_id, decision="issued", kept_number=KEPT))
        summary = store.cases.summary(case_id)
        assert summary is not None
        assert summary.licence_number == KEPT, "renewed, then changed: twice the same number"
    assert store.open_work().unnumbered == ()
    assert store.open_work().reservations == ()


def test_a_new_number_still_makes_one_licence(store: Store) -> None:
    case = numbered_case(store, "K-0001-20261123-0001")
    store.submit_case(case)
    twin = sample_case("K-0001-20261123-0002", number=case.number)
    with pytest.raises(ValueError, match="cannot take"):
        store.submit_case(twin)


@pytest.mark.parametrize("decision", sorted(DECISIONS - LICENCE_DECISIONS))
def test_every_other_decision_is_kept_and_bears_no_number(store: Store, decision: str) -> None:
    plain = sample_case("K-0001-20261123-0001", decision=decision, promises=())
    store.submit_case(plain)
    assert store.open_work().unnumbered == ()
    odd = sample_case("K-0001-20261123-0002", decision=decision, kept_number=KEPT)
    with pytest.raises(IntegrityError):
        store.submit_case(odd)


def test_cases_of_before_go_over_with_all_that_hangs_on_them(tmp_path: Path) -> None:
    scripts = shipped_scripts()
    with Database(tmp_path / "old.db", b"k" * 32) as database:
        migrate(database, scripts[:1])
        database.execute(
            "INSERT INTO case_ VALUES ('A', 's', 'new', 'issued', '2026-11-22T10:00:00+08:00',"
            " NULL, '1', 'x', ?, '湘1')",
            (b"{}",),
        )
        database.execute("INSERT INTO promise VALUES ('A', 'M5', '2027-01-22')")
        database.execute("INSERT INTO paper VALUES ('A', 'licence.pdf')")
        migrate(database, scripts)
        assert schema_version(database) == len(scripts)
        rows = database.execute("SELECT case_id, licence_number, keeps_number FROM case_")
        assert rows == [("A", "湘1", 0)]
        assert database.execute("SELECT case_id FROM promise") == [("A",)]
        assert database.execute("PRAGMA foreign_key_check") == []
        with pytest.raises(IntegrityError, match="only ever gains"):
            database.execute("UPDATE case_ SET licence_number = '湘2'")
        with pytest.raises(IntegrityError):
            database.execute("INSERT INTO promise VALUES ('B', 'M5', '2027-01-22')")
