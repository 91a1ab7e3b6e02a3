# SPDX-License-Identifier: Apache-2.0
"""Catalogue files from disk: YAML without surprises, held to the JSON Schema beside them.

jsonschema-rs says whether a file holds, a hundred times as quickly as jsonschema; what is wrong
with one that does not is worded from jsonschema's errors, so that is loaded for those alone.
"""

import json
from collections.abc import Hashable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeVar

import jsonschema_rs
import yaml

from forms.errors import CatalogueError
from forms.structure import value_from

SCHEMA_FILE: Final = "schema.json"
_UNUSABLE: Final = (OSError, ValueError, LookupError, TypeError, jsonschema_rs.ReferencingError)

_T = TypeVar("_T")


class _StrictLoader(yaml.CSafeLoader):
    """Safe YAML that refuses a key written twice instead of keeping the last one.

    A day that no calendar has is refused, too, with its line.
    """

    def construct_mapping(
        self,
        node: yaml.MappingNode,
        deep: bool = False,  # noqa: FBT001, FBT002  # base class
    ) -> dict[Hashable, object]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        if twice := [key for key in keys if keys.count(key) > 1]:
            line = node.start_mark.line + 1
            raise CatalogueError(
                f"key {twice[0]} is written twice in the mapping at line {line};"
                " remove one, or begin the second entry with -"
            )
        return super().construct_mapping(node, deep=deep)

    def construct_day(self, node: yaml.ScalarNode) -> object:
        try:
            return self.construct_yaml_timestamp(node)
        except ValueError as error:
            line = node.start_mark.line + 1
            raise CatalogueError(
                f"line {line}: {node.value} is no day of the calendar; mend it"
            ) from error


_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _StrictLoader.construct_day)


def read_yaml(file: Path) -> dict[str, object]:
    """Read one file that holds a mapping.

    Raises:
        CatalogueError: missing, not UTF-8 YAML, no mapping, or a key twice; names the file.

    """
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CatalogueError(f"{file.name}: cannot be read: {error}") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(
            f"{file.name}: cannot be read: it is not UTF-8; save it in UTF-8"
        ) from error
    try:
        content = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader
    except yaml.YAMLError as error:
        from forms.load_words import yaml_trouble  # noqa: PLC0415  # see the module's docstring

        raise CatalogueError(
            f"{file.name}: cannot be read: {yaml_trouble(error, text)}"
        ) from error
    except CatalogueError as error:
        raise CatalogueError(f"{file.name}: {error}") from error
    if not isinstance(content, dict):
        raise CatalogueError(
            f"{file.name}: holds no mapping; write keys with their values, or delete the file"
        )
    return {str(key): content[key] for key in content}


def check_schema(content: Mapping[str, object], folder: Path, *, kind: str, name: str) -> None:
    """Hold a mapping to one definition of the folder's ``schema.json``.

    Args:
        content: as read by ``read_yaml``.
        folder: where ``schema.json`` lies.
        kind: name under ``$defs``.
        name: what an error calls the content, such as ``hygiene-permit/guide.yaml``.

    Raises:
        CatalogueError: the schema cannot be read, or the content breaks it; names the key, and
            all places in ``troubles``.

    """
    text = _schema_text(folder / SCHEMA_FILE)
    plain = _plain(content)
    if not _judge(text, kind).is_valid(plain) and (troubles := _troubles(text, kind, plain)):
        where, message = troubles[0]
        raise CatalogueError(f"{name}: $.{where}: {message}", troubles)


def read_checked(file: Path, wanted: type[_T], *, schema_in: Path | None = None) -> _T:
    """Read one file as one value of a catalogue type.

    ``schema_in`` is the folder of ``schema.json``; the file's own when it is None.

    Raises:
        CatalogueError: as ``read_yaml`` and ``check_schema``.

    """
    content = read_yaml(file)
    check_schema(content, schema_in or file.parent, kind=wanted.__name__, name=file.name)
    return value_from(wanted, content, file.name)


def _schema_text(file: Path) -> str:
    """The text of a schema that is one."""
    try:
        text = file.read_text(encoding="utf-8")
        _parsed_schema(text)
    except _UNUSABLE as error:
        raise CatalogueError(f"{file.name}: no usable schema: {error}") from error
    return text


def _plain(content: object) -> object:
    """Write dates as text, as JSON has no dates."""
    encoded: object = json.loads(json.dumps(content, default=str))
    return encoded


@lru_cache(maxsize=4)
def _parsed_schema(text: str) -> dict[str, object]:
    """The schema is checked once, not once for each of a hundred files."""
    schema = json.loads(text)
    jsonschema_rs.meta.validate(schema)
    return {"$schema": schema["$schema"], "$defs": schema["$defs"]}


def _definition(text: str, kind: str) -> dict[str, object]:
    return {**_parsed_schema(text), "$ref": f"#/$defs/{kind}"}


@lru_cache(maxsize=64)
def _judge(text: str, kind: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_definition(text, kind))


def _troubles(text: str, kind: str, plain: object) -> tuple[tuple[str, str], ...]:
    """What is wrong, in words; jsonschema has the last word on whether anything is."""
    import jsonschema  # noqa: PLC0415  # see the module's docstring

    from forms.load_words import schema_troubles  # noqa: PLC0415

    checker = jsonschema.Draft202012Validator(_definition(text, kind))
    return schema_troubles(checker.iter_errors(plain), plain)
