# SPDX-License-Identifier: Apache-2.0
"""What the citizen and the clerk see: bridges in Python, pages in QML."""
