# SPDX-License-Identifier: Apache-2.0
"""``kiosk selftest --json`` with each device broken in turn: its code, its status, in time.

Real programs beyond every wire, all devices tested at once: the broken one fails, the others
pass, and nobody waits longer for the one that hangs. The measured seconds are printed.
"""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from threading import enumerate as enumerate_threads
from time import monotonic
from typing import Any, Final

import pytest

from kiosk.side_by_side import WHOLE_S
from tests.support.console_in_process import run_main
from tests.support.pcscd import READER, running_pcscd
from tests.support.seal_authority import fill_token, running_authority, token_settings
from tests.support.self_test_site import TABLES
from tests.support.simulators import RunningSimulator, running_simulator

pytestmark = [pytest.mark.daemon, pytest.mark.slow]

RECEIPTS: Final = "receipt-printer"
KINDS: Final = ("reader", "printer", RECEIPTS, "lights", "platform", "desk", "scanner")


@dataclass
class Bench:
    """The running devices, and the site file that names them."""

    site: Path
    devices: dict[str, RunningSimulator]
    signing: str = ""

    def mend(self) -> None:
        """Everything well again."""
        for kind, one in self.devices.items():
            one.send("clear")
            if kind in {"reader", "scanner"}:
                one.send("set", plugged=True)
            elif kind == "printer":
                one.send("set", paper=250, toner=80)
            elif kind == "pcscd":
                one.send("set", running=True)
        self.write()

    def write(self, more: str = "") -> None:
        """Write the site file of devices that are well, with ``more`` of it."""
        head = f'[kiosk]\nid = "K-0001"\ndata_dir = "{self.site.parent / "data"}"\n'
        tables = [TABLES[kind].format(self.devices[kind].address) for kind in KINDS]
        slot = f'[card_slot]\nreader = "{READER} 00 00"\n'
        self.site.write_text(head + "".join(tables) + slot + more, "utf-8")


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    folder = tmp_path_factory.mktemp("bench")
    with ExitStack() as stack:
        devices = {kind: stack.enter_context(running_simulator(kind)) for kind in KINDS}
        devices["pcscd"] = stack.enter_context(running_pcscd())
        authority = stack.enter_context(running_authority())
        fill_token("bench", authority, seal="seal", qr="qr")
        signing = token_settings(authority.key_folder(folder / "keys"), folder / "pin", "bench")
        lines = (
            f"{name} = {json.dumps(value)}\n" for name, value in vars(signing).items() if value
        )
        built = Bench(folder / "kiosk.toml", devices, "[signing]\n" + "".join(lines))
        built.write()
        yield built


@pytest.fixture
def well(bench: Bench) -> Iterator[Bench]:
    yield bench
    bench.mend()
    for thread in enumerate_threads():  # what still hung has its answer now, and its port back
        if thread.name == "selftest":
            thread.join(10.0)


def self_tested(bench: Bench, *words: str) -> tuple[int, dict[str, dict[str, Any]], float]:
    """Status, what was said of each device, and the seconds it took."""
    began = monotonic()
    done = run_main("selftest", "--json", "--config", str(bench.site), *words)
    took = monotonic() - began
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert lines, done.stderr
    said = {line["device"]: line for line in lines[:-1]}
    failed = [name for name, line in said.items() if not line["passed"]]
    assert lines[-1] == {"passed": not failed, "failed": failed}
    return done.returncode, said, took


def seal_pulled_out(bench: Bench) -> None:
    bench.write(bench.signing.replace('= "bench"', '= "in a drawer"'))


def store_in_the_way(bench: Bench) -> None:
    """The data folder is a file, as where a medium was not mounted."""
    text = bench.site.read_text("utf-8")
    (bench.site.parent / "no folder").touch()
    bench.site.write_text(text.replace('/data"', '/no folder/data"'), "utf-8")


def stamps_hang(bench: Bench) -> None:
    """The time stamp authority takes the call and never says a word."""
    bench.devices["desk"].send("fault", kind="hang")
    stamps = f'level = "B-T"\ntimestamp_url = "{bench.devices["desk"].address}/stamp"\n'
    bench.write(bench.signing.replace('level = "B-B"\n', stamps))


Break = Callable[[Bench], object]
Trouble = tuple[str, str, str, Break]


def wrong(simulator: str, verb: str, /, **words: object) -> Break:
    """Have a simulator go wrong by one of its own verbs."""
    return lambda bench: bench.devices[simulator].send(verb, **words)


TROUBLES: Final[tuple[Trouble, ...]] = (
    ("reader", "silent", "READER-0102", wrong("reader", "fault", kind="silence", count=99)),
    ("reader", "unplugged", "READER-0101", wrong("reader", "set", plugged=False)),
    ("card_slot", "pcscd gone", "SLOT-1201", wrong("pcscd", "set", running=False)),
    ("scanner", "unplugged", "SCANNER-1101", wrong("scanner", "set", plugged=False)),
    ("printer", "offline", "PRINTER-0401", wrong("printer", "fault", kind="offline")),
    ("printer", "hangs", "PRINTER-0401", wrong("printer", "fault", kind="hang")),
    ("printer", "jam", "PRINTER-0403", wrong("printer", "fault", kind="jam")),
    ("printer", "no paper", "PRINTER-0402", wrong("printer", "set", paper=0)),
    (
        "receipt_printer",
        "paper end",
        "RECEIPT-1702",
        wrong(RECEIPTS, "fault", kind="paper_end"),
    ),
    ("receipt_printer", "hangs", "RECEIPT-1705", wrong(RECEIPTS, "fault", kind="hang")),
    ("guide_lights", "unplugged", "LIGHT-1901", wrong("lights", "fault", kind="unplug")),
    ("guide_lights", "hang", "LIGHT-1904", wrong("lights", "fault", kind="hang")),
    ("platform", "away", "PLATFORM-0301", wrong("platform", "fault", kind="down")),
    ("platform", "hangs", "PLATFORM-0302", wrong("platform", "fault", kind="hang")),
    ("desk", "away", "DESK-1501", wrong("desk", "fault", kind="down")),
    ("desk", "hangs", "DESK-1501", wrong("desk", "fault", kind="hang")),
    ("seal", "key away", "DOCUMENT-0606", seal_pulled_out),
    ("seal", "stamps hang", "DOCUMENT-0606", stamps_hang),
    ("store", "not writable", "STORE-0501", store_in_the_way),
)


@pytest.mark.parametrize("case", TROUBLES, ids=[f"{one[0]} {one[1]}" for one in TROUBLES])
def test_the_broken_device_fails_alone_with_its_code_and_in_time(
    well: Bench, case: Trouble, capsys: pytest.CaptureFixture[str]
) -> None:
    device, trouble, code, break_it = case
    break_it(well)
    status, said, took = self_tested(well)
    asked_s = said[device]["seconds"]
    with capsys.disabled():
        told = f"selftest, {device} {trouble}: {asked_s} s, all {took:.2f} s, {code}"
        sys.stdout.write(f"\n{told}\n")
    assert status == 1
    assert (said[device]["passed"], said[device]["code"]) == (False, code)
    beside = {
        ("store", "not writable"): {"desk"},  # its queue is in the store
        ("platform", "away"): {"scanner"},  # whose codes are redeemed there
        ("platform", "hangs"): {"scanner"},
        ("seal", "stamps hang"): {"desk"},  # one simulator hangs as both
    }.get((device, trouble), set())
    assert {name for name, line in said.items() if not line["passed"]} == {device, *beside}
    assert max(line["seconds"] for line in said.values()) <= WHOLE_S


def test_all_is_well_where_nothing_is_broken(bench: Bench) -> None:
    bench.write(bench.signing)
    status, said, _ = self_tested(bench)
    bench.write()
    assert status == 0, said
    assert set(said) == {
        "reader",
        "card_slot",
        "scanner",
        "printer",
        "receipt_printer",
        "guide_lights",
        "platform",
        "desk",
        "seal",
        "store",
    }
