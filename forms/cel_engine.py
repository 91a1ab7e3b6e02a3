# SPDX-License-Identifier: Apache-2.0
"""The engine of the Common Expression Language, without the command line of its package.

``import cel`` also imports ``cel.cli`` with rich, typer and prompt_toolkit: 0.4 s of a start.
The engine is one compiled module and asks for none of it, so it is found and loaded by itself,
under its own name: whoever imports the package later gets the same one.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from types import ModuleType
from typing import Final

_NAME: Final = "cel.cel"


def _engine() -> ModuleType:
    """Load it once.

    Raises:
        ImportError: it is not installed, or not as this expects.

    """
    if _NAME in sys.modules:
        return sys.modules[_NAME]
    package = PathFinder.find_spec("cel")
    places = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec(_NAME, places) if places else None
    if spec is None or spec.loader is None:
        raise ImportError(f"no module named {_NAME}", name=_NAME)
    engine = sys.modules[_NAME] = module_from_spec(spec)
    spec.loader.exec_module(engine)
    return engine


CEL: Final = _engine()
