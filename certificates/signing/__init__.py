# SPDX-License-Identifier: Apache-2.0
"""Seals and signatures; the only package that imports ``pyhanko``."""
