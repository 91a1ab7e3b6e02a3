# SPDX-License-Identifier: Apache-2.0
"""The engine: settings that last, one transaction at a time, migrations, encryption."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from kiosk.store.engine import Database, durability_rule, settings_for, statements_of
from kiosk.store.errors import StoreDamagedError, StoreTooNewError
from kiosk.store.keys import STORE_KEY, key_path
from kiosk.store.migrate import migrate, schema_version, script_from, shipped_scripts
from kiosk.store.store import STORE_FILE, Store
from tests.support.fixed_clock import FixedClock
from tests.support.store_samples import opened, sample_case

KEY = bytes(range(32))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "test.db", KEY) as database:
        database.execute("CREATE TABLE t (n INTEGER) STRICT")
        yield database


def test_engines_with_the_wal_reset_bug_get_a_rollback_journal() -> None:
    assert durability_rule((3, 51, 3)) == ("wal", "full")
    assert durability_rule((3, 51, 2)) == ("truncate", "extra")
    assert durability_rule((3, 40, 1)) == ("truncate", "extra")
    assert durability_rule((4, 0, 0)) == ("wal", "full")


def test_this_engine_has_the_settings_of_the_rule(database: Database) -> None:
    for setting in settings_for(database.engine_version):
        assert database.execute(f"PRAGMA {setting.name}") == [(setting.read_back,)]
    assert database.execute("PRAGMA mmap_size") == [(0,)]


def test_a_block_is_written_whole_or_not_at_all(database: Database) -> None:
    def half_way() -> None:
        with database.transaction():
            database.execute("INSERT INTO t VALUES (1)")
            database.execute("INSERT INTO t VALUES ('text')")

    with pytest.raises(sqlcipher.IntegrityError):
        half_way()
    assert database.execute("SELECT * FROM t") == []
    assert not database.is_in_transaction


def test_inner_blocks_join_the_outer_one(database: Database) -> None:
    with database.transaction():
        with database.transaction():
            database.execute("INSERT INTO t VALUES (1)")
        assert database.is_in_transaction
    assert database.execute("SELECT * FROM t") == [(1,)]


def test_a_transaction_that_could_not_be_undone_is_undone_before_the_next(
    database: Database,
) -> None:
    database._connection.execute("BEGIN IMMEDIATE")
    database._connection.execute("INSERT INTO t VALUES (1)")
    with database.transaction():
        database.execute("INSERT INTO t VALUES (2)")
    assert database.execute("SELECT * FROM t") == [(2,)]


def test_threads_wait_for_each_other(database: Database) -> None:
    def add(start: int) -> None:
        for number in range(start, start + 20):
            with database.transaction():
                ((before,),) = database.execute("SELECT count(*) FROM t")
                database.execute("INSERT INTO t VALUES (?)", (number,))
                assert database.execute("SELECT count(*) FROM t") == [(before + 1,)]

    threads = [threading.Thread(target=add, args=(start,)) for start in (0, 100, 200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.execute("SELECT count(*) FROM t") == [(60,)]


def test_nothing_can_be_read_in_the_file(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.submit_case(sample_case("K-0001-20261123-0001"))
    content = (tmp_path / STORE_FILE).read_bytes()
    assert not content.startswith(b"SQLite")
    assert "测试甲".encode() not in content
    assert b"hygiene-permit" not in content


def test_keys_are_for_their_owner_alone(tmp_path: Path) -> None:
    with opened(tmp_path):
        for name in (STORE_KEY, "journal.key"):
            assert key_path(tmp_path, name).stat().st_mode & 0o777 == 0o600
    assert not list((tmp_path / "keys").glob("*.partial"))


def test_another_key_is_told_as_damage(database: Database) -> None:
    database.close()
    with pytest.raises(StoreDamagedError, match="STORE-0502"):
        Database(database.path, bytes(32))


def test_statements_end_where_they_end_and_not_inside_a_trigger() -> None:
    script = (
        "-- note\nCREATE TABLE t (a);\n"
        "CREATE TRIGGER r BEFORE DELETE ON t\nBEGIN\n SELECT 1;\nEND;\n-- end\n"
    )
    first, second = statements_of(script)
    assert first.endswith("CREATE TABLE t (a);")
    assert second.endswith("END;")
    with pytest.raises(ValueError, match="without an end"):
        statements_of("SELECT 1")


def test_migrations_run_once_and_in_order(database: Database) -> None:
    scripts = (script_from(1, "CREATE TABLE a (n);"), script_from(2, "CREATE TABLE b (n);"))
    assert migrate(database, scripts[:1]) == 1
    assert migrate(database, scripts) == 2
    assert migrate(database, scripts) == 2
    assert database.execute("SELECT number FROM migration") == [(1,), (2,)]


def test_a_script_that_breaks_leaves_the_version_before_it(database: Database) -> None:
    scripts = (
        script_from(1, "CREATE TABLE a (n);"),
        script_from(2, "CREATE TABLE b (n);\nINSERT INTO missing VALUES (1);"),
    )
    with pytest.raises(sqlcipher.OperationalError):
        migrate(database, scripts)
    assert schema_version(database) == 1
    assert database.execute("SELECT name FROM sqlite_schema WHERE name = 'b'") == []


def test_a_reference_that_leads_nowhere_stops_a_migration(database: Database) -> None:
    script = script_from(
        1,
        "CREATE TABLE a (n INTEGER PRIMARY KEY);\n"
        "CREATE TABLE b (n REFERENCES a (n) DEFERRABLE INITIALLY DEFERRED);\n"
        "INSERT INTO b VALUES (1);",
    )
    with pytest.raises(StoreDamagedError, match="lead nowhere"):
        migrate(database, (script,))
    assert schema_version(database) == 0


def test_an_edited_history_and_a_newer_file_are_refused(database: Database) -> None:
    migrate(database, (script_from(1, "CREATE TABLE a (n);"),))
    with pytest.raises(StoreTooNewError, match="STORE-0504"):
        migrate(database, (script_from(1, "CREATE TABLE a (n, m);"),))
    with pytest.raises(StoreTooNewError, match="newer"):
        migrate(database, ())


def test_the_shipped_scripts_are_numbered_without_a_gap() -> None:
    numbers = [script.number for script in shipped_scripts()]
    assert numbers == list(range(1, len(numbers) + 1))


def test_every_table_is_strict(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        rows = store._database.execute("PRAGMA table_list")
    tables = {row[1]: row[5] for row in rows if row[2] == "table" and row[0] == "main"}
    del tables["sqlite_schema"]
    assert set(tables.values()) == {1}, tables


def test_an_empty_folder_is_a_valid_beginning_and_opens_again(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with opened(folder) as store:
        store.check()
        store.check_writable()
        store.check_clock()
        assert dict(store.facts())["journal_mode"] == "wal"
    with opened(folder) as store:
        assert store.open_work().is_empty


def test_a_command_line_may_read_and_write_beside_the_kiosk(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        store.submit_case(sample_case("K-0001-20261123-0001"))
        with Store.open_beside(tmp_path, clock=FixedClock()) as beside:
            assert len(beside.cases.newest()) == 1
            beside.check_writable()
        store.check_writable()


def test_a_command_line_may_come_before_the_kiosk(tmp_path: Path) -> None:
    with Store.open_beside(tmp_path, clock=FixedClock()) as beside:
        assert beside.cases.newest() == ()


def test_a_command_line_of_a_newer_version_does_not_migrate_beside_the_kiosk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = (*shipped_scripts(), script_from(2, "CREATE TABLE later (n);"))
    with opened(tmp_path):
        monkeypatch.setattr("kiosk.store.store.shipped_scripts", lambda: newer)
        with pytest.raises(StoreTooNewError, match="older than this program"):
            Store.open_beside(tmp_path, clock=FixedClock())
