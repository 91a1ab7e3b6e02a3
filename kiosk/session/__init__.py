# SPDX-License-Identifier: Apache-2.0
"""The session of one citizen as a pure function: no Qt, thread, clock or network."""
