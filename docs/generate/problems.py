"""The list of problem codes, and a page for each.

The page of a code is what somebody wrote about it (`explained.md`, or a page of its
own in `docs/problems/`), followed by the broken examples of the tests and by what the
library really says about them.
"""

import os
import re
from pathlib import Path

import outputs

HERE = Path(__file__).resolve().parent
GROUPS = {
    "1": "Reading a file",
    "2": "Shape",
    "3": "Links, and what a framework means",
    "4": "Records",
    "5": "Cases",
}
LONGEST = 60  # lines; the bounds of size are shown by files too long to print


def codes() -> dict[str, str]:
    """Every code with its short title, from the library itself."""
    from swcareers.values.problems import CODES

    return dict(sorted(CODES.items()))


def explained() -> dict[str, str]:
    """What somebody wrote about each code."""
    text = (HERE / "explained.md").read_text("utf-8")
    sections = re.split(r"^## (SWC\d+)\n", text, flags=re.MULTILINE)[1:]
    return {
        code: body.strip()
        for code, body in zip(sections[::2], sections[1::2], strict=True)
    }


def index() -> str:
    """The page that lists every code."""
    parts = [
        "# Problem codes\n",
        "Each problem has a code that stays the same from version to version, however "
        "its wording is improved. A line such as\n",
        '```text\nthurrock.yaml:12:3 SWC201 "titel" is not a key here\n```\n',
        "names the file, the line and the column, the code, and what is wrong. "
        "Programs should look at the code, people at the words.\n",
    ]
    group = ""
    for code, title in codes().items():
        if code[3] != group:
            group = code[3]
            parts.append(f"\n## {GROUPS.get(group, 'Other')}\n")
            parts.append("| code | what it says |\n|---|---|")
        parts.append(f"| [{code}](problems/{code}.md) | {title} |")
    return "\n".join(parts) + "\n"


def pages(root: Path) -> dict[str, str]:
    """The page of each code, by code."""
    texts = explained()
    return {
        code: page(root, code, title, texts.get(code, ""))
        for code, title in codes().items()
    }


def page(root: Path, code: str, title: str, text: str) -> str:
    """The page of one code."""
    own = root / "docs" / "problems" / f"{code}.md"
    if own.exists():
        return own.read_text("utf-8")
    parts = [f"# {code}: {title[:1].lower()}{title[1:]}\n", f"{text}\n"]
    shown = [one for one in map(example, broken_examples(root, code)) if one]
    if shown:
        parts += ["## What it looks like\n", *shown]
    return "\n".join([*parts, "[All problem codes](../problems.md)\n"])


def broken_examples(root: Path, code: str) -> list[Path]:
    """The broken files that the tests keep for a code."""
    found = (root / "tests" / "broken").rglob(f"{code}*")
    return sorted(path for path in found if path.suffix in {".yaml", ".yml", ".json"})


def example(path: Path) -> str:
    """A broken file and what is said about it; nothing where it cannot be shown."""
    try:
        text = path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""
    lines = text.splitlines()
    if len(lines) > LONGEST or max(map(len, lines), default=0) > 200:
        return ""
    language = path.suffix.removeprefix(".").replace("yml", "yaml")
    printed = f"$ swcareers check {path.name}\n{said(path)}"
    return fenced(language, text) + "\n" + fenced("console", printed)


def fenced(language: str, text: str) -> str:
    """A fenced block; what could end it early is not in these files."""
    return f"```{language}\n{text.rstrip()}\n```\n"


def said(path: Path) -> str:
    """What `swcareers check` says about a file, as somebody beside it would see it."""
    before = Path.cwd()
    os.chdir(path.parent)
    try:
        return outputs.run(f"swcareers check {path.name}")
    finally:
        os.chdir(before)
