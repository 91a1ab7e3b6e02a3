# SPDX-License-Identifier: Apache-2.0
"""Options that commands share.

It loads nothing else: ``kiosk run`` reads them before its glass says anything.
"""

import argparse
from pathlib import Path
from typing import TypeAlias

from config.site_file import SITE_FILE

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def add_config_option(parser: argparse.ArgumentParser) -> None:
    """Offer ``--config FILE``."""
    parser.add_argument(
        "--config",
        type=Path,
        metavar="FILE",
        help=f"the site's kiosk.toml (default: {SITE_FILE}, if it is there)",
    )
