# SPDX-License-Identifier: Apache-2.0
"""``kiosk lights out``: put every guide light out, and nothing else.

For the service manager: the kernel flashes a light by itself, so one that a killed kiosk has
lit would lead citizens to a closed machine. It needs no Qt, no store and no running kiosk.
"""

import argparse
import logging
from threading import Thread

from config.errors import ConfigError
from devices.errors import DeviceError
from devices.guide_lights.led_class import LedClassLights
from kiosk.commands.arguments import (
    SUCCESS,
    Subparsers,
    add_config_option,
    reports_faults,
    site_of,
)

log = logging.getLogger(__name__)


def add_parser(subparsers: Subparsers) -> None:
    """Offer ``lights`` with its one action."""
    parser = subparsers.add_parser("lights", help="put the guide lights out")
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    out = actions.add_parser("out", help="put every guide light out, as after a kill")
    add_config_option(out)
    parser.set_defaults(run=run)


@reports_faults
def run(args: argparse.Namespace) -> int:
    """Put them out; a kiosk without lights has nothing to do."""
    put_out(args)
    return SUCCESS


def put_out(args: argparse.Namespace) -> None:
    """Put out every light that the configuration of this start names.

    Raises:
        ConfigError: no configuration holds, so nobody knows which lights there are.
        DeviceError: LIGHT-1901 to -1903; every other light was put out.

    """
    settings = next(site_of(args).candidates()).loaded.settings.guide_lights
    if settings is not None:
        LedClassLights(settings).show({})


def putting_out(args: argparse.Namespace) -> Thread:
    """The same beside whatever comes next; what fails is told by the kiosk's own self-test."""

    def put_out_quietly() -> None:
        try:
            put_out(args)
        except ConfigError as error:
            log.info("%s: nobody knows which lights there are", error.code)
        except DeviceError as error:
            log.info("%s: %s", error.code, error.detail)

    thread = Thread(target=put_out_quietly, name="lights out", daemon=True)
    thread.start()
    return thread
