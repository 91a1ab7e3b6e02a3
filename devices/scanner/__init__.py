# SPDX-License-Identifier: Apache-2.0
"""QR codes that a person shows, read by a scanner on a serial line."""
