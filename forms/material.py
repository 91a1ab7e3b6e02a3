# SPDX-License-Identifier: Apache-2.0
"""The material board (材料清单): how each material of a case is supplied."""

from dataclasses import dataclass

from forms.application import Application
from forms.service_item import Limit, Material, ServiceItem, Supply

__all__ = ["SuppliedMaterial", "Supply", "count_by_supply", "supply_materials"]


@dataclass(frozen=True)
class SuppliedMaterial:
    """One row of the board: the material and how it is supplied.

    ``certificate_name`` is set for CALLED; ``limit`` for PROMISED and TOLERATED. ``is_missing``
    is true when the paper would have to be handed in and is not there yet.
    """

    material: Material
    supply: Supply
    certificate_name: str = ""
    limit: Limit | None = None
    is_missing: bool = False


def supply_materials(
    item: ServiceItem, application: Application
) -> tuple[SuppliedMaterial, ...]:
    """Say for every material of the item how it is supplied, in the order of the catalogue.

    Before a route is chosen the board shows what the promise route would give.
    """
    raise NotImplementedError


def count_by_supply(rows: tuple[SuppliedMaterial, ...]) -> dict[str, int]:
    """Count the rows per supply; all nine words are keys (``materials_by_supply``)."""
    raise NotImplementedError
