# SPDX-License-Identifier: Apache-2.0
"""The process that speaks: orders in by standard input, what was said out by standard output.

``python -m kiosk.speech.worker ENGINE VOLUME``. A line is a JSON object: ``{"say": [sentence,
…], "language", "pace", "loudness"}`` ends what is being said and begins anew; ``{"pause":
true}`` stops in the middle of a sentence, and ``false`` begins that sentence again. It answers
``{"said": n}`` after each sentence and ``{"failed": why}`` when the engine does not work.
Nothing that is said is written anywhere.
"""

import asyncio
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from kiosk.speech.espeak import Manner, command, written

LONGEST_S: Final = 10.0
"""For any sentence; a device that hangs must not hold the voice for ever …"""
LONGEST_A_CHARACTER_S: Final = 0.8
"""… and for each of its characters on top."""

Order = Mapping[str, object]


class Told(Protocol):
    """Takes one answer."""

    def __call__(self, answer: Mapping[str, object], /) -> None:
        """Tell it to whoever gave the orders."""


class EngineFailedError(RuntimeError):
    """The engine ended with an error, or hung."""


class Speaker:
    """Says one list of sentences at a time; a new order takes its place."""

    def __init__(self, engine: str, volume: float, told: Told) -> None:
        self._engine = engine
        self._volume = volume
        self._told = told
        self._sentences: Sequence[str] = ()
        self._next = 0
        self._manner = Manner("zh_CN", volume=volume)
        self._task: asyncio.Task[None] | None = None

    async def take(self, order: Order) -> None:
        """Do what one order says; an order of no known kind changes nothing."""
        if "say" in order:
            await self.rest()
            self._sentences, self._next = _texts(order["say"]), 0
            self._manner = Manner(
                language=str(order.get("language", "zh_CN")),
                pace=_level(order.get("pace"), 2),
                loudness=_level(order.get("loudness"), 3),
                volume=self._volume,
            )
            self._begin()
        elif "pause" in order:
            await self.rest()
            if not order["pause"]:
                self._begin()

    def _begin(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def rest(self) -> None:
        """Be silent; what was not said to its end is still to be said."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _run(self) -> None:
        while self._next < len(self._sentences):
            sentence = self._sentences[self._next]
            try:
                await self._say(sentence)
            except (OSError, EngineFailedError) as error:
                self._told({"failed": str(error)})
                return
            self._next += 1
            self._told({"said": self._next})

    async def _say(self, sentence: str) -> None:
        process = await asyncio.create_subprocess_exec(
            *command(self._engine, self._manner),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        text = written(sentence, self._manner.language).encode()
        limit = LONGEST_S + LONGEST_A_CHARACTER_S * len(sentence)
        try:
            _, errors = await asyncio.wait_for(process.communicate(text), limit)
        except TimeoutError as error:
            message = f"the engine took more than {limit:.0f} s"
            raise EngineFailedError(message) from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode or b"rror" in errors:
            message = f"the engine ended with {process.returncode}"
            raise EngineFailedError(message)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def _level(value: object, usual: int) -> int:
    return min(5, max(1, value)) if isinstance(value, int) else usual


async def serve(engine: str, volume: float) -> None:
    """Take orders from standard input until it ends."""
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    speaker = Speaker(engine, volume, _tell)
    while line := await reader.readline():
        await speaker.take(json.loads(line))
    await speaker.rest()


def _tell(answer: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], float(sys.argv[2])))
