# SPDX-License-Identifier: Apache-2.0
"""A secret in a file of one line: a PIN, an access token."""

from pathlib import Path

from certificates.errors import KeyRefusedError
from certificates.trust import CONFIGURATION_INVALID


def one_line(path: Path) -> str:
    """Read the secret; it is in no long-lived object.

    Raises:
        KeyRefusedError: the file cannot be read, is open to others, or is empty (CONFIG-0701).

    """
    try:
        if path.stat().st_mode & 0o077:
            raise _refused(f"{path} is open to others; it must have mode 0600")
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise _refused(f"{path} cannot be read") from error
    if len(lines) != 1 or not lines[0].strip():
        raise _refused(f"{path} does not hold one line")
    return lines[0].strip()


def _refused(detail: str) -> KeyRefusedError:
    return KeyRefusedError(CONFIGURATION_INVALID, detail)
