# SPDX-License-Identifier: Apache-2.0
"""Hall staff and technicians: who may enter, and what they find there."""
