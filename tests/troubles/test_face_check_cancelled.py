# SPDX-License-Identifier: Apache-2.0
"""The other side cancels the look at the face: nobody is confirmed, another try may be."""

from threading import Event

from forms.identity_need import PersonCheck
from kiosk.person_check import StartedCheck
from kiosk.session.events import CheckAnswered
from kiosk.session.states import State
from kiosk.sync.face_service import FaceServiceCheck, FaceSettings
from tests.support.identity_codes import AUDIT, CHEN
from tests.support.simulators import RunningSimulator
from tests.support.visits import checked


def test_a_check_that_the_other_side_cancels_confirms_nobody(
    face_process: RunningSimulator,
) -> None:
    face_process.send("clear")
    face_process.send("set", result="cancel")
    check = FaceServiceCheck(FaceSettings(face_process.address))
    try:
        begun = check.start(CHEN, AUDIT, deadline_s=3.0)
        assert isinstance(begun, StartedCheck)
        answer = check.conclude(begun, deadline_s=5.0, cancelled=Event())
    finally:
        check.close()
        face_process.send("clear")
    visit = checked(PersonCheck.FACE_SERVICE).until_check().take(CheckAnswered(1, 1, answer))
    assert visit.at(State.TROUBLE)
    assert visit.session.trouble is not None
    assert visit.session.trouble.code == "CHECK-1307"
    assert visit.session.confirmed is None
    assert visit.touch("retry").at(State.PERSON_CHECK)
