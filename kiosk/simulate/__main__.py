# SPDX-License-Identifier: Apache-2.0
"""``python -m kiosk.simulate …``: the simulators without the rest of the command line."""

import argparse
import sys

from kiosk.simulate.entry import add_kinds

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="kiosk simulate")
    add_kinds(parser)
    arguments = parser.parse_args()
    sys.exit(int(arguments.run(arguments)))
