# SPDX-License-Identifier: Apache-2.0
"""The far end of HTTP: a loopback certificate platform, a process of its own."""
