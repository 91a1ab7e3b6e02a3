# SPDX-License-Identifier: Apache-2.0
"""How long a page waits, out of the settings."""

from config.settings import TimingSettings
from kiosk.session.deadlines import Patience


def patience_of(timing: TimingSettings) -> Patience:
    """The waits of the pages as the site has set them."""
    return Patience(
        idle_s=timing.idle_s,
        warning_s=timing.warning_s,
        elder_factor=timing.elder_factor,
        card_s=timing.card_wait_s,
        message_s=timing.message_s,
        take_s=timing.take_papers_s,
        rating_s=timing.rating_s,
        staff_s=timing.staff_idle_s,
        staff_limit_s=timing.staff_limit_s,
    )
