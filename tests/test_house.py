"""The rules of the house: what travels, what an import costs, what a name owes."""

import ast
import importlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import swcareers

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAMES = [name for name in swcareers.__all__ if name != "__version__"]


# --- What travels ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel, built here and now by the project's own build backend."""
    from hatchling.builders.wheel import WheelBuilder

    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(ROOT)).build(
        directory=str(folder), versions=["standard"]
    )
    return zipfile.ZipFile(built)


def test_the_wheel_says_that_it_is_typed(wheel: zipfile.ZipFile) -> None:
    assert "swcareers/py.typed" in wheel.namelist()


@pytest.mark.parametrize("folder", ["frameworks", "schemas"])
def test_frameworks_and_schemas_travel_in_the_wheel(
    wheel: zipfile.ZipFile, folder: str
) -> None:
    here = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".yaml", ".json"}
    }
    assert here, f"{folder}/ is empty"
    packed = {name.removeprefix("swcareers/shipped/") for name in wheel.namelist()}
    assert here <= packed


def test_nothing_but_the_library_travels_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top.split("-")[0] for top in tops} == {"swcareers"}


def test_the_licence_travels_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert any(name.endswith("/LICENSE") for name in wheel.namelist())


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    version = PROJECT["project"]["version"]
    assert swcareers.__version__ == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text("utf-8")


# --- What an import costs -------------------------------------------------------------

HEAVY = ["yaml", "cattrs", "jsonschema", "click", "icalendar", "dateutil", "numpy"]


def modules_after(code: str) -> set[str]:
    """The modules that a fresh Python holds after running the code."""
    program = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_the_library_brings_attrs_at_most() -> None:
    """Readers are imported inside the functions that read (architecture.md)."""
    ours = modules_after("import swcareers")
    brought = {name.split(".")[0] for name in ours - modules_after("pass")}
    third_party = brought - set(sys.stdlib_module_names) - {"swcareers"}
    assert third_party <= {"attr", "attrs"}
    assert not brought & set(HEAVY)


def test_a_public_name_is_loaded_on_its_first_use_only() -> None:
    assert {"swcareers.queries", "swcareers.reading"}.isdisjoint(
        modules_after("import swcareers")
    )


def test_every_public_name_can_be_completed_before_it_is_loaded() -> None:
    program = "import swcareers; print(*dir(swcareers))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert set(swcareers.__all__) <= set(done.stdout.split())


def test_a_name_that_is_not_there_is_refused_as_python_refuses_it() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'raport'"):
        swcareers.raport  # noqa: B018 - the look itself is what is tested


# --- What a public name owes ----------------------------------------------------------


def test_type_checkers_see_the_same_names_as_programs() -> None:
    """The table of homes, the imports for type checkers and `__all__` agree."""
    tree = ast.parse(Path(swcareers.__file__).read_text("utf-8"))
    seen = {
        alias.asname or alias.name: node.module.removeprefix("swcareers.")
        for branch in tree.body
        if isinstance(branch, ast.If) and ast.unparse(branch.test) == "TYPE_CHECKING"
        for node in ast.walk(branch)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    }
    assert seen == swcareers._HOMES
    assert sorted([*seen, "__version__"]) == sorted(swcareers.__all__)
    assert len(set(swcareers.__all__)) == len(swcareers.__all__)


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_has_a_docstring_with_an_example(name: str) -> None:
    thing = getattr(swcareers, name)
    if not (isinstance(thing, type) or callable(thing)):
        pytest.fail(f"{name} is neither a class nor a function")
    text = thing.__doc__ or ""
    assert text.strip(), f"{name} has no docstring"
    assert ">>> " in text, f"the docstring of {name} shows no example"


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_stands_in_the_guide(name: str) -> None:
    guide = (ROOT / "docs" / "guide" / "python.md").read_text("utf-8")
    assert re.search(rf"`(sw\.)?{name}\b", guide), f"docs/guide/python.md omits {name}"


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_lives_where_the_table_says(name: str) -> None:
    home = importlib.import_module(f"swcareers.{swcareers._HOMES[name]}")
    assert getattr(home, name) is getattr(swcareers, name)


# --- The README and the repository ----------------------------------------------------


def test_ci_finds_the_two_commands_of_the_readme() -> None:
    done = subprocess.run(
        [str(ROOT / ".ci" / "run"), "--commands"],
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.splitlines()
    readme = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert first in readme
    assert second in readme
    assert "swcareers report frameworks/learners/thurrock-nqsw.yaml" in first
    assert "--on 2026-11-06" in first
    assert second.endswith("-m pytest")


def test_ci_is_a_program() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def written_files() -> list[Path]:
    """Every text file somebody wrote, without what tools leave beside them."""
    tops = ["src", "tests", "docs", "schemas", "frameworks", "benchmarks", ".ci"]
    found = [path for top in tops for path in (ROOT / top).rglob("*")]
    found += [
        path for path in ROOT.iterdir() if path.suffix in {".md", ".toml", ".yml"}
    ]
    left = re.compile(r"__pycache__|^\.(?!ci$)")  # what tools leave beside them
    return [
        path
        for path in found
        if path.is_file() and not any(map(left.match, path.relative_to(ROOT).parts))
    ]


def test_no_file_names_a_path_of_the_machine_it_was_written_on() -> None:
    # Spelled in pieces, so that this file does not name them either.
    folders = "|".join(["ro" + "ot", "ho" + "me", "wo" + "rk", "opt/ve" + "nv"])
    pattern = re.compile(rf"(?<![\w.:/-])/({folders})/\w".encode())
    named = [
        path.relative_to(ROOT).as_posix()
        for path in written_files()
        if pattern.search(path.read_bytes())
    ]
    assert not named


def test_nothing_is_left_for_later_in_the_source() -> None:
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|NotImplemented" + r"Error)\b")
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "src").rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if words.search(line)
    ]
    assert not left


def test_every_silenced_check_says_why() -> None:
    """`noqa` and `type: ignore` name their rule and give a reason beside it."""
    silenced = re.compile(r"#\s*(noqa|type:\s*ignore|pyright:\s*ignore|pragma)")
    reasoned = re.compile(
        r"#\s*(noqa: [A-Z0-9, ]+(-|#) \w|(type|pyright): ignore\[[\w, -]+\]\s+# \w)"
    )
    bare = [
        f"{path.relative_to(ROOT)}:{number}"
        for top in ("src", "tests", "benchmarks")
        for path in (ROOT / top).rglob("*.py")
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if silenced.search(line) and not reasoned.search(line)
        if "re.compile" not in line
    ]
    assert not bare
