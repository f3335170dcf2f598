"""The list of problem codes, and a page for each.

The page of a code is what somebody wrote about it in `docs/problems/CODE.md`, followed
by its broken example from the tests and what the library really says about it.
"""

import re
from pathlib import Path

GROUPS = {
    "1": "Reading a file",
    "2": "Shape",
    "3": "Links, and what a framework means",
    "4": "Records",
    "5": "Cases",
}


def codes() -> dict[str, str]:
    """Every code with its short title, from the library itself."""
    from swcareers.values.problems import CODES

    return dict(sorted(CODES.items()))


def index() -> str:
    """The page that lists every code."""
    parts = [
        "# Problem codes\n",
        "Each problem has a code that stays the same from version to version, however "
        "its wording is improved. A line such as\n",
        "```text\nthurrock.yaml:12:3 SWC203 …\n```\n",
        "names the file, the line and the column, the code, and what is wrong. "
        "Programs should look at the code, people at the words.\n",
    ]
    group = ""
    for code, title in codes().items():
        if code[3] != group:
            group = code[3]
            parts.append(f"\n## {GROUPS.get(group, 'Other')} (SWC{group}…) ")
            parts.append("\n\n| code | what it says |\n|---|---|")
        parts.append(f"\n| [{code}](problems/{code}.md) | {title} |")
    return "".join(parts) + "\n"


def pages(root: Path) -> dict[str, str]:
    """The page of each code, by code."""
    return {code: _page(root, code, title) for code, title in codes().items()}


def _page(root: Path, code: str, title: str) -> str:
    path = root / "docs" / "problems" / f"{code}.md"
    written = path.read_text("utf-8") if path.exists() else ""
    if not re.match(r"# ", written):
        written = f"# {code}: {title}\n\n{written}"
    parts = [written.rstrip() + "\n"]
    if "## Example" not in written:
        parts += [_example(example) for example in broken_examples(root, code)]
    parts.append("\n[All problem codes](../problems.md)\n")
    return "\n".join(parts)


def broken_examples(root: Path, code: str) -> list[Path]:
    """The broken files that the tests keep for a code."""
    return sorted((root / "tests" / "broken").glob(f"{code}*.yaml"))


def _example(path: Path) -> str:
    text = path.read_text("utf-8-sig", errors="replace").rstrip()
    fence = "````" if "```" in text else "```"
    if len(text) > 3000:
        return ""  # the bounds of size are shown by a file too long to print
    return f"\n## An example\n\n{fence}yaml\n{text}\n{fence}\n"
