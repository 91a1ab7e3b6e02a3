# SPDX-License-Identifier: Apache-2.0
"""Cards over PC/SC: the daemon, its readers, and the social-security card (社会保障卡)."""
