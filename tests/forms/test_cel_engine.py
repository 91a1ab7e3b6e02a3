# SPDX-License-Identifier: Apache-2.0
"""The CEL engine is loaded once, by itself, and its absence is told as that."""

import importlib
import sys

import pytest

from forms import cel_engine
from forms.cel_engine import CEL


def test_whoever_imports_the_package_later_gets_the_same_engine() -> None:
    package = importlib.import_module("cel")
    assert package.evaluate is CEL.evaluate
    assert cel_engine._engine() is CEL


def test_without_its_package_the_engine_is_missing_and_nothing_else_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "cel.cel")
    monkeypatch.setattr(sys, "path", [])
    with pytest.raises(ImportError, match=r"no module named cel\.cel"):
        cel_engine._engine()
