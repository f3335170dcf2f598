"""The page of the public Python names, made from their signatures and docstrings."""

import inspect
import re
import typing
from collections.abc import Iterator

HEADINGS = {
    "Args": "What it takes",
    "Attributes": "What it has",
    "Returns": "What comes back",
    "Yields": "What comes, one after the other",
    "Raises": "What it raises",
    "Example": "Example",
    "Examples": "Examples",
    "Note": "Note",
    "Source": "Source",
}


def page() -> str:
    """Every public name, functions before classes."""
    import swcareers

    things = {n: getattr(swcareers, n) for n in swcareers.__all__ if n[0] != "_"}
    functions = [n for n, thing in things.items() if not isinstance(thing, type)]
    classes = [n for n, thing in things.items() if isinstance(thing, type)]
    parts = [
        "# Python names\n",
        "Every public name, as `import swcareers as sw` gives it. Nothing is loaded "
        "before its first use. [The guide](../guide/python.md) shows them at work.\n",
    ]
    for title, names in (("Functions", functions), ("Classes", classes)):
        if names:
            parts.append(f"\n## {title}\n")
        for name in names:
            parts.append(f"\n### {name} {{: #{name} }}\n")
            parts.append(f"```python\n{signature(name, things[name])}\n```\n")
            parts.append(markdown(inspect.getdoc(things[name]) or ""))
            if isinstance(things[name], type):
                parts.append(members(things[name]))
    parts.append("\n## Values inside them\n")
    parts.append(
        "What the values above are made of. They have no name of their own in "
        "`swcareers`; they are met as attributes.\n"
    )
    for thing in inside([things[name] for name in classes]):
        name = thing.__name__
        parts.append(
            f"\n### {name} {{: #{thing.__module__.rpartition('.')[2]}-{name} }}\n"
        )
        parts.append(markdown(inspect.getdoc(thing) or ""))
        parts.append(untold(thing))
        parts.append(members(thing))
    return "\n".join(parts)


def inside(classes: list[type]) -> list[type]:
    """The values that answers are made of and that are not public names themselves."""
    found: dict[type, None] = dict.fromkeys(
        one for one in classes if one.__module__.startswith(_ANSWERS)
    )
    waiting = list(found)
    while waiting:
        for hint in typing.get_type_hints(waiting.pop(0)).values():
            for one in types_in(hint):
                if one.__module__.startswith(_ANSWERS) and one not in found:
                    found[one] = None
                    waiting.append(one)
    return sorted(
        (one for one in found if one not in classes),
        key=lambda one: (one.__name__, one.__module__),
    )


def untold(cls: type) -> str:
    """The attributes of a value of which its docstring says nothing: their names do."""
    text = inspect.getdoc(cls) or ""
    names = [
        name
        for name in getattr(cls, "__match_args__", ()) or typing.get_type_hints(cls)
        if name[0] != "_" and not re.search(rf"^    (?:\w+, )*{name}\b.*:", text, re.M)
    ]
    listed = ", ".join(f"`{name}`" for name in names)
    return f"\nIts attributes without a word of their own: {listed}.\n" if names else ""


_ANSWERS = "swcareers.queries."


def types_in(hint: object) -> Iterator[type]:
    """The classes that a type is written with."""
    if isinstance(hint, type) and not typing.get_args(hint):
        yield hint
    for part in typing.get_args(hint):
        yield from types_in(part)


def signature(name: str, thing: object) -> str:
    """The call as Python writes it, without the names of modules."""
    try:
        text = str(inspect.signature(thing))  # type: ignore[arg-type]  # the except sees to it
    except (TypeError, ValueError):
        return name
    text = re.sub(r"\b(?:[a-z_]\w*\.)+([A-Za-z])", r"\1", text)
    whole = f"{name}{text}"
    if isinstance(thing, type):
        whole = re.sub(r" -> None$", "", whole)
    if len(whole) <= 80:
        return whole
    inside = re.sub(r"^\((.*)\)( -> .*)?$", r"\1", text, flags=re.S)
    after = re.search(r"\)( -> .*)$", text)
    arguments = ",\n    ".join(split_arguments(inside))
    return f"{name}(\n    {arguments},\n){after[1] if after else ''}"


def split_arguments(text: str) -> list[str]:
    """The arguments of a call, cut at the commas that stand in no bracket."""
    parts, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += (sign in "[({") - (sign in "])}")
        if sign == "," and depth == 0:
            parts.append(text[start:at].strip())
            start = at + 1
    return [*parts, text[start:].strip()]


def members(cls: type) -> str:
    """The public methods and properties of a class, with their first lines."""
    rows = []
    for name, member in inspect.getmembers(cls):
        own = name[0] != "_" or name in {"__getitem__", "__iter__"}
        text = inspect.getdoc(member) or ""
        callable_here = inspect.isfunction(member) or inspect.ismethod(member)
        if own and text and (callable_here or isinstance(member, property)):
            call = {"__getitem__": "[id]", "__iter__": "iteration"}.get(name)
            shown = call or name + ("()" if callable_here else "")
            rows.append(f"| `{shown}` | {text.splitlines()[0]} |")
    return "\n| | |\n|---|---|\n" + "\n".join(rows) + "\n" if rows else ""


def markdown(text: str) -> str:
    """A Google docstring as Markdown."""
    out: list[str] = []
    example = False
    for line in text.splitlines():
        section = re.fullmatch(r"(\w+):", line)
        if section and section[1] in HEADINGS:
            _close(out, example)
            example = False
            out += ["", f"**{HEADINGS[section[1]]}**", ""]
            continue
        bare = line.strip()
        if bare.startswith(">>>") and not example:
            out += ["", "```python"]
            example = True
        elif example and not bare:
            out += ["```", ""]
            example = False
        item = re.match(r"^    (\w[\w.]*(?:, \w+)*)(?: \([^)]*\))?: (.*)$", line)
        if item and not example:
            named = ", ".join(f"`{one}`" for one in item[1].split(", "))
            out.append(f"- {named}: {item[2]}")
        elif re.match(r"^ {8}\S", line) and not example and out and out[-1][:1] == "-":
            out[-1] += " " + bare
        else:
            out.append(line.removeprefix("    ") if line.startswith("    ") else line)
    _close(out, example)
    return "\n".join(out) + "\n"


def _close(out: list[str], example: bool) -> None:
    if example:
        out.append("```")
