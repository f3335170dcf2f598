"""A page of the language reference, made from a JSON Schema.

Nothing here knows a key of the language.  What is said is what the schema says: titles,
descriptions, examples, types, and which keys a thing may have.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]


def page(path: Path) -> str:
    """The page of one schema file, in Markdown."""
    schema = json.loads(path.read_text("utf-8"))
    title = schema.get("title", path.stem.capitalize())
    parts = [f"# {title}\n", schema.get("description", "")]
    parts.append(
        f"\nMade from `schemas/{path.name}`, which an editor can read too: "
        "with a line such as\n\n"
        f"```yaml\n# yaml-language-server: $schema={schema.get('$id', path.name)}\n```"
        "\n\nat the top of a file it completes keys and explains each one.\n"
    )
    top = dict(keys(schema))
    if top:
        parts.append("\n## At the top of the file\n")
        parts.append("\n".join(entry(name, key, schema) for name, key in top.items()))
    for name, part in schema.get("$defs", {}).items():
        parts.append(f"\n## {heading(name, part)} {{: #{anchor(name)} }}\n")
        parts.append(part.get("description", "") + "\n")
        inside = dict(keys(part))
        if not inside:
            parts.append(f"Written as {kind(part)}. {examples(part)}\n")
        parts.append("\n".join(entry(key, one, part) for key, one in inside.items()))
    return "\n".join(parts)


def anchor(name: str) -> str:
    """The anchor of a definition: `Rule` is `#rule`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def heading(name: str, part: Schema) -> str:
    """The heading of a definition: its title, or its name."""
    return str(part.get("title") or name)


def keys(part: Schema) -> Iterator[tuple[str, Schema]]:
    """The keys a thing may have, those that depend on another key included."""
    seen: set[str] = set()
    for name, key in part.get("properties", {}).items():
        if name not in seen and key is not False and isinstance(key, dict):
            seen.add(name)
            yield name, key
    for branch in (*part.get("allOf", ()), part):
        for word in ("then", "else"):
            if isinstance(branch.get(word), dict):
                for name, key in keys(branch[word]):
                    if name not in seen and key:
                        seen.add(name)
                        yield name, key


def entry(name: str, key: Schema, around: Schema) -> str:
    """One key: its name and title, what it means, what is written, and how it looks."""
    needed = name in around.get("required", ())
    lines = [f"`{name}` <small>{key.get('title', '')}</small>"]
    lines.append(":   " + key.get("description", "").replace("\n", " "))
    lines.append(f"    <small>{'Needed. ' if needed else ''}Written as {kind(key)}.")
    lines.append(f"    {examples(key)}</small>")
    return "\n".join(lines) + "\n"


def examples(key: Schema) -> str:
    """The examples of a key, as they stand in YAML."""
    found = key.get("examples") or ()
    if not found:
        return ""
    return "For example " + " or ".join(f"`{flow(one)}`" for one in found[:3]) + "."


def flow(value: Any) -> str:
    """A value on one line of YAML, good enough to read."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return str(value)


def kind(key: Schema) -> str:
    """What a value is written as, in words, with a link to its definition."""
    if "$ref" in key:
        name = str(key["$ref"]).rsplit("/", 1)[-1]
        return f"[{name}](#{anchor(name)})"
    if "const" in key:
        return f"`{key['const']}`"
    if "enum" in key:
        return "one of " + ", ".join(f"`{word}`" for word in key["enum"])
    for word in ("anyOf", "oneOf"):
        if word in key:
            return " or ".join(dict.fromkeys(kind(one) for one in key[word]))
    if len(key.get("allOf", ())) == 1:
        return kind(key["allOf"][0])
    written = key.get("type")
    if written == "array":
        return "a list of " + kind(key["items"]) if "items" in key else "a list"
    if written == "object":
        other = key.get("additionalProperties")
        if isinstance(other, dict):
            return "a name with " + kind(other) + " for each"
        return "keys of its own"
    return {"string": "text", None: "text"}.get(written, str(written))
