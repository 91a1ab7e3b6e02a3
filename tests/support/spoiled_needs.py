# SPDX-License-Identifier: Apache-2.0
"""Services that declare needs they cannot have, for the linter."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forms.needs import Without
from forms.service_item import ServiceItem
from tests.support.applying import permit


def with_needs(**changes: object) -> ServiceItem:
    """The permit with other needs."""
    needs = replace(permit().needs, **changes)  # type: ignore[arg-type]
    return replace(permit(), needs=needs)


def calling_nothing() -> ServiceItem:
    """The permit whose materials nobody looks up, though it says so."""
    materials = tuple(replace(one, supplies=()) for one in permit().materials)
    return replace(permit(), materials=materials)


SPOILED_NEEDS: Final[dict[str, tuple[str, str, Callable[[], ServiceItem]]]] = {
    "a service that prints nothing": (
        "needs",
        "unneeded cannot be here; write closed",
        lambda: with_needs(printer=Without.UNNEEDED),
    ),
    "a desk that nobody may wait for": (
        "needs",
        "closed cannot be here; write queued",
        lambda: with_needs(desk=Without.CLOSED),
    ),
    "a look-up that nobody makes": (
        "needs",
        "uncalled cannot be here; write unneeded",
        calling_nothing,
    ),
}
