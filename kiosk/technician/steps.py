# SPDX-License-Identifier: Apache-2.0
"""The steps of ``steps.toml``: what a person is asked, and what is measured afterwards."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Final

from kiosk.store.self_tests import KeptStep

SELFTEST: Final = "selftest"
COMMISSION: Final = "commission"
_ON_LINES: Final = frozenset({"devices", "reader"})
"""Checks that open reader and scanner, each of which one process has at a time."""


@dataclass(frozen=True)
class Step:
    """One step.

    Attributes:
        id: by which its results are kept.
        guides: in which guides it stands.
        names: what it is called, by language.
        texts: what the person is asked, by language.
        checks: what is measured after a yes, names of ``checks.CHECKS``; empty for nothing.
        needs: tables of ``kiosk.toml`` without which it is left out; empty for none.
        unless: tables with one of which it is left out: another step stands for it.
        was: the id that it shared before; empty for none.
        does: what the machine does first, a name of ``deeds.DEEDS``; empty for nothing.

    """

    id: str
    guides: tuple[str, ...]
    names: Mapping[str, str]
    texts: Mapping[str, str]
    checks: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    was: str = ""
    does: str = ""

    @property
    def takes_devices(self) -> bool:
        """Whether the machine's part is on lines that a running kiosk holds for itself."""
        return self.does == "scan_back" or not _ON_LINES.isdisjoint(self.checks)

    @property
    def is_measured_alone(self) -> bool:
        """Whether nobody has to look: what is measured says it all."""
        return self.id in {"devices", "staff", "scan_back"}


@cache
def load_steps() -> tuple[Step, ...]:
    """Every step, in its order."""
    text = resources.files("kiosk.technician").joinpath("steps.toml").read_text("utf-8")
    return tuple(
        Step(
            id=entry["id"],
            guides=tuple(entry["guides"]),
            names={"zh_CN": entry["name_zh_CN"], "en": entry["name_en"]},
            texts={"zh_CN": entry["zh_CN"], "en": entry["en"]},
            checks=tuple(entry.get("check", "").split()),
            needs=tuple(entry.get("needs", "").split()),
            unless=tuple(entry.get("unless", "").split()),
            was=entry.get("was", ""),
            does=entry.get("does", ""),
        )
        for entry in tomllib.loads(text)["step"]
    )


def steps_left(guide: str, kept: Sequence[KeptStep], *, without: frozenset[str]) -> int:
    """How many steps of a guide that was begun are not good; 0 of one that never was."""
    steps = steps_of(guide, without=without)
    of_guide = [one for one in kept if one.guide == guide]
    good = {one.step for one in as_named_now(of_guide, steps) if one.result.is_good}
    left = [step for step in steps if step.id not in good]
    return len(left) if of_guide else 0


def as_named_now(kept: Sequence[KeptStep], steps: Sequence[Step]) -> tuple[KeptStep, ...]:
    """What came of these steps, where it was kept under a former id by the id of now."""
    known = {one.step for one in kept}
    now = {step.was: step.id for step in steps if step.was and step.id not in known}
    return tuple(replace(one, step=now.get(one.step, one.step)) for one in kept)


def steps_of(guide: str, *, without: frozenset[str]) -> tuple[Step, ...]:
    """The steps of a guide at a kiosk that has not got these tables."""
    return tuple(
        step
        for step in load_steps()
        if guide in step.guides
        and without.isdisjoint(step.needs)
        and without.issuperset(step.unless)
    )
