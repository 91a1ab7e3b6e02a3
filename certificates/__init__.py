# SPDX-License-Identifier: Apache-2.0
"""Documents: looked up, rendered, numbered, signed and verified."""
