# SPDX-License-Identifier: Apache-2.0
"""Calls to what stands outside the kiosk, apart from the certificate library."""
