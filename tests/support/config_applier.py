# SPDX-License-Identifier: Apache-2.0
"""Applies and rolls back configurations without end, a line for each that is acknowledged.

python -m tests.support.config_applier FOLDER
"""

import sys
from itertools import count
from pathlib import Path

from kiosk.clock import SystemClock
from kiosk.configuration.applying import apply, roll_back, tell_journal
from kiosk.configuration.versions import Draft, Way
from kiosk.journal import Journal
from kiosk.store.store import Store
from tests.support.configurations import site_in, text_with


def main(folder: Path) -> None:
    """Until it is killed."""
    clock = SystemClock()
    with Store.open(folder / "data", clock=clock) as store:
        journal = Journal.open(store, clock=clock)
        sys.stdout.write("ready\n")
        for turn in count():
            site = site_in(folder)
            if turn % 3 == 2:
                done = roll_back(site, clock=clock)
            else:
                draft = Draft(text_with(10 + turn % 300), Way.APPLIED)
                done = apply(site, draft, called="new.toml", clock=clock)
            sys.stdout.write(f"kept {done.version.number} {done.version.sha256}\n")
            tell_journal(site.versions, store, journal)
            sys.stdout.write(f"told {done.version.number}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
