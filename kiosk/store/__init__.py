# SPDX-License-Identifier: Apache-2.0
"""What the kiosk keeps: one encrypted SQLite file, and the only package that opens it."""
