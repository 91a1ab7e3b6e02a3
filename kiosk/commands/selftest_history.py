# SPDX-License-Identifier: Apache-2.0
"""``kiosk selftest --history``: what earlier tests found, and where each device is going."""

import json
from collections.abc import Iterator
from dataclasses import asdict

from kiosk.commands.arguments import SUCCESS, say
from kiosk.store.self_tests import KeptStep, SelfTests
from kiosk.technician.steps import SELFTEST
from kiosk.trend import Trend, trends


def tell_history(history: SelfTests, *, device: str, as_json: bool) -> int:
    """Tell the trends, then what people confirmed last; always success."""
    found = trends(history, device)
    steps = () if device else history.last_steps(SELFTEST)
    if not found and not steps and not as_json:
        say("No self-test has been kept yet.")
    for trend in found:
        say(json.dumps(_columns(trend), ensure_ascii=False) if as_json else _text(trend))
    for step in steps:
        say(json.dumps(_step_columns(step)) if as_json else _step_text(step))
    return SUCCESS


def _text(trend: Trend) -> str:
    return "\n".join(_lines(trend))


def _lines(trend: Trend) -> Iterator[str]:
    last = trend.last
    verdict = "passed" if last.passed else f"FAILED {last.code}"
    failed = f"{trend.failures} of {trend.tests} failed"
    if trend.failed_last_at is not None:
        failed += f", last {trend.failed_last_at:%F %H:%M}"
    yield f"{trend.device:<16}{last.at:%F %H:%M}  {verdict}  ({failed})"
    before = "" if trend.seconds_before is None else f", before {trend.seconds_before:.3f} s"
    yield f"{'':<16}answers in {trend.seconds_now:.3f} s{before}: {trend.word}"
    for name, oldest, newest in trend.counters:
        yield f"{'':<16}{name} {oldest:g} -> {newest:g}"


def _columns(trend: Trend) -> dict[str, object]:
    columns = asdict(trend)
    columns["last"] = {
        "at": trend.last.at.isoformat(),
        "occasion": trend.last.occasion.value,
        "passed": trend.last.passed,
        "state": trend.last.state,
        "code": trend.last.code,
    }
    at = trend.failed_last_at
    columns["failed_last_at"] = at.isoformat() if at is not None else None
    columns["counters"] = {name: [old, new] for name, old, new in trend.counters}
    return columns


def _step_text(step: KeptStep) -> str:
    return f"{step.step:<16}{step.at:%F %H:%M}  {step.result.value}  {step.who}".rstrip()


def _step_columns(step: KeptStep) -> dict[str, object]:
    return {
        "step": step.step,
        "at": step.at.isoformat(),
        "result": step.result.value,
        "staff": step.who,
    }
