# SPDX-License-Identifier: Apache-2.0
"""Identity cards over a serial line; the only package that imports ``serial`` and ``smartcard``."""
