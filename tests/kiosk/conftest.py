# SPDX-License-Identifier: Apache-2.0
"""One window for all tests of a file: opening it is what costs time."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.screens.gallery import Stage


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    """The application class of the kiosk; it has no widgets."""
    return QGuiApplication


@pytest.fixture(scope="module")
def stage(qapp: QGuiApplication) -> Iterator[Stage]:
    """A window over its own models, without motion."""
    shown = Stage()
    yield shown
    shown.close()
