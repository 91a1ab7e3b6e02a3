# SPDX-License-Identifier: Apache-2.0
"""What the subcommands share: the settings they are given and how they speak."""

import argparse
import os
import sys
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Final

from certificates.errors import CertificateError
from config.errors import ConfigError
from config.loader import LoadedSettings
from config.site_file import SITE_FILE
from devices.errors import DeviceError
from forms.errors import FormsError
from kiosk.commands.options import Subparsers as Subparsers  # noqa: PLC0414  # offered here
from kiosk.commands.options import add_config_option as add_config_option  # noqa: PLC0414
from kiosk.configuration.package import PackageRefusedError
from kiosk.configuration.site import Site
from kiosk.store.errors import StoreError

SUCCESS: Final = 0
FAILED: Final = 1
WRONG_USE: Final = 2

Run = Callable[[argparse.Namespace], int]


def site_of(args: argparse.Namespace) -> Site:
    """The configuration of ``--config``, or of the appliance's own file."""
    return Site(site_file_of(args), os.environ)


def site_file_of(args: argparse.Namespace) -> Path | None:
    """``--config``, or the appliance's own file where there is one."""
    site_file: Path | None = args.config
    return SITE_FILE if site_file is None and SITE_FILE.exists() else site_file


def load_from(args: argparse.Namespace) -> LoadedSettings:
    """The settings that count now: the newest version, or the site's file changed since.

    Raises:
        ConfigError: with every problem that was found (CONFIG-0701).

    """
    return site_of(args).settings()


def say(text: str) -> None:
    """Write one line to stdout."""
    sys.stdout.write(f"{text}\n")


def complain(text: str) -> int:
    """Write one line to stderr and return the status of a failure."""
    sys.stderr.write(f"{text}\n")
    return FAILED


def reports_faults(run: Run) -> Run:
    """Turn the expected errors of a command into one line on stderr and exit status 1."""

    @wraps(run)
    def reporting(args: argparse.Namespace) -> int:
        try:
            return run(args)
        except BrokenPipeError:  # whoever reads has seen enough, as with ``| head``
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return FAILED
        except ConfigError as error:
            return complain("\n".join(f"{error.code} {problem}" for problem in error.problems))
        except FormsError as error:
            return complain(f"CONFIG-0701 {error}")
        except (StoreError, CertificateError, DeviceError, PackageRefusedError) as error:
            return complain(str(error))

    return reporting
