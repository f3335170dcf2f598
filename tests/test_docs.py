"""What stands in the docs is so: the examples run, and print what is printed there."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from sybil import Document, Example, Region, Sybil
from sybil.document import PythonDocStringDocument
from sybil.parsers.doctest import DocTestParser
from sybil.parsers.markdown import PythonCodeBlockParser

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "swcareers"


def generator(name: str) -> ModuleType:
    """A module of `docs/generate/`, which is no package."""
    path = ROOT / "docs" / "generate" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"docs_{name}", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


outputs = generator("outputs")


def readable(text: str) -> None:
    """Fails if a block of YAML cannot be read at all."""
    from swcareers.reading.source import read

    read("example.yaml", text=text)


def evaluate(example: Example) -> str | None:
    """Run one block of YAML or of commands; what is returned is what was wrong."""
    language, marker, text = example.parsed
    if language == "console":
        for found in outputs.COMMAND.finditer(text):
            printed = outputs.run(found["command"])
            if not outputs.same(found["output"], printed):
                return (
                    f"`{found['command']}` prints\n{printed}\n"
                    f"and the page says\n{found['output']}"
                )
        return None
    outputs.put(marker, text)
    if marker == "whole framework":
        import swcareers as sw

        Path("example.yaml").write_text(text, "utf-8")
        sw.load_framework("example.yaml")
    elif marker == "whole record":
        import swcareers as sw

        Path("example.yaml").write_text(text, "utf-8")
        problems = sw.load_record("example.yaml").problems
        return "\n".join(map(str, problems)) or None
    elif marker is None:
        readable(text)
    return None


def blocks(document: Document) -> Iterator[Region]:
    """The blocks of YAML and of commands of a page."""
    for found in outputs.BLOCK.finditer(document.text):
        parsed = (found["language"], found["marker"], found["text"])
        yield Region(found.start(), found.end(), parsed, evaluate)


PAGES = Sybil(parsers=[PythonCodeBlockParser(), blocks])
DOCSTRINGS = Sybil(
    parsers=[DocTestParser()], document_types={".py": PythonDocStringDocument}
)


def name(path: Path) -> str:
    """A path as people write it, from the top of the repository."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", outputs.pages(), ids=name)
def test_every_example_on_the_page_runs(page: Path) -> None:
    with outputs.desk():
        for example in PAGES.parse(page).examples():
            example.evaluate()


@pytest.mark.parametrize("module", sorted(SOURCE.rglob("*.py")), ids=name)
def test_every_example_in_the_docstrings_runs(module: Path) -> None:
    document = DOCSTRINGS.parse(module)
    with outputs.desk():
        for example in document.examples():
            example.evaluate()


@pytest.mark.parametrize("page", outputs.pages(), ids=name)
def test_every_marker_before_an_example_is_known(page: Path) -> None:
    """A misspelt marker would quietly turn a check off."""
    unknown = [
        found["marker"]
        for found in outputs.BLOCK.finditer(page.read_text("utf-8"))
        if found["marker"] and not found["marker"].startswith(outputs.MARKERS)
    ]
    assert not unknown


def test_two_outputs_are_the_same_when_only_left_out_lines_differ() -> None:
    assert outputs.same("a\n…\nd\n", "a\nb\nc\nd\n")
    assert outputs.same("a\n…\nd\n", "a\nd\n")
    assert not outputs.same("a\n…\nd\n", "a\nb\n")
    assert not outputs.same("a.c\n", "abc\n")


# --- The glossary and the code use the same words -------------------------------------


def plain(term: str) -> str:
    """A term without case, spaces, hyphens and plural."""
    return re.sub(r"[^a-z]", "", term.lower()).removesuffix("s")


def test_every_noun_of_the_language_stands_in_the_glossary() -> None:
    """Class names equal glossary terms (docs/decisions.md)."""
    from swcareers.framework import model
    from swcareers.rules.requirement import Entry

    text = (ROOT / "docs" / "glossary.md").read_text("utf-8")
    terms = {
        plain(part)
        for line in re.findall(r"^(\S.*)\n:   ", text, re.MULTILINE)
        for part in re.split(r"[,()]| and ", line)
    }
    nouns = {
        thing.__name__
        for thing in vars(model).values()
        if isinstance(thing, type)
        and issubclass(thing, Entry)
        and thing.__module__ == model.__name__
    }
    assert nouns, "the nouns of the language are not where this test looks"
    assert {noun for noun in nouns if plain(noun) not in terms} == set()


def test_every_link_of_the_readme_leads_somewhere() -> None:
    """mkdocs looks after the links of its own pages, and not after these."""
    text = (ROOT / "README.md").read_text("utf-8")
    targets = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    assert targets
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_every_command_stands_in_the_readme() -> None:
    from swcareers.cli import commands

    text = (ROOT / "README.md").read_text("utf-8")
    told = set(re.findall(r"^\| `swcareers (\w+)", text, re.MULTILINE))
    assert told == set(commands.commands)


def test_every_problem_code_is_explained() -> None:
    """Each has a page: what it means and how to mend it, in somebody's words."""
    from swcareers.values.problems import CODES

    text = (ROOT / "docs" / "generate" / "explained.md").read_text("utf-8")
    sections = re.findall(r"^## (SWC\d+)\n\n(?=\S)(?!## )", text, re.MULTILINE)
    own = {path.stem for path in (ROOT / "docs" / "problems").glob("SWC*.md")}
    assert sorted(set(CODES) - own - set(sections)) == []
    assert sorted(set(sections) - set(CODES)) == [], "explained, and no longer a code"


def test_the_reference_tells_every_attribute_of_a_ledger() -> None:
    """What an award and a module of a ledger have stands on the page of names."""
    import attrs

    from swcareers.queries.ledger import AwardLedger, ModuleLine

    page = generator("names").page()
    for value in (AwardLedger, ModuleLine):
        text = page.partition(f"\n### {value.__name__} ")[2].partition("\n### ")[0]
        for one in attrs.fields(value):
            assert f"\n- `{one.name}`: " in text, (value, one.name)
