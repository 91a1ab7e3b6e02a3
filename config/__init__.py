# SPDX-License-Identifier: Apache-2.0
"""Settings, the fault catalogue and the shipped service catalogue."""
