"""The JSON Schema of a report: made from the classes of answers and what they say.

`python -m swcareers.queries.report_schema --write` makes it new, `--check` says whether
the file is the one that the classes give. The title of a key is its name; its
description is its line under `Attributes:` in the class.
"""

import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import attrs

from swcareers.queries.report import Report
from swcareers.reading.catalogue import shipped_folder
from swcareers.reading.schema import written
from swcareers.values.text import joined

Schema = dict[str, Any]

# How `to_json` writes what JSON has no word for.
_VALUES: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    NoneType: {"type": "null"},
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    # A figure is a text, so that no reader rounds it.
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
}


def report_schema() -> Schema:
    """The schema of what `Report.to_json` gives: JSON Schema, draft 2020-12.

    Every key is always written, with null, [] or {} where there is nothing, and there
    are no others.

    >>> report_schema()["properties"]["on"]["format"]
    'date'
    """
    classes = tuple(_reachable(Report))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_closed(Report),
        "$defs": {cls.__name__: _closed(cls) for cls in classes if cls is not Report},
    }


def _closed(cls: type[attrs.AttrsInstance]) -> Schema:
    said = _said_of_fields(cls)
    types = get_type_hints(cls)
    unsaid = [field.name for field in attrs.fields(cls) if field.name not in said]
    if unsaid:
        raise TypeError(f"{cls.__name__} does not say what {joined(unsaid)} is")
    summary = (inspect.getdoc(cls) or "").splitlines()[0]
    return {
        "title": cls.__name__,
        "description": summary,
        "type": "object",
        "properties": {
            field.name: {
                "title": field.name.replace("_", " ").capitalize(),
                "description": said[field.name],
                **_schema_of(types[field.name]),
            }
            for field in attrs.fields(cls)
        },
        "required": [field.name for field in attrs.fields(cls)],
        "additionalProperties": False,
    }


def _schema_of(type_: Any) -> Schema:
    if type_ in _VALUES:
        return dict(_VALUES[type_])
    if attrs.has(type_):
        return {"$ref": f"#/$defs/{type_.__name__}"}
    origin, inner = get_origin(type_), get_args(type_)
    if origin is Literal:
        return {"type": "string", "enum": list(inner)}
    if origin in (Union, UnionType):
        return {"anyOf": [_schema_of(one) for one in inner]}
    if origin is tuple and inner[-1] is Ellipsis:
        return {"type": "array", "items": _schema_of(inner[0])}
    if origin is tuple:
        size = len(inner)
        items = [_schema_of(one) for one in inner]
        return {
            "type": "array",
            "prefixItems": items,
            "minItems": size,
            "maxItems": size,
        }
    if origin in (Mapping, dict):
        return {"type": "object", "additionalProperties": _schema_of(inner[1])}
    raise TypeError(f"an answer has no way to say {type_} in JSON")


def _said_of_fields(cls: type) -> dict[str, str]:
    """What a class says about each field under `Attributes:`, as one sentence."""
    said: dict[str, str] = {}
    names: list[str] = []
    inside = False
    for line in (inspect.getdoc(cls) or "").splitlines():
        if line == "Attributes:":
            inside = True
        elif inside and line and not line.startswith(" "):
            break
        elif inside and (found := re.match(r" {4}(\w+(?:, \w+)*): (.*)", line)):
            names = found[1].split(", ")
            said |= dict.fromkeys(names, found[2])
        elif inside and line.strip():
            said |= {name: f"{said[name]} {line.strip()}" for name in names}
    return {name: text[:1].upper() + text[1:] for name, text in said.items()}


@cache
def _reachable(top: type[attrs.AttrsInstance]) -> tuple[type[attrs.AttrsInstance], ...]:
    """The class and all it is made of, each once, in the order they are met."""
    found: dict[type[attrs.AttrsInstance], None] = {}
    waiting: list[Any] = [top]
    while waiting:
        one = waiting.pop(0)
        if attrs.has(one):
            if one in found:
                continue
            found[one] = None
            waiting += get_type_hints(one).values()
        else:
            waiting += _parts(one)
    return tuple(found)


def _parts(type_: Any) -> Iterator[Any]:
    if get_origin(type_) is not Literal:
        yield from get_args(type_)


def main(arguments: list[str]) -> int:
    """Write the schema, or check that it is current; the exit code."""
    path = shipped_folder("schemas") / "report.json"
    text = written(report_schema())
    current = path.exists() and path.read_text("utf-8") == text
    if arguments == ["--write"]:
        path.write_text(text, "utf-8", newline="\n")
        words, code = f"{'current' if current else 'written'}: {path.name}", 0
    elif arguments == ["--check"]:
        how = "run python -m swcareers.queries.report_schema --write"
        words = "the schema is current" if current else f"not current: {how}"
        code = 0 if current else 1
    else:
        words = "use: python -m swcareers.queries.report_schema --write | --check"
        code = 2
    print(words)  # noqa: T201 - this is a program of its own
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
