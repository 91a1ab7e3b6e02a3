# SPDX-License-Identifier: Apache-2.0
"""A site of simulated devices at which ``kiosk selftest`` runs as the process that it is."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from tests.support.simulators import RunningSimulator, running_simulator

TABLES: Final = {
    "reader": "[reader]\ndriver = 'sam-serial'\nport = '{}'\n",
    "scanner": "[scanner]\nport = '{}'\n",
    "printer": "[printer]\nuri = '{}'\n",
    "receipt-printer": "[receipt_printer]\nuri = '{}'\n",
    "lights": "[guide_lights]\ncard_reader = '{}/kiosk:card_reader'\n",
    "platform": "[platform]\nbase_url = '{}'\norg_name = '示例市政务服务中心'\n",
    "desk": "[desk]\nbase_url = '{}'\n",
}
"""The table of each simulator's device in a site file, by the simulator's kind."""


@dataclass(frozen=True)
class SelfTestSite:
    """The running devices, and the site file that names them."""

    site: Path
    devices: Mapping[str, RunningSimulator]

    def run(self) -> float:
        """Run the command to its end; the seconds from before its start."""
        began = perf_counter()
        command = (sys.executable, "-m", "kiosk", "selftest", "--json", "--config")
        subprocess.run([*command, str(self.site)], stdout=subprocess.DEVNULL, check=False)
        return perf_counter() - began


@contextmanager
def self_test_site(kinds: Sequence[str]) -> Iterator[SelfTestSite]:
    """Run simulators of these kinds beside an empty store; all end with the block."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        devices = {kind: stack.enter_context(running_simulator(kind)) for kind in kinds}
        head = f'[kiosk]\nid = "K-0001"\ndata_dir = "{folder / "data"}"\n'
        tables = [TABLES[kind].format(devices[kind].address) for kind in kinds]
        site = folder / "kiosk.toml"
        site.write_text(head + "".join(tables), "utf-8")
        yield SelfTestSite(site, devices)
