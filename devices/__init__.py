# SPDX-License-Identifier: Apache-2.0
"""Metal and wire: the devices of the kiosk, each behind one small capability."""
