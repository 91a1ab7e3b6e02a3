# SPDX-License-Identifier: Apache-2.0
"""A loopback platform that speaks under SM2 alone, and what a kiosk needs to speak with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.simulators import RunningSimulator, running_simulator


@contextmanager
def sealed_platform(folder: Path) -> Iterator[RunningSimulator]:
    """Run the platform; it makes its keys and the kiosk's in ``folder``."""
    with running_simulator("platform") as process:
        process.send("set", sm2_folder=str(folder))
        yield process


def keys_in(folder: Path, form: str = "c1c3c2", own: str = "kiosk") -> dict[str, str]:
    """The settings of ``[platform]`` that belong to these keys."""
    return {
        "payload": "sm2",
        "payload_platform_key_file": str(folder / "platform.pem"),
        "payload_own_key_file": str(folder / f"{own}-key.pem"),
        "payload_form": form,
    }
