# SPDX-License-Identifier: Apache-2.0
"""The code on a receipt or slip (凭条码): the case number, and a check that nobody can guess.

``JC1:<case number>:<check>``. The check is a keyed hash (HMAC-SHA-256, RFC 2104, cut to 80
bits, base 32): case numbers count up and can be guessed, a slip cannot. Nothing in it says
anything about a person.
"""

import base64
import hashlib
import hmac
import re
from pathlib import Path
from typing import Final

from kiosk.store.keys import read_or_make_key

SLIPS_KEY: Final = "slips.key"
MARK: Final = "JC1:"
_CHECK_BYTES: Final = 10
_FORM: Final = re.compile(r"JC1:([A-Za-z0-9-]{1,48}):([A-Z2-7]{16})")


def is_slip(text: str) -> bool:
    """Whether a scanned text is of a slip, whatever it is worth; it is nobody's token then."""
    return text.startswith(MARK)


class SlipCodes:
    """Makes and reads the codes of one kiosk; another kiosk's are unknown here.

    Args:
        data_dir: the kiosk's data folder, where the key lies; it is made at first use.

    """

    def __init__(self, data_dir: Path) -> None:
        self._data_dir = data_dir

    def code_of(self, case_number: str) -> str:
        """The text of the code on this case's slip.

        Raises:
            StoreError: the key cannot be read or made.

        """
        return f"{MARK}{case_number}:{self._check(case_number)}"

    def case_of(self, text: str) -> str:
        """The case number of a code; empty for any text that this kiosk did not make.

        Raises:
            StoreError: the key cannot be read or made.

        """
        found = _FORM.fullmatch(text)
        if found is None:
            return ""
        number, check = found.groups()
        return number if hmac.compare_digest(check, self._check(number)) else ""

    def _check(self, case_number: str) -> str:
        key = read_or_make_key(self._data_dir, SLIPS_KEY, may_make=True)
        digest = hmac.new(key, case_number.encode(), hashlib.sha256).digest()
        return base64.b32encode(digest[:_CHECK_BYTES]).decode("ascii")
