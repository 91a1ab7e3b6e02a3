# SPDX-License-Identifier: Apache-2.0
"""Where the site's file lies on an appliance; apart from its reader, which is slow to load."""

from pathlib import Path
from typing import Final

SITE_FILE: Final = Path("/etc/kiosk/kiosk.toml")
