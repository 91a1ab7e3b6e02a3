# SPDX-License-Identifier: Apache-2.0
"""One whole kiosk for all visits that leave it as they found it."""

from collections.abc import Iterator

import pytest

from tests.support.whole import WholeKiosk, quick_world, whole_kiosk


@pytest.fixture(scope="session")
def shared_kiosk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WholeKiosk]:
    """A running kiosk; take ``whole`` instead."""
    folder = tmp_path_factory.mktemp("journeys")
    with quick_world(folder) as world, whole_kiosk(world) as whole:
        yield whole


@pytest.fixture
def whole(shared_kiosk: WholeKiosk) -> WholeKiosk:
    """The shared kiosk, resting, with nothing on the reader and nothing in the notes."""
    shared_kiosk.rest_now()
    return shared_kiosk
