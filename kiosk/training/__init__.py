# SPDX-License-Identifier: Apache-2.0
"""Training mode (训练模式): a whole kiosk in which nothing is real, for staff to practise."""
