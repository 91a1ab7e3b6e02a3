# SPDX-License-Identifier: Apache-2.0
"""What an exhaustive walk of the guides found, as a table for people."""

from collections.abc import Mapping

from forms.lint_guide import GuideWalk


def walk_lines(walks: Mapping[str, GuideWalk]) -> tuple[str, ...]:
    """A line for each guide, and under it one for each end with the paths that lead there."""
    lines = [f"{'guide':<24}{'states':>8}{'paths':>8}{'longest':>9}"]
    for id_, one in walks.items():
        lines.append(f"{id_:<24}{one.surroundings:>8}{one.paths:>8}{one.longest:>9}")
        lines += [f"  {end:<38}{count:>9}" for end, count in one.outcomes.items()]
    return tuple(lines)
