# SPDX-License-Identifier: Apache-2.0
"""Entry to the simulators: ``kiosk simulate reader|printer|platform|ctl``; their only importer."""
