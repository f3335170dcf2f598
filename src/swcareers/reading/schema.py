"""The JSON Schemas: made from the models, shipped as files, read by editors.

`python -m swcareers.reading.schema --write` makes new those of what people write,
`--check` says whether the files are those that the models give. The schema of a report
is made where reports are made, in `swcareers.queries.report_schema`.
"""

import json
import sys
from functools import cache
from typing import Any, Literal

from swcareers.reading.catalogue import shipped_folder
from swcareers.reading.schema_values import Schema

SchemaName = Literal["framework", "record", "cases"]
NAMES: tuple[SchemaName, ...] = ("framework", "record", "cases")
SHIPPED: tuple[SchemaName | Literal["report"], ...] = (*NAMES, "report")
_WIDTH = 88
_ABOUT: dict[SchemaName, tuple[str, str]] = {
    "framework": (
        "Framework",
        "A career framework as a borough, a partnership or a national body writes it: "
        "what is offered, asked and provided.",
    ),
    "record": (
        "Record",
        "A learner's record: one file, one person, a reference and no name.",
    ),
    "cases": (
        "Cases",
        "Worked cases: what a framework must answer about a record on given days.",
    ),
}


def schema(name: SchemaName | Literal["report"]) -> dict[str, Any]:
    """One of the schemas as data: `framework`, `record`, `cases` or `report`.

    It is JSON Schema, draft 2020-12, and stands alone. Every key has a title and a
    description, and where people write it an example. The result may be changed freely.

    Raises:
        ValueError: there is no schema of that name.

    >>> schema("record")["required"]
    ['record']
    """
    if name not in SHIPPED:
        raise ValueError(f"there is no schema {name!r}: ask for {', '.join(SHIPPED)}")
    found: dict[str, Any] = json.loads(_text(name))
    return found


def generated(name: SchemaName) -> Schema:
    """A schema made from the models, as `--write` writes it."""
    # Imported late: whoever only asks for the shipped file does not pay for models.
    from swcareers.framework.model import FrameworkFile
    from swcareers.reading.schema_models import Definitions
    from swcareers.record.cases import CaseFile
    from swcareers.record.model import Record

    tops = {"framework": FrameworkFile, "record": Record, "cases": CaseFile}
    definitions = Definitions(tops[name])
    title, description = _ABOUT[name]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **definitions.top(),
        "title": title,
        "description": description,
        "$defs": definitions.all(),
    }


def written(found: Schema) -> str:
    """A schema as its file holds it: short things on one line each."""
    return _written(found, 0, 0) + "\n"


@cache
def _text(name: str) -> str:
    return (shipped_folder("schemas") / f"{name}.json").read_text("utf-8")


def _written(value: Any, indent: int, before: int) -> str:
    line = json.dumps(value, ensure_ascii=False)
    if not isinstance(value, dict | list) or not value:
        return line
    if indent + before + len(line) < _WIDTH:
        return line
    inner = " " * (indent + 1)
    if isinstance(value, dict):
        parts = []
        for key, item in value.items():
            head = f"{json.dumps(key)}: "
            parts.append(head + _written(item, indent + 1, len(head)))
        opening, closing = "{", "}"
    else:
        parts = [_written(item, indent + 1, 0) for item in value]
        opening, closing = "[", "]"
    body = f",\n{inner}".join(parts)
    return f"{opening}\n{inner}{body}\n{' ' * indent}{closing}"


def main(arguments: list[str]) -> int:
    """Write the schemas, or check that they are current; the exit code."""
    if arguments not in (["--write"], ["--check"]):
        words, code = "use: python -m swcareers.reading.schema --write | --check", 2
    else:
        words, code = _kept_current(write=arguments == ["--write"])
    print(words)  # noqa: T201 - this is a program of its own
    return code


def _kept_current(*, write: bool) -> tuple[str, int]:
    stale = []
    for name in NAMES:
        path = shipped_folder("schemas") / f"{name}.json"
        text = written(generated(name))
        if path.exists() and path.read_text("utf-8") == text:
            continue
        stale.append(path.name)
        if write:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    if not stale:
        return "the schemas are current", 0
    if write:
        return f"written: {', '.join(stale)}", 0
    how = "run python -m swcareers.reading.schema --write"
    return f"not current: {', '.join(stale)}; {how}", 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
