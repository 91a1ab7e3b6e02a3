# SPDX-License-Identifier: Apache-2.0
"""Card readers; the only package that imports ``serial`` and ``smartcard``."""
