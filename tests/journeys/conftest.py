# SPDX-License-Identifier: Apache-2.0
"""One whole kiosk for all visits that leave it as they found it."""

from collections.abc import Iterator

import pytest

from tests.support.whole import WholeKiosk, quick_world, whole_kiosk


@pytest.fixture(scope="package")
def shared_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A running kiosk; take ``whole`` instead.

    It ends with the folder: a kiosk that goes on keeps testing its devices, and keeps the
    collector of this process switched off.
    """
    folder = tmp_path_factory.mktemp("journeys")
    with quick_world(folder) as world, whole_kiosk(world) as whole:
        yield whole


@pytest.fixture
def whole(shared_kiosk: WholeKiosk) -> WholeKiosk:
    """The shared kiosk, resting, with nothing on the reader and nothing in the notes."""
    shared_kiosk.rest_now()
    return shared_kiosk
