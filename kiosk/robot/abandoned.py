# SPDX-License-Identifier: Apache-2.0
"""The robot's way of giving up."""


class AbandonedError(Exception):
    """The robot does not know what to do; the message names the page and the id."""
