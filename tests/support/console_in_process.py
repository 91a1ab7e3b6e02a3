# SPDX-License-Identifier: Apache-2.0
"""The command line without a process of its own: its words in, what it said and its status out.

For tests of what a command does. What is of a process, such as its locks beside a running
kiosk or how it takes a signal, is tested in another process.
"""

import io
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout

from kiosk.__main__ import main


def run_main(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run ``kiosk WORDS…`` here, as ``subprocess.run`` would with text captured."""
    told = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    kept, sys.stdin = sys.stdin, io.StringIO(stdin)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        with redirect_stdout(told[0]), redirect_stderr(told[1]):
            status = _status(*words)
    finally:
        sys.stdin = kept
        for number, handler in handlers.items():
            signal.signal(number, handler)
    out, err = (one.detach().getvalue().decode() for one in told)
    return subprocess.CompletedProcess(words, status, out, err)


def _status(*words: str) -> int:
    try:
        return main(words)
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
