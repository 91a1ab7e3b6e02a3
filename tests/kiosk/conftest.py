# SPDX-License-Identifier: Apache-2.0
"""One window for all tests of a file: opening it is what costs time."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.clock import SystemClock
from kiosk.documents.process import DocumentProcess
from kiosk.screens.gallery import Stage
from tests.support.document_process import setup_in


@pytest.fixture(scope="module")
def stage(qapp: QGuiApplication) -> Iterator[Stage]:
    """A window over its own models, without motion."""
    shown = Stage()
    yield shown
    shown.close()


@pytest.fixture(scope="module")
def key_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the demo keys of one file's document process."""
    return tmp_path_factory.mktemp("documents")


@pytest.fixture(scope="module")
def documents(key_home: Path) -> Iterator[DocumentProcess]:
    """A document process for all tests of a file."""
    process = DocumentProcess(setup_in(key_home), clock=SystemClock())
    process.start()
    yield process
    process.close()
