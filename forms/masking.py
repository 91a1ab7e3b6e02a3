# SPDX-License-Identifier: Apache-2.0
"""Numbers of which only the ends are shown (脱敏), on the glass and on paper."""

from typing import Final

_ENDS: Final = 4


def masked(text: str) -> str:
    """Hide the middle of a number; of eight characters nothing is left to hide.

    >>> masked("439900198503150013")
    '4399**********0013'
    """
    if len(text) <= 2 * _ENDS:
        return text
    return text[:_ENDS] + "*" * (len(text) - 2 * _ENDS) + text[-_ENDS:]
