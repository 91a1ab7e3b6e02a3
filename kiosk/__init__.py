# SPDX-License-Identifier: Apache-2.0
"""The application: composition root, session, screens, staff, store and command line."""

__version__ = "0.1.0"
