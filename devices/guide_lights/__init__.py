# SPDX-License-Identifier: Apache-2.0
"""Guide lights (指示灯) by the LED class of Linux."""
