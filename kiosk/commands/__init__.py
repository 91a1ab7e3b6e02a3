# SPDX-License-Identifier: Apache-2.0
"""The subcommands of ``kiosk``: a module each, with ``add_parser(subparsers)``, ``run(args)``.

``run`` returns the exit status: 0 success, 1 a check failed, 2 wrong use.
"""
