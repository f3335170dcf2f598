"""The examples in the pages that are not Python: files, and commands with their output.

A block of YAML may have a comment on the line before it:

    <!-- file: riverside.yaml -->     the following blocks and commands find it there
    <!-- whole framework -->          it loads without a problem
    <!-- whole record -->             it loads without a problem

A block of `console` holds commands after `$ `, each with what it prints; a line with
`…` alone stands for any lines. The tests run all of it (tests/test_docs.py).

`python docs/generate/outputs.py` runs every command and writes what it prints today
into the pages; read the difference before committing it.
"""

import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(
    r"(?:^<!-- (?P<marker>[^\n]*?) -->\n)?"
    r"^```(?P<language>yaml|console)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?P<command>.*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)
MARKERS = ("file: ", "whole framework", "whole record")


def pages() -> list[Path]:
    """The README and every page that somebody wrote."""
    written = sorted((ROOT / "docs").rglob("*.md"))
    return [ROOT / "README.md", *(p for p in written if p.parent.name != "generate")]


@contextmanager
def desk() -> Iterator[Path]:
    """An empty folder to work in, where the shipped `frameworks/` can be seen."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(ROOT / "frameworks", Path(folder, "frameworks"))
        os.chdir(folder)
        try:
            yield Path(folder)
        finally:
            os.chdir(before)


def run(command: str) -> str:
    """What a command prints, on both streams, in a terminal of 80 columns."""
    from click.testing import CliRunner

    from swcareers.cli import commands

    program, *arguments = shlex.split(command)
    if program == "cat":
        return "".join(Path(name).read_text("utf-8") for name in arguments)
    if program != "swcareers":
        raise ValueError(f"only swcareers and cat are run, not {program}")
    runner = CliRunner(env={"COLUMNS": "80", "NO_COLOR": "1"})
    done = runner.invoke(commands, arguments, prog_name="swcareers")
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return "".join(f"{line.rstrip()}\n" for line in done.output.splitlines())


def same(expected: str, printed: str) -> bool:
    """Whether the lines agree, where a line `…` stands for any lines."""
    parts = re.split(r"^…\n", expected, flags=re.MULTILINE)
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in parts)
    return re.fullmatch(pattern, printed) is not None


def put(marker: str | None, text: str) -> None:
    """Put a block of YAML into the file that its marker names, if it names one."""
    if marker and marker.startswith("file: "):
        Path(marker.removeprefix("file: ")).write_text(text, "utf-8")


def refreshed(text: str) -> str:
    """The text of a page with the output of its commands as it is today."""

    def again(found: re.Match[str]) -> str:
        output = run(found["command"])
        if same(found["output"], output):
            return found[0]
        return f"$ {found['command']}\n{output}"

    def block(found: re.Match[str]) -> str:
        if found["language"] == "yaml":
            put(found["marker"], found["text"])
            return found[0]
        return found[0].replace(found["text"], COMMAND.sub(again, found["text"]))

    with desk():
        return BLOCK.sub(block, text)


def main() -> None:
    """Write today's output into every page, and say which pages changed."""
    for page in pages():
        before = page.read_text("utf-8")
        after = refreshed(before)
        if after != before:
            page.write_text(after, "utf-8")
            sys.stdout.write(f"{page.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
