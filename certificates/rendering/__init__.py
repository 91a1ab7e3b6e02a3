# SPDX-License-Identifier: Apache-2.0
"""Templates and values to PDF/A; the only package that imports ``reportlab``."""
