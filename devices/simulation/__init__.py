# SPDX-License-Identifier: Apache-2.0
"""The far end of the wires: simulated reader and printer, each a process of its own."""
