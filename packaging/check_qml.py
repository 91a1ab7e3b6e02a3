# SPDX-License-Identifier: Apache-2.0
"""Lints every QML file with Qt's own linter; any warning fails.

The objects that Python hands to QML (module ``Jiban``) are described to the linter from their
own meta-objects, so a misspelt property of the session is found here and not in the hall.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QMetaMethod, QMetaObject, QMetaProperty  # noqa: E402

from kiosk.screens.handwriting import HandwritingInput  # noqa: E402
from kiosk.screens.pinyin import PinyinInput  # noqa: E402
from kiosk.screens.session_model import SessionModel  # noqa: E402
from kiosk.screens.sheet_model import SheetModel  # noqa: E402

SINGLETONS = {
    "Session": SessionModel,
    "SheetElements": SheetModel,
    "Pinyin": PinyinInput,
    "Handwriting": HandwritingInput,
}
_TYPES = {"QString": "QString", "int": "int", "bool": "bool", "double": "double"}


def _type(name: str) -> str:
    return _TYPES.get(name, "QVariant" if name not in {"QVariantMap", "QVariantList"} else name)


def _property(one: QMetaProperty) -> str:
    index = one.propertyIndex()
    return (
        f'        Property {{ name: "{one.name()}"; type: "{_type(one.typeName())}";'
        f' read: "{one.name()}"; index: {index}; isReadonly: true; notify: "changed" }}'
    )


def _method(one: QMetaMethod) -> str:
    kind = "Signal" if one.methodType() == QMetaMethod.MethodType.Signal else "Method"
    name = bytes(one.name().data()).decode()
    parameters = "".join(
        f' Parameter {{ name: "p{place}"; type: "{_type(bytes(kind_.data()).decode())}" }}'
        for place, kind_ in enumerate(one.parameterTypes())
    )
    return f'        {kind} {{ name: "{name}";{parameters} }}'


def describe(name: str, meta: QMetaObject) -> str:
    """Write one singleton as a component of a ``.qmltypes`` file."""
    properties = [_property(meta.property(i)) for i in range(meta.propertyCount())]
    methods = [_method(meta.method(i)) for i in range(meta.methodCount())]
    inside = "\n".join([*properties, *methods])
    return (
        f'    Component {{\n        name: "{meta.className()}"\n        prototype: "QObject"\n'
        f'        exports: ["Jiban/{name} 1.0"]\n        exportMetaObjectRevisions: [256]\n'
        f"        isCreatable: false\n        isSingleton: true\n{inside}\n    }}\n"
    )


def main() -> int:
    """Return the linter's status."""
    files = sorted([*ROOT.glob("kiosk/**/*.qml")])
    with tempfile.TemporaryDirectory(prefix="jiban-qml-") as name:
        module = Path(name) / "Jiban"
        module.mkdir()
        (module / "qmldir").write_text("module Jiban\ntypeinfo jiban.qmltypes\nimport QtQml\n")
        described = "".join(
            describe(name, kind.staticMetaObject) for name, kind in SINGLETONS.items()
        )
        text = f"import QtQuick.tooling 1.2\nModule {{\n{described}}}\n"
        (module / "jiban.qmltypes").write_text(text)
        linter = Path(sys.executable).with_name("pyside6-qmllint")
        strict = ["--max-warnings", "0", "--unused-imports", "warning"]
        words = [str(linter), *strict, "-I", name, *map(str, files)]
        return subprocess.run(words, check=False).returncode  # noqa: S603  # Qt's own linter


if __name__ == "__main__":
    sys.exit(main())
