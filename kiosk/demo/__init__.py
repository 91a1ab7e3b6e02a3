# SPDX-License-Identifier: Apache-2.0
"""A whole kiosk on one desk: simulators beyond every wire, and a hand to play with them."""
