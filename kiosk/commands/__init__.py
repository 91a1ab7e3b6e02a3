# SPDX-License-Identifier: Apache-2.0
"""The subcommands of ``kiosk``: each module offers ``add_parser(subparsers)`` and ``run(args)``.

``run`` returns the exit status: 0 success, 1 a check failed, 2 wrong use.
"""
