"""The page of what a report holds as JSON, made from its schema."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]

WRITTEN = {"string": "text", "integer": "number", "boolean": "true or false"}
BEGIN = """# Keys of a report

`report.to_json()` gives it in Python, and `swcareers report --format json` on the
command line. `sw.Report.from_json` reads it back without loss. Every key is always
there, with `null`, `[]` or `{}` where there is nothing, and there are no others. A
figure is a text, so that no reader rounds it; a day is written `2026-11-06`.

This page is made from `schemas/report.json`, which `sw.schema("report")` returns too.
"""


def page(path: Path) -> str:
    """The page of the schema of reports, in Markdown."""
    schema: Schema = json.loads(path.read_text("utf-8"))
    parts = [BEGIN, *table("Report", schema)]
    for name, part in schema["$defs"].items():
        parts += table(name, part)
    return "\n".join(parts)


def table(name: str, part: Schema) -> Iterator[str]:
    """One thing: what it is, and its keys."""
    yield f"\n## {name} {{: #{name.lower()} }}\n"
    yield f"{part['description']}\n"
    yield "| key | what it is | written as |\n|---|---|---|"
    for key, known in part["properties"].items():
        said = known["description"].replace("None", "`null`").replace("|", r"\|")
        yield f"| `{key}` | {said} | {written(known)} |"
    yield ""


def written(known: Schema) -> str:
    """How a value is written, in words."""
    if "$ref" in known:
        name = known["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in known:
        return " or ".join(written(one) for one in known["anyOf"])
    if "enum" in known:
        return ", ".join(f"`{word}`" for word in known["enum"])
    if known.get("format") == "date":
        return "a day"
    if "pattern" in known:
        return "a figure"
    match known["type"]:
        case "array" if "items" in known:
            return f"list of {written(known['items'])}"
        case "array":
            return " and ".join(written(one) for one in known["prefixItems"])
        case "object":
            return f"keys, each with {written(known['additionalProperties'])}"
        case "null":
            return "`null`"
        case word:
            return WRITTEN[word]
