# SPDX-License-Identifier: Apache-2.0
"""Catalogue files from disk: YAML without surprises, held to the JSON Schema beside them."""

import json
from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

import jsonschema
import yaml

from forms.errors import CatalogueError
from forms.structure import nearest, value_from

SCHEMA_FILE: Final = "schema.json"

_T = TypeVar("_T")


class _StrictLoader(yaml.CSafeLoader):
    """Safe YAML that refuses a key written twice instead of keeping the last one."""

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002  # base class
    ) -> dict[Hashable, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            line = node.start_mark.line + 1
            raise CatalogueError(
                f"key {twice[0]} is written twice in the mapping at line {line}"
            )
        return super().construct_mapping(node, deep=deep)


def read_yaml(file: Path) -> dict[str, object]:
    """Read one file that holds a mapping.

    Raises:
        CatalogueError: missing, not UTF-8 YAML, no mapping, or a key twice; names the file.

    """
    try:
        with file.open(encoding="utf-8") as stream:
            content = yaml.load(stream, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise CatalogueError(f"{file.name}: cannot be read: {error}") from error
    except CatalogueError as error:
        raise CatalogueError(f"{file.name}: {error}") from error
    if not isinstance(content, dict):
        raise CatalogueError(f"{file.name}: holds no mapping")
    return {str(key): content[key] for key in content}


def check_schema(content: Mapping[str, object], folder: Path, *, kind: str, name: str) -> None:
    """Hold a mapping to one definition of the folder's ``schema.json``.

    Args:
        content: as read by ``read_yaml``.
        folder: where ``schema.json`` lies.
        kind: name under ``$defs``.
        name: what an error calls the content, such as ``hygiene-permit/guide.yaml``.

    Raises:
        CatalogueError: the schema cannot be read, or the content breaks it; names the key.

    """
    schema = _schema(folder / SCHEMA_FILE)
    checker = jsonschema.Draft202012Validator({**schema, "$ref": f"#/$defs/{kind}"})
    error = jsonschema.exceptions.best_match(checker.iter_errors(_plain(content)))
    if error is not None:
        raise CatalogueError(f"{name}: {error.json_path}: {error.message}{_meant(error)}")


def _meant(error: jsonschema.ValidationError) -> str:
    """Name the word or key that an unknown one is near to."""
    rule: Any = error.validator_value
    found: Any = error.instance
    schema: Any = error.schema
    if error.validator == "enum":
        return nearest(found, rule)
    if error.validator not in {"additionalProperties", "required"}:
        return ""
    known = schema.get("properties", {})
    unknown = sorted(set(found) - set(known))
    return f"; unknown key {unknown[0]}{nearest(unknown[0], known)}" if unknown else ""


def read_checked(file: Path, wanted: type[_T], *, schema_in: Path | None = None) -> _T:
    """Read one file as one value of a catalogue type.

    ``schema_in`` is the folder of ``schema.json``; the file's own when it is None.

    Raises:
        CatalogueError: as ``read_yaml`` and ``check_schema``.

    """
    content = read_yaml(file)
    check_schema(content, schema_in or file.parent, kind=wanted.__name__, name=file.name)
    return value_from(wanted, content, file.name)


def _schema(file: Path) -> dict[str, object]:
    try:
        return _parsed_schema(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, LookupError, TypeError, jsonschema.SchemaError) as error:
        raise CatalogueError(f"{file.name}: no usable schema: {error}") from error


def _plain(content: object) -> object:
    """Write dates as text, as JSON has no dates."""
    encoded: object = json.loads(json.dumps(content, default=str))
    return encoded


@lru_cache(maxsize=4)
def _parsed_schema(text: str) -> dict[str, object]:
    """The schema is checked once, not once for each of a hundred files."""
    schema = json.loads(text)
    jsonschema.Draft202012Validator.check_schema(schema)
    return {"$schema": schema["$schema"], "$defs": schema["$defs"]}
