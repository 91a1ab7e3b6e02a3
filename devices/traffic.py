# SPDX-License-Identifier: Apache-2.0
"""Log level below DEBUG for what crosses a wire: lengths and status words, never content."""

import logging
from typing import Final

TRAFFIC: Final = 5

logging.addLevelName(TRAFFIC, "TRAFFIC")
