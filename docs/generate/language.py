"""A page of the language reference, made from a JSON Schema.

Nothing here knows a key of the language. What is said is what the schema says: titles,
descriptions, examples, how a value is written, and which keys a thing may have.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Schema = Mapping[str, Any]

# How the types of JSON are called here. In YAML every scalar is read as text, so a
# number or a truth that a schema also lets pass is text all the same.
WRITTEN = {
    "string": "text",
    "number": "text",
    "integer": "text",
    "boolean": "text",
    "array": "a list",
    "object": "keys and values",
    "null": "nothing",
}


def page(path: Path) -> str:
    """The page of one schema file, in Markdown."""
    return Reference(json.loads(path.read_text("utf-8")), path.name).page()


class Reference:
    """One schema, and how to say what is in it."""

    def __init__(self, schema: Schema, name: str) -> None:
        """Keep the schema, to which all its references are relative."""
        self.schema = schema
        self.name = name
        self.definitions: Mapping[str, Schema] = schema.get("$defs", {})

    def page(self) -> str:
        """The whole page: the file's own keys, then every thing it is made of."""
        parts = [
            f"# {self.schema.get('title', self.name)}\n",
            f"{self.schema.get('description', '')}\n",
            f"This page is made from `schemas/{self.name}`. An editor that reads "
            "schemas completes the keys and explains each one, where the file begins "
            "with the line\n",
            "```yaml\n# yaml-language-server: $schema="
            f"{self.schema.get('$id', self.name)}\n```\n",
            "## At the top of the file\n",
            self.entries(self.resolved(self.schema)),
        ]
        things = {n: d for n, d in self.definitions.items() if dict(self.keys(d))}
        values = {n: d for n, d in self.definitions.items() if n not in things}
        for name, part in things.items():
            parts.append(f"\n## {heading(name, part)} {{: #{anchor(name)} }}\n")
            parts.append(f"{part.get('description', '')}\n")
            parts.append(self.entries(part))
        if values:
            parts.append("\n## How values are written\n")
        for name, part in values.items():
            parts.append(f"\n### {heading(name, part)} {{: #{anchor(name)} }}\n")
            parts.append(f"{part.get('description', '')} {examples(part)}\n")
        return "\n".join(parts)

    def resolved(self, part: Schema) -> Schema:
        """The schema that a reference leads to, with what is said beside it on top."""
        while "$ref" in part:
            beside = {key: value for key, value in part.items() if key != "$ref"}
            part = {**self.target(str(part["$ref"])), **beside}
        return part

    def target(self, reference: str) -> Schema:
        """What `#/$defs/rule/properties/id` points to."""
        found: Any = self.schema
        for step in reference.removeprefix("#").strip("/").split("/"):
            if step:
                found = found[step.replace("~1", "/").replace("~0", "~")]
        return found  # type: ignore[no-any-return]  # a schema's parts

    def keys(self, part: Schema) -> Iterator[tuple[str, Schema]]:
        """The keys a thing may have, those that depend on another key included."""
        seen: set[str] = set()
        for branch in branches(part):
            for name, key in branch.get("properties", {}).items():
                if name not in seen and isinstance(key, dict):
                    known = self.resolved(key)
                    if known.get("title") or known.get("description"):
                        seen.add(name)
                        yield name, key

    def entries(self, part: Schema) -> str:
        """The keys of a thing, one after the other."""
        needed = set(part.get("required", ()))
        return "\n".join(
            self.entry(name, key, name in needed) for name, key in self.keys(part)
        )

    def entry(self, name: str, key: Schema, needed: bool) -> str:
        """One key: its title, what it means, how it is written, how it looks."""
        known = self.resolved(key)
        meaning = str(known.get("description", "")).replace("\n", " ")
        written = f"{'Needed. ' if needed else ''}Written as {self.kind(key)}."
        return (
            f"`{name}` <small>{known.get('title', '')}</small>\n"
            f":   {meaning}\n"
            f"    <small>{written} {examples(known)}</small>\n"
        )

    def kind(self, key: Schema) -> str:
        """What a value is written as, in words, with a link to its definition."""
        if "$ref" in key:
            reference = str(key["$ref"])
            if "/properties/" in reference:
                return self.kind(self.target(reference))
            name = reference.rsplit("/", 1)[-1]
            shown = heading(name, self.definitions.get(name, {}))
            return f"[{shown[:1].lower()}{shown[1:]}](#{anchor(name)})"
        if "const" in key:
            return f"`{key['const']}`"
        if "enum" in key:
            return "one of " + ", ".join(f"`{word}`" for word in key["enum"])
        for word in ("anyOf", "oneOf"):
            if word in key:
                return " or ".join(dict.fromkeys(self.kind(one) for one in key[word]))
        if len(key.get("allOf", ())) == 1:
            return self.kind(key["allOf"][0])
        types = key.get("type", "string")
        names = [types] if isinstance(types, str) else list(types)
        return " or ".join(dict.fromkeys(self.one_kind(name, key) for name in names))

    def one_kind(self, name: str, key: Schema) -> str:
        """What a value of one JSON type is written as."""
        if name == "array" and isinstance(key.get("items"), dict):
            return f"a list of {self.kind(key['items'])}"
        if name == "object":
            for other in (
                key.get("additionalProperties"),
                *key.get("patternProperties", {}).values(),
            ):
                if isinstance(other, dict) and other:
                    return f"ids, each with {self.kind(other)}"
        return WRITTEN.get(name, name)


def branches(part: Schema) -> Iterator[Schema]:
    """A schema and every schema that holds beside it or under a condition."""
    yield part
    for branch in part.get("allOf", ()):
        yield from branches(branch)
    for word in ("then", "else"):
        if isinstance(part.get(word), dict):
            yield from branches(part[word])


def anchor(name: str) -> str:
    """The anchor of a definition: `evidence type` is `#evidence-type`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def heading(name: str, part: Schema) -> str:
    """The heading of a definition: its title, or its name."""
    return str(part.get("title") or name)


def examples(key: Schema) -> str:
    """The examples of a key, as they stand in YAML."""
    found = [one for one in key.get("examples", ()) if one not in ("", [], {})]
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
