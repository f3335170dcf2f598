"""The command line: what it prints, how wide, and with which exit code it ends."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import swcareers as sw
from swcareers.cli import _progress, commands
from swcareers.reading import catalogue
from swcareers.values.text import width as columns

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = catalogue.shipped_folder("frameworks")
LEARNERS = sorted((SHIPPED / "learners").glob("*.yaml"))
BROKEN = sorted(p for p in (ROOT / "tests" / "broken").rglob("*") if p.is_file())
THURROCK = SHIPPED / "learners" / "thurrock-nqsw.yaml"
DAY = "2026-11-06"


def run(*arguments: str | Path, at: Path | None = None) -> Result:
    """What a command does; a traceback counts as a failure of the test."""
    before = Path.cwd()
    try:
        if at is not None:
            os.chdir(at)
        done = CliRunner().invoke(
            commands, [str(one) for one in arguments], prog_name="swcareers"
        )
    finally:
        os.chdir(before)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert "Traceback" not in done.output
    return done


def by_stem(path: Path) -> str:
    return path.stem


# --- Exit codes -----------------------------------------------------------------------


def test_a_good_file_ends_with_nought() -> None:
    done = run("check", THURROCK)
    assert done.exit_code == 0
    assert done.output == "1 file checked: no problems.\n"


def test_a_file_with_a_problem_ends_with_one(tmp_path: Path) -> None:
    (tmp_path / "riverside.yaml").write_text(
        "framework: riverside\ntitel: Riverside\n", "utf-8"
    )
    done = run("check", "riverside.yaml", at=tmp_path)
    assert done.exit_code == 1
    assert done.output.startswith("riverside.yaml:2:1 SWC201 ")
    assert done.output.endswith("1 file checked: 1 problem.\n")


def test_a_warning_alone_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        "framework: a\ntitle: A\nstages: {manager: {grade: G}}\n", "utf-8"
    )
    done = run("check", tmp_path / "a.yaml")
    assert done.exit_code == 0
    assert done.output.endswith("1 file checked: no problems, 1 warning.\n")


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "nowhere.yaml"],
        ["report"],
        ["report", "nowhere.yaml"],
        ["report", "."],
        ["report", THURROCK, "--on", "31 June 2026"],
        ["report", THURROCK, "--format", "xml"],
        ["raport", THURROCK],
        ["show"],
        ["show", "thurrock", "--on", "yesterday"],
        ["list", "thurrock"],
    ],
    ids=lambda given: " ".join(Path(str(one)).name or "." for one in given),
)
def test_a_wrong_use_ends_with_two_and_says_what_is_wrong(
    arguments: list[str | Path], tmp_path: Path
) -> None:
    done = run(*arguments, at=tmp_path)
    assert done.exit_code == 2
    assert "Error: " in done.output


def test_a_record_that_names_no_framework_says_how_to_name_one(tmp_path: Path) -> None:
    path = tmp_path / "sam.yaml"
    path.write_text("record: sam\nposts: []\n", "utf-8")
    done = run("report", path, "--on", DAY)
    assert done.exit_code == 2
    assert "--framework ID" in done.output
    assert run("report", path, "--framework", "pcf", "--on", DAY).exit_code == 0


@pytest.mark.parametrize("command", ["show", "report"])
def test_an_unknown_framework_is_told_with_one_that_is_near(command: str) -> None:
    report = ["report", THURROCK, "--framework", "thurock", "--on", DAY]
    done = run(*(["show", "thurock"] if command == "show" else report))
    assert done.exit_code == 1
    assert "SWC305" in done.output
    assert "did you mean thurrock?" in done.output


def test_an_unknown_framework_that_is_near_none_is_told_with_all(
    tmp_path: Path,
) -> None:
    done = run("show", "zanzibar", at=tmp_path)
    assert done.exit_code == 1
    assert "thurrock" in done.output


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["report", "-h"]])
def test_help_and_version_end_with_nought(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 0


def test_the_installed_program_says_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "swcareers", "--version"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert sw.__version__ in done.stdout


# --- Bad files ------------------------------------------------------------------------


@pytest.mark.parametrize("path", BROKEN, ids=by_stem)
def test_no_command_answers_a_broken_file_with_a_traceback(path: Path) -> None:
    assert run("check", path).exit_code in (0, 1)
    assert run("show", path, "--on", DAY).exit_code in (0, 1)
    reported = run("report", path, "--framework", "thurrock", "--on", DAY)
    assert reported.exit_code in (0, 1)
    assert run("report", path, "--on", DAY).exit_code in (0, 1, 2)


@pytest.mark.parametrize("path", BROKEN, ids=by_stem)
def test_a_broken_file_is_never_reported_on_as_if_it_were_good(path: Path) -> None:
    """It is refused, or the report says what of the record was not understood."""
    done = run("report", path, "--framework", "asye", "--on", DAY, "--width", "120")
    if done.exit_code == 1:
        return
    unused = sw.report(sw.load_record(path), sw.load_framework("asye"), on=DAY).unused
    assert unused
    page = " ".join(done.output.split())
    assert all(one.message in page for one in unused[:3])


@pytest.mark.parametrize("name", ["frameworks", "cases"])
def test_another_kind_of_file_is_refused_as_a_record_by_its_name(name: str) -> None:
    path = next(iter(sorted((ROOT / "tests" / "broken" / name).glob("*.yaml"))))
    done = run("report", path, "--framework", "asye", "--on", DAY)
    assert "SWC403" in done.output
    assert "and no record" in done.output


def test_a_folder_is_checked_with_all_that_is_in_it(tmp_path: Path) -> None:
    (tmp_path / "inside").mkdir()
    (tmp_path / "inside" / "a.yaml").write_text("framework: a\ntitle: A\n", "utf-8")
    (tmp_path / "sam.yml").write_text("record: sam\nposts: []\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: none of ours\n", "utf-8")
    (tmp_path / "notes.txt").write_text("not looked at", "utf-8")
    done = run("check", tmp_path)
    assert done.exit_code == 0
    assert done.output == "2 files checked: no problems.\n"


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    done = run("check", tmp_path)
    assert done.exit_code == 0
    assert done.output == "No framework, record or case file found.\n"


def test_a_file_that_is_no_framework_record_or_case_says_what_one_begins_with(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text("frame_work: a\n", "utf-8")
    done = run("check", tmp_path / "a.yaml")
    assert done.exit_code == 1
    assert "did you mean framework?" in done.output


def test_a_record_that_lacks_its_reference_is_known_by_its_sections(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.yaml").write_text("posts: []\n", "utf-8")
    done = run("check", tmp_path / "a.yaml")
    assert done.exit_code == 1
    assert "SWC403" in done.output


def test_a_file_named_twice_is_checked_once() -> None:
    done = run("check", THURROCK, THURROCK.parent / "." / THURROCK.name)
    assert done.output == "1 file checked: no problems.\n"


def test_problems_of_several_files_come_sorted_by_file_and_line(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.yaml").write_text(
            f"framework: {name}\ntitel: x\nstage: {{}}\n", "utf-8"
        )
    done = run("check", "b.yaml", "a.yaml", at=tmp_path)
    found = [line.split()[0] for line in done.output.splitlines() if " SWC" in line]
    assert found == ["a.yaml:2:1", "a.yaml:3:1", "b.yaml:2:1", "b.yaml:3:1"]


# --- What is shipped ------------------------------------------------------------------


def test_every_shipped_file_is_good() -> None:
    done = run("check", SHIPPED)
    files = [path for path in SHIPPED.rglob("*.yaml") if path.is_file()]
    assert "SWC" not in done.output
    assert done.output == f"{len(files)} files checked: no problems.\n"


def test_the_list_names_every_shipped_framework() -> None:
    lines = run("list").output.splitlines()
    for one in catalogue.shipped():
        assert any(line.split()[0] == one.id for line in lines if line)


def test_the_list_for_programs_has_id_edition_and_title() -> None:
    rows = json.loads(run("list", "--format", "json").output)
    assert {(row["id"], row["edition"]) for row in rows} == {
        (one.id, one.edition) for one in catalogue.shipped()
    }
    assert all(row["title"] for row in rows)


@pytest.mark.parametrize("listed", catalogue.shipped(), ids=lambda one: one.path.stem)
def test_every_shipped_framework_can_be_shown(listed: catalogue.Listed) -> None:
    done = run(
        "show", listed.id, "--edition", listed.edition, "--on", DAY, "--width", "80"
    )
    assert done.exit_code == 0
    assert listed.id in done.output
    assert done.output.endswith("\n")
    assert not done.output.endswith("\n\n")


# --- How a page looks -----------------------------------------------------------------


def pages(path: Path, *options: str) -> Iterator[str]:
    for size in ("60", "80", "120"):
        done = run("report", path, "--on", DAY, "--width", size, *options)
        assert done.exit_code == 0
        too_long = [
            line for line in done.output.splitlines() if columns(line) > int(size)
        ]
        assert too_long == [], f"at {size} columns"
        yield done.output


@pytest.mark.parametrize("path", LEARNERS, ids=by_stem)
@pytest.mark.parametrize("full", [[], ["--full"]], ids=["short", "full"])
def test_no_line_of_a_report_is_longer_than_the_terminal(
    path: Path, full: list[str]
) -> None:
    for page in pages(path, *full):
        assert all(line == line.rstrip() for line in page.splitlines())


@pytest.mark.parametrize("path", LEARNERS, ids=by_stem)
def test_a_plain_report_is_words_alone(path: Path) -> None:
    """For screen readers, and for a terminal that knows no other signs."""
    for page in pages(path, "--plain"):
        assert page.isascii()


@pytest.mark.parametrize("listed", catalogue.shipped(), ids=lambda one: one.path.stem)
@pytest.mark.parametrize("size", ["60", "120"])
def test_no_line_of_a_handbook_is_longer_than_the_terminal(
    listed: catalogue.Listed, size: str
) -> None:
    shown = run("show", listed.path, "--on", DAY, "--width", size).output
    assert [line for line in shown.splitlines() if columns(line) > int(size)] == []


def test_the_report_says_both_sides_and_what_is_for_people() -> None:
    page = run("report", THURROCK, "--on", DAY, "--width", "80").output
    for words in ("thurrock-0231", "6 November 2026", "Support", "Assessment"):
        assert words in page
    assert "For people: " in page
    assert "This page counts evidence and judges no one." in page


def test_the_report_for_programs_is_the_report() -> None:
    done = run("report", THURROCK, "--on", DAY, "--format", "json")
    page = sw.Report.from_json(json.loads(done.output))
    learner = sw.load_record(THURROCK)
    again = sw.report(learner, sw.load_framework("thurrock"), on=DAY)
    assert page.sentence == again.sentence
    assert page["asye/supervision"].have == again["asye/supervision"].have


def test_a_record_read_against_several_frameworks_gives_a_list_for_programs(
    tmp_path: Path,
) -> None:
    path = tmp_path / "sam.yaml"
    path.write_text("record: sam\nframeworks: {pcf: 2018, asye: 2022}\n", "utf-8")
    done = run("report", path, "--on", DAY, "--format", "json")
    found = [page["framework"]["id"] for page in json.loads(done.output)]
    assert found == ["pcf", "asye"]


def test_without_a_day_the_report_is_about_today() -> None:
    done = run("report", THURROCK, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.output)["on"] >= "2026"


def test_a_terminal_without_the_signs_gets_words(tmp_path: Path) -> None:
    """A Windows code page cannot show a filled circle."""
    done = subprocess.run(
        [sys.executable, "-m", "swcareers", "report", str(THURROCK), "--on", DAY],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"},
        cwd=tmp_path,
    )
    page = done.stdout.decode("cp1252")
    assert "?" not in page
    assert "in place" in page


def test_a_report_and_a_handbook_can_be_kept_as_pages() -> None:
    done = run("report", THURROCK, "--on", DAY, "--format", "html")
    assert done.exit_code == 0
    assert done.output.startswith("<!doctype html>")
    assert "<title>thurrock-0231, 2026-11-06</title>" in done.output
    assert "Enhanced supervision" in done.output
    shown = run("show", "thurrock", "--format", "html")
    assert "<title>Thurrock Social Work Academy</title>" in shown.output


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_long_work_says_how_far_it_is_on_a_terminal_and_nowhere_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    assert _progress(100) is None
    tell = _progress(450)
    assert tell is not None
    for done in range(1, 451):
        tell(done)
    told = terminal.getvalue()
    assert told.replace("\r", "|") == (
        "|200 of 450 records|400 of 450 records|450 of 450 records\n"
    )
    monkeypatch.setattr(sys, "stderr", StringIO())
    assert _progress(450) is None
