# SPDX-License-Identifier: Apache-2.0
"""Cards that are not genuine or that the module does not know: said so, nothing is read."""

from pathlib import Path
from threading import Event

import pytest

from devices.card_reader.sam_reader import SamIdentityReader
from devices.errors import CardRefusedError, CardUnreadableError
from devices.settings import ReaderSettings
from tests.support.simulators import RunningSimulator, running_reader


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        ({"sw3": "31", "on": "3001", "count": 2}, "CARD-0203"),
        ({"sw3": "32", "on": "3001"}, "CARD-0203"),
        ({"sw3": "33", "on": "3001"}, "CARD-0203"),
        ({"sw3": "40", "on": "3001"}, "CARD-0204"),
        ({"sw3": "40", "on": "2002"}, "CARD-0204"),
        ({"sw3": "40", "on": "2001"}, "CARD-0204"),
    ],
)
def test_a_card_that_the_module_refuses_is_refused(
    identity_reader: SamIdentityReader,
    simulated_reader: RunningSimulator,
    fault: dict[str, object],
    code: str,
) -> None:
    simulated_reader.send("fault", kind="sw3", **fault)
    simulated_reader.send("lay", card="chen-qiumei")
    with pytest.raises(CardRefusedError) as caught:
        identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert caught.value.code == code


def test_a_card_that_denied_the_module_once_is_tried_again(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="31", on="3001")
    simulated_reader.send("lay", card="chen-qiumei")
    assert identity_reader.read(deadline_s=5.0, cancelled=Event()) is not None


def test_a_card_that_the_module_does_not_know_still_lies_there(
    identity_reader: SamIdentityReader, simulated_reader: RunningSimulator
) -> None:
    simulated_reader.send("fault", kind="sw3", sw3="40", on="3001")
    simulated_reader.send("lay", card="chan-siuwai")
    with pytest.raises(CardRefusedError, match="does not know") as caught:
        identity_reader.read(deadline_s=5.0, cancelled=Event())
    assert caught.value.code == "CARD-0204"
    assert not identity_reader.wait_removed(deadline_s=0.6, cancelled=Event())


def test_a_card_whose_number_does_not_hold_is_asked_for_again_without_repeating_it(
    tmp_path: Path,
) -> None:
    persons = tmp_path / "persons.yaml"
    persons.write_text(
        "persons: [{id: worn, name: 甲, sex: 1, nation: '01', birth: '', address: '',"
        " number: '439900199001010000', issuing_authority: '', valid_from: '', valid_to: ''}]"
    )
    with running_reader("--persons", str(persons)) as simulator:
        simulator.send("lay", card="worn")
        reader = SamIdentityReader(ReaderSettings(port=simulator.address))
        with pytest.raises(CardUnreadableError, match="check character") as caught:
            reader.read(deadline_s=5.0, cancelled=Event())
        reader.close()
    assert caught.value.code == "CARD-0202"
    assert "4399" not in str(caught.value)
    assert caught.value.__cause__ is None
