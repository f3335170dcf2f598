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
        self.first: dict[tuple[str, str], str] = {}
        for definition, part in self.definitions.items():
            for key, known in self.own(part):
                said = (key, str(self.resolved(known).get("description")))
                self.first.setdefault(said, definition)

    def page(self) -> str:
        """The whole page: the file's own keys, then every thing it is made of."""
        title = {
            "framework": "Keys of a framework",
            "record": "Keys of a record",
            "cases": "Keys of a file of cases",
        }.get(self.name.split(".")[0], self.schema.get("title", self.name))
        parts = [
            f"# {title}\n",
            f"{self.schema.get('description', '')}\n",
            f"This page is made from `schemas/{self.name}`. An editor that reads "
            "schemas completes the keys and explains each one, where the file begins "
            "with the line\n",
            "```yaml\n# yaml-language-server: $schema=../../schemas/"
            f"{self.name}\n```\n",
            "## At the top of the file\n",
            self.entries(self.schema),
        ]
        things = [n for n in self.definitions if self.sort(n) == "thing"]
        values = [n for n in self.definitions if self.sort(n) == "value"]
        made = [n for n in self.definitions if self.sort(n) == "made"]
        parts += [self.section(name, "##") for name in things]
        if made:
            parts.append("\n## Versions, variants and other things made of these\n")
            parts += [self.section(name, "###") for name in made]
        if values:
            parts.append("\n## How values are written\n")
            parts += [self.section(name, "###") for name in values]
        return "\n".join(parts)

    def sort(self, name: str) -> str:
        """What a definition is: a thing, made of other things' keys, or a value."""
        part = self.definitions[name]
        if list(choices(part)):
            return "thing"
        if not list(self.keys(part)):
            return "value"
        return (
            "thing"
            if any(home in ("", name) for *_, home in self.keys(part))
            else "made"
        )

    def section(self, name: str, mark: str) -> str:
        """The section of one definition."""
        part = self.definitions[name]
        lines = [f"\n{mark} {heading(name, part)} {{: #{anchor(name)} }}\n"]
        lines.append(f"{part.get('description', '')} {examples(part)}\n")
        chosen = list(dict.fromkeys(map(self.link, choices(part))))
        if chosen:
            lines.append(f"One of: {', '.join(chosen)}.\n")
        lines.append(self.entries(part))
        return "\n".join(lines)

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

    def own(self, part: Schema) -> Iterator[tuple[str, Schema]]:
        """The keys that are described in this definition, not only referred to."""
        for name, key in all_keys(part):
            if not shared(key) and self.resolved(key).get("description"):
                yield name, key

    def keys(self, part: Schema) -> Iterator[tuple[str, Schema, str]]:
        """The keys a thing may have, each with the definition that tells it first.

        The keys of the file itself have "" there.
        """
        own = dict(self.own(part))
        at_top = part is self.schema
        for name, key in all_keys(part):
            if name in own:
                said = (name, str(self.resolved(key).get("description")))
                yield name, key, "" if at_top else self.first[said]
            elif home := shared(key):
                yield name, key, home

    def entries(self, part: Schema) -> str:
        """A thing's own keys, one after the other, then those told elsewhere."""
        needed = set(part.get("required", ()))
        lines = []
        homes: dict[str, list[str]] = {}  # the keys told in each other definition
        here = next((n for n, d in self.definitions.items() if d is part), "")
        for name, key, home in self.keys(part):
            if home == here:
                lines.append(self.entry(name, key, name in needed))
            else:
                homes.setdefault(home, []).append(name)
        told = [self.told(home, names) for home, names in homes.items()]
        if len(told) > 5:
            told = [self.link(home) for home in homes]
        if told:
            lines.append(f"\n{'And k' if lines else 'K'}eys of {', '.join(told)}.\n")
        return "\n".join(lines)

    def told(self, home: str, names: list[str]) -> str:
        """Which keys of another definition a thing has, in few words."""
        every = [
            name for name, _, at in self.keys(self.definitions[home]) if at == home
        ]
        without = [name for name in every if name not in names]
        if not without:
            return self.link(home)
        few = len(without) <= 2 < len(names)
        listed = ", ".join(f"`{name}`" for name in (without if few else names))
        return f"{self.link(home)} ({'without ' if few else ''}{listed})"

    def link(self, name: str) -> str:
        """A link to the section of a definition."""
        return f"[{heading(name, self.definitions.get(name, {}))}](#{anchor(name)})"

    def entry(self, name: str, key: Schema, needed: bool) -> str:
        """One key: its title, what it means, how it is written, how it looks."""
        known = self.resolved(key)
        meaning = str(known.get("description", "")).replace("\n", " ")
        written = f"{'Needed. ' if needed else ''}Written as {self.kind(key)}."
        title = str(known.get("title", ""))
        if title.casefold() == name.replace("_", " ").casefold():
            title = ""  # it would say the key twice
        return (
            f"`{name}`{f' <small>{title}</small>' if title else ''}\n"
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
        types = key.get("type")
        if types is None:
            return "whatever is to be said"
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


def choices(part: Schema) -> Iterator[str]:
    """The names of the definitions that a chain of conditions chooses from."""
    for branch in branches(part):
        reference = re.fullmatch(r"#/\$defs/([^/]+)", str(branch.get("$ref", "")))
        if reference and branch is not part:
            yield reference[1]


def all_keys(part: Schema) -> Iterator[tuple[str, Schema]]:
    """Every key of a schema once, those under a condition included."""
    seen: set[str] = set()
    for branch in branches(part):
        for name, key in branch.get("properties", {}).items():
            if name not in seen and isinstance(key, dict):
                seen.add(name)
                yield name, key


def shared(key: Schema) -> str:
    """The definition that a key is only referred to in; "" where it is described."""
    if list(key) != ["$ref"]:
        return ""
    found = re.fullmatch(r"#/\$defs/([^/]+)/properties/[^/]+", str(key["$ref"]))
    return found[1] if found else ""


def anchor(name: str) -> str:
    """The anchor of a definition: `evidence type` is `#evidence-type`."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def heading(name: str, part: Schema) -> str:
    """The heading of a definition: its title, or its name."""
    return str(part.get("title") or name)


def examples(key: Schema) -> str:
    """The examples of a key, as they stand in YAML."""
    found = [one for one in key.get("examples", ()) if one not in ("", "...", [], {})]
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
