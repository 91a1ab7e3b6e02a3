# SPDX-License-Identifier: Apache-2.0
"""The document process (制证进程): renders, seals and checks papers, away from the screen.

``process`` is the side of the kiosk, ``worker`` and ``workshop`` are the side of the child.
"""
