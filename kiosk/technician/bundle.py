# SPDX-License-Identifier: Apache-2.0
"""What a support bundle holds (支持包): how the kiosk is and was, and nothing about a person.

Left out on purpose: cases, forms, papers, numbers of licences, the program's log. Case numbers
and staff numbers of the journal are replaced by a keyed hash whose key is drawn for each bundle
and forgotten, so that lines of one case can be held together and lead nowhere.
"""

import hmac
import io
import json
import platform
import secrets
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from config.loader import LoadedSettings
from kiosk.side_by_side import Tested
from kiosk.store.journal_records import JournalRow
from kiosk.store.self_tests import KeptStep, KeptTest
from kiosk.store.store import Store
from kiosk.technician.traffic import log_of

JOURNAL_DAYS: Final = 30
TESTS: Final = 500
HIDDEN: Final = "(hidden)"
PERSONAL_KEYS: Final = frozenset({"contact.phone"})
"""Values that are no secret and may still be somebody's."""
LIBRARIES: Final = (
    "PySide6-Essentials",
    "cryptography",
    "pyhanko",
    "pyscard",
    "pyserial",
    "reportlab",
    "requests",
    "sqlcipher3",
)
_PERSONAL_FACTS: Final = frozenset({"staff", "witness", "first", "last"})
"""Facts of the journal that number a person, or a sheet that a person has."""


def contents(
    loaded: LoadedSettings, store: Store, tested: Iterable[Tested], *, now: datetime
) -> Mapping[str, bytes]:
    """The files of the bundle, by name."""
    alias = _alias()
    history = store.self_tests
    tests = [
        test for device in history.devices() for test in history.tests_of(device, newest=TESTS)
    ]
    steps = [*history.last_steps("selftest"), *history.last_steps("commission")]
    since = (now - timedelta(days=JOURNAL_DAYS)).isoformat()
    rows = [row for row in store.journal.all() if row.at >= since]
    return {
        "about.json": _json(_about(loaded, store, now)),
        "configuration.jsonl": _lines(_configuration(loaded)),
        "devices.jsonl": _lines(_device(one) for one in tested),
        "self-tests.jsonl": _lines(_test(test) for test in tests),
        "steps.jsonl": _lines(_step(step, alias) for step in steps),
        "journal.jsonl": _lines(_record(row, alias) for row in rows),
        "traffic.log": log_of(loaded.settings.kiosk.data_dir).encode(),
    }


def packed(files: Mapping[str, bytes]) -> bytes:
    """The files as one ZIP."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return target.getvalue()


def unpacked(archive: bytes) -> Mapping[str, bytes]:
    """The files of a ZIP that ``packed`` made.

    Raises:
        ValueError: it is no ZIP, or one of its names is a path.

    """
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            files = {name: opened.read(name) for name in opened.namelist()}
    except zipfile.BadZipFile as error:
        raise ValueError(f"what was sealed is no ZIP: {error}") from error
    if odd := [name for name in files if "/" in name or "\\" in name or name.startswith(".")]:
        raise ValueError(f"{odd[0]!r} is a path; nothing was written")
    return files


def _alias() -> Callable[[str], str]:
    """Names for numbers that must not leave, the same for the same number in this bundle."""
    key = secrets.token_bytes(32)

    def alias(text: str) -> str:
        return hmac.digest(key, text.encode(), sha256).hex()[:12] if text else ""

    return alias


def _about(loaded: LoadedSettings, store: Store, now: datetime) -> dict[str, object]:
    disk = shutil.disk_usage(store.data_dir)
    return {
        "made_at": now.isoformat(timespec="seconds"),
        "machine": loaded.settings.kiosk.id,
        "program": _version("jiban"),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "libraries": {name: _version(name) for name in LIBRARIES},
        "configuration_sha256": loaded.checksum,
        "store": dict(store.facts()),
        "disk_free_bytes": disk.free,
        "open_prints": len(store.prints.open_attempts()),
        "unsettled_prints": len(store.prints.unsettled()),
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _configuration(loaded: LoadedSettings) -> Iterable[dict[str, object]]:
    for found in loaded.values:
        key = f"{found.table}.{found.key}"
        is_hidden = found.is_secret or (key in PERSONAL_KEYS and found.value != "")
        value = HIDDEN if is_hidden else found.value
        yield {"key": key, "value": value, "source": found.source.value}


def _device(one: Tested) -> dict[str, object]:
    report = one.report
    return {
        "device": report.device,
        "state": report.state.value,
        "code": report.code,
        "detail": report.detail,
        "facts": dict(report.facts),
        "seconds": round(one.seconds, 3),
    }


def _test(test: KeptTest) -> dict[str, object]:
    return {**asdict(test), "at": test.at.isoformat(), "occasion": test.occasion.value}


def _step(step: KeptStep, alias: Callable[[str], str]) -> dict[str, object]:
    plain = {**asdict(step), "at": step.at.isoformat(), "result": step.result.value}
    return {**plain, "who": alias(step.who)}


def _record(row: JournalRow, alias: Callable[[str], str]) -> dict[str, object]:
    facts = {
        name: alias(str(value)) if name in _PERSONAL_FACTS else value
        for name, value in json.loads(row.facts).items()
    }
    return {
        "seq": row.seq,
        "at": row.at,
        "event": row.event,
        "disposition": row.disposition,
        "case": alias(row.case_id),
        "code": row.code,
        "facts": facts,
    }


def _lines(items: Iterable[Mapping[str, object]]) -> bytes:
    return "".join(f"{json.dumps(item, ensure_ascii=False)}\n" for item in items).encode()


def _json(item: Mapping[str, object]) -> bytes:
    return json.dumps(item, ensure_ascii=False, indent=2).encode() + b"\n"
