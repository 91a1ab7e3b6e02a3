# SPDX-License-Identifier: Apache-2.0
"""Sheets over IPP, straight to the device; the only package of devices that imports ``requests``."""
