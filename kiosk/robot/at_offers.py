# SPDX-License-Identifier: Apache-2.0
"""What the robot touches to go on: as a rule "forward", and its answer where it is offered."""

from kiosk.robot.script import Script
from kiosk.screens.views import NoticeView, OffersView, Screen


def way_on(screen: Screen, script: Script) -> str:
    """Name what is touched; who wants to hear of benefits agrees to that on the notice, too."""
    match screen.view:
        case NoticeView() if script.offers:
            return "extra"
        case OffersView(kind="told"):
            return "option-ok"
        case OffersView(id=id_):
            answer = script.offers.get(id_) or script.answers.get(id_)
            return f"option-{answer}" if answer else "forward"
        case _:
            return "forward"
