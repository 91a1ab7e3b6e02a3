# SPDX-License-Identifier: Apache-2.0
"""The robot citizen: goes through the real screens by real input events, and keeps count."""
