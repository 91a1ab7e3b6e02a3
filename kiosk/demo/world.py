# SPDX-License-Identifier: Apache-2.0
"""The simulated world: a process of its own beyond every wire that the kiosk has."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from kiosk.simulate.control import send

OFFICES_KEYS = Path(__file__).parents[2] / "config" / "simulation" / "offices.keys.json"
"""Whose seals are believed on proofs of simulated offices."""

DEMO_CARD = "chen-qiumei"
"""The fictitious person of the first demo: owner of a beauty salon in division 439900."""


class SimulatorError(RuntimeError):
    """A simulator did not start; the message says what it said."""


@dataclass
class SimulatedDevice:
    """One running simulator."""

    kind: str
    address: str
    control: str
    process: subprocess.Popen[str]

    def tell(self, verb: str, **arguments: object) -> dict[str, object]:
        """Send a verb to its control socket and return the reply."""
        return send(Path(self.control), verb, **arguments)


class SimulatedWorld:
    """Starts the simulators, all at once, and ends them; also the citizen's hand of the demo.

    Args:
        folder: where the printer keeps what it printed; a temporary one when None.
        has_scanner: whether the kiosk has a scanner beside its reader.
        person_check: method of ``[person_check]``; ``face_service`` starts one.
        has_materials: whether the platform is asked for earlier materials and for proofs.
        has_receipts: whether it has a receipt printer; its slips lie in ``slips``.
        has_lights: whether it has guide lights.
        has_desk: whether the case desk is a simulator of its own, which may be away alone.
        home: where everything of this world lies; a temporary folder when None.

    """

    def __init__(  # noqa: PLR0913  # what stands in a world, each by its name
        self,
        folder: Path | None = None,
        *,
        has_scanner: bool = False,
        person_check: str = "none",
        has_materials: bool = False,
        has_receipts: bool = False,
        has_lights: bool = False,
        has_desk: bool = False,
        home: Path | None = None,
    ) -> None:
        self._stack = ExitStack()
        self._home = home
        self._has_desk = has_desk
        self.desk: SimulatedDevice | None = None
        self._folder = folder
        self._has_scanner = has_scanner
        self._person_check = person_check
        self._has_materials = has_materials
        self._has_receipts = has_receipts
        self._has_lights = has_lights
        self.lights: SimulatedDevice | None = None
        self.receipts: SimulatedDevice | None = None
        self.scanner: SimulatedDevice | None = None
        self.face: SimulatedDevice | None = None
        self.card = DEMO_CARD

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self.home = self._home or Path(
                stack.enter_context(tempfile.TemporaryDirectory(prefix="kiosk-demo-"))
            )
            self.printed = self._folder or self.home / "printed"
            self.printed.mkdir(parents=True, exist_ok=True)
            kinds = {
                "reader": ["--link", str(self.home / "reader")],
                "printer": ["--folder", str(self.printed)],
                "platform": [],
            }
            if self._has_scanner:
                kinds["scanner"] = ["--link", str(self.home / "scanner")]
            if self._person_check == "face_service":
                kinds["face"] = []
            if self._has_desk:
                kinds["desk"] = []
            if self._has_receipts:
                slips = self.printed / "slips"
                kinds["receipt-printer"] = ["--folder", str(slips)]
            if self._has_lights:
                kinds["lights"] = []
            begun = {
                kind: stack.enter_context(_running(kind, options))
                for kind, options in kinds.items()
            }
            running = {kind: one.ready() for kind, one in begun.items()}
            self.reader, self.printer = running["reader"], running["printer"]
            self.platform = running["platform"]
            self.scanner, self.face = running.get("scanner"), running.get("face")
            self.receipts = running.get("receipt-printer")
            self.desk = running.get("desk")
            self.lights = running.get("lights")
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def site_file(self, *, language: str = "zh_CN", more: str = "") -> Path:
        """Write a ``kiosk.toml`` for this world and return its path."""
        path = self.home / "kiosk.toml"
        path.write_text(
            f"""[kiosk]
id = "K-0001"
division = "439900"
authority = "示例市行政审批服务局"
language = "{language}"
data_dir = "{self.home / "data"}"
[reader]
driver = "sam-serial"
port = "{self.reader.address}"
[printer]
uri = "{self.printer.address}"
[platform]
dialect = "certshare"
base_url = "{self.platform.address}"
org_name = "示例市政务服务中心"
[desk]
base_url = "{(self.desk or self.platform).address}"
results_keys_file = "{OFFICES_KEYS}"
[contact]
phone = "0000-12345"
window = "大厅 3 号窗口"
nearest = "一楼东门内，K-0002 号机"
{self._identity_tables()}{more}""",
            "utf-8",
        )
        return path

    @property
    def base_data_table(self) -> str:
        """The table of ``kiosk.toml`` with which the kiosk asks base data here."""
        return f'[base_data]\nbase_url = "{self.platform.address}"\n'

    def _identity_tables(self) -> str:
        """Tables of what stands beside the reader; none in the usual world."""
        tables = ""
        if self._has_materials:
            tables += f'[materials]\noffices_keys_file = "{OFFICES_KEYS}"\npoll_s = 0.5\n'
        if self.scanner is not None:
            tables += f'[scanner]\nport = "{self.scanner.address}"\n'
        if self.receipts is not None:
            tables += f'[receipt_printer]\nuri = "{self.receipts.address}"\n'
        if self.lights is not None:
            leds = sorted(Path(self.lights.address).iterdir())
            lines = (f'{led.name.partition(":")[2]} = "{led}"\n' for led in leds)
            tables += f"[guide_lights]\n{''.join(lines)}"
        if self._person_check != "none":
            url = self.face.address if self.face is not None else ""
            tables += f'[person_check]\nmethod = "{self._person_check}"\nurl = "{url}"\n'
        return tables

    @contextmanager
    def broken(self, platform: str) -> Iterator[None]:
        """Break the platform by this kind of ``fault`` for a while; by none if it is empty."""
        if platform:
            self.platform.tell("fault", kind=platform)
        try:
            yield
        finally:
            if platform:
                self.platform.tell("clear")

    # -- the citizen's hand --------------------------------------------------

    def lay_card(self) -> None:
        """Lay the demo's card on the reader."""
        self.reader.tell("lay", card=self.card)

    def show_code(self) -> None:
        """Hold a new identity code of the demo's person to the scanner."""
        token = self.platform.tell("lay", token=self.card)["token"]
        if self.scanner is not None:
            self.scanner.tell("lay", text=token)

    def show_licence(self, code: str) -> None:
        """Hold a licence with this text in its code to the scanner."""
        if self.scanner is not None:
            self.scanner.tell("lay", text=code)

    def insert_social_card(self) -> None:
        """Nothing: this world has no card slot; a real one is in the tests of ``pcscd``."""

    def phone_code(self) -> str:
        """The code that the platform sent last."""
        messages = self.platform.tell("state")["messages"]
        return str(messages[-1]["code"]) if isinstance(messages, list) and messages else ""

    def lift_card(self) -> None:
        """Take the card back."""
        self.reader.tell("lift")

    def take_paper(self) -> None:
        """Take the sheets out of the tray."""
        self.printer.tell("lift")
        if self.receipts is not None:
            self.receipts.tell("lift")


class _running:  # noqa: N801  # reads as a word at its call
    """Context of one simulator process; it also ends with this one, by its closing stdin."""

    def __init__(self, kind: str, options: list[str]) -> None:
        self._kind = kind
        self._options = options

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [
                sys.executable,
                "-m",
                "kiosk",
                "simulate",
                self._kind,
                "--until-stdin-closes",
                *self._options,
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        return self

    def ready(self) -> SimulatedDevice:
        """Wait until it serves; all of them have begun by then."""
        assert self._process.stdout is not None  # noqa: S101  # PIPE was asked for
        address = self._process.stdout.readline().strip()
        control = self._process.stdout.readline().strip()
        if not control:
            raise SimulatorError(f"the simulated {self._kind} did not start")
        return SimulatedDevice(self._kind, address, control, self._process)

    def __exit__(self, *_: object) -> None:
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(5.0)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
