# SPDX-License-Identifier: Apache-2.0
"""What the simulated desk itself knows of its cases, to hold the kiosk's figures against.

Counted from how the matters went, not from the news that are told of them.
"""

from collections import Counter
from collections.abc import Iterable

from certificates.simulation.case_offices import CaseThere


def truth_of(cases: Iterable[CaseThere]) -> dict[str, dict[str, float]]:
    """By service: counts of cases by their end, notices that went out, and seconds taken."""
    found: dict[str, Counter[str]] = {}
    for case in cases:
        if not case.is_decided_here:
            continue
        counts = found.setdefault(case.service, Counter())
        counts["cases"] += 1
        counts["notices"] += sum(bool(matter.notice) for matter in case.matters)
        counts[_end(case)] += 1
        ended = [one.ended_at for one in case.matters if one.ended_at is not None]
        if case.is_over and len(ended) == len(case.matters):
            counts["seconds"] += round((max(ended) - case.received_at).total_seconds())
    return {service: dict(counts) for service, counts in found.items()}


def _end(case: CaseThere) -> str:
    verdicts = [matter.verdict for matter in case.matters]
    if not case.is_over:
        return "open"
    if not all(verdicts):
        return "withdrawn"
    granted = verdicts.count("granted")
    if granted == len(verdicts):
        return "granted"
    return "partly_granted" if granted else "refused"
