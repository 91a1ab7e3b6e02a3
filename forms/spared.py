# SPDX-License-Identifier: Apache-2.0
"""How many materials of a case the citizen did not have to bring (免于提交)."""

from typing import Final

from forms.application import Application
from forms.bundle import Spared
from forms.material import Supply, supply_materials
from forms.service_item import ServiceItem
from forms.text import Text

_SPARED: Final = frozenset(
    {Supply.CARD, Supply.CALLED, Supply.REUSED, Supply.ISSUED_ONLINE, Supply.GENERATED}
)


def spared_of(item: ServiceItem, application: Application) -> Spared:
    """Count what was read, fetched, reused or written by the machine, of all that is needed.

    What is promised or may follow is needed and not spared: it still has to be brought.
    """
    rows = supply_materials(item, application)
    needed = [row for row in rows if row.supply is not Supply.NOT_NEEDED]
    return Spared(sum(row.supply in _SPARED for row in needed), len(needed))


def spared_text(item: ServiceItem, application: Application) -> Text | None:
    """Say it in a sentence; None where nothing was spared."""
    count = spared_of(item, application)
    if not count.spared:
        return None
    return Text(
        f"需要的{count.needed}项材料中，{count.spared}项不用您带来。",
        f"Of {count.needed} papers that are needed you did not have to bring {count.spared}.",
    )
