# SPDX-License-Identifier: Apache-2.0
"""Entry to the simulators, ``kiosk simulate …``; their only importer."""
