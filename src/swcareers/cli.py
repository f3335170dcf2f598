"""The command line: the only place that prints, and the only one that knows today.

Exit codes: 0 all is well, 1 there are problems (or a report could not be made of a
file), 2 the command was used wrongly.
"""

import json
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import click

from swcareers import __version__
from swcareers.values.problems import Problem, ProblemsError, sorted_problems

P = ParamSpec("P")
R = TypeVar("R")


class _Day(click.ParamType[date]):
    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date: write it as 2026-11-06", param, ctx)


DAY = _Day()
on_option = click.option(
    "--on", type=DAY, default=None, metavar="DATE",
    help="The day asked about, as 2026-11-06; today if left out.",
)  # fmt: skip
format_option = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text",
    help="How the answer is written.",
)  # fmt: skip
width_option = click.option(
    "--width", type=click.IntRange(60), default=None, hidden=True
)


def _today(on: date | None) -> date:
    return on or date.today()  # noqa: DTZ011  # the day on this person's own clock


def _width(width: int | None) -> int:
    return width or max(60, shutil.get_terminal_size((80, 24)).columns)


def _plain(plain: bool) -> bool:
    """Words only, also where the terminal cannot show the symbols."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    try:
        "●◐○━┃".encode(encoding)
    except (UnicodeEncodeError, LookupError):
        return True
    return plain


def _show(problems: Iterable[Problem]) -> None:
    for problem in problems:
        click.echo(_relative(problem.render()))


def _relative(text: str) -> str:
    """Paths below the folder one stands in, without that folder."""
    return text.replace(f"{Path.cwd()}/", "")


def _said_plainly(run: Callable[P, R]) -> Callable[P, R]:
    """Problems in files are told as such: no traceback reaches an author."""

    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return run(*args, **kwargs)
        except ProblemsError as error:
            _show(error.problems)
            raise SystemExit(1) from None

    wrapped.__name__, wrapped.__doc__ = run.__name__, run.__doc__
    return wrapped


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="swcareers")
def commands() -> None:
    """Career frameworks of English social work: check them, and ask them."""


@commands.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@_said_plainly
def check(paths: Sequence[str]) -> None:
    """Check frameworks, records and case files.

    A folder is searched for all of them. Exit code 1 where something is wrong; a
    warning alone is no problem.
    """
    from swcareers.queries.checking import check_paths

    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]}")
    found = check_paths(Path(path) for path in paths)
    problems = sorted_problems(problem for one in found for problem in one.problems)
    _show(problems)
    errors = sum(problem.severity == "error" for problem in problems)
    warnings = len(problems) - errors
    click.echo(_summary(len(found), errors, warnings))
    if errors:
        raise SystemExit(1)


def _summary(files: int, errors: int, warnings: int) -> str:
    from swcareers.values.text import counted

    if not files:
        return "No framework, record or case file found."
    wrong = counted(errors, "problem") if errors else "no problems"
    doubt = f", {counted(warnings, 'warning')}" if warnings else ""
    return f"{counted(files, 'file')} checked: {wrong}{doubt}."


@commands.command()
@click.argument("record", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--framework", "framework_id", default=None, metavar="ID",
    help="The framework, by id or path; else the one the record names.",
)  # fmt: skip
@on_option
@click.option("--full", is_flag=True, help="Every rule, what counts and what does not.")
@click.option("--plain", is_flag=True, help="Words only, no symbols.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "ics"]), default="text",
    help="Text, JSON, or a calendar of what is due (needs swcareers[ics]).",
)  # fmt: skip
@width_option
@_said_plainly
def report(
    record: str,
    framework_id: str | None,
    on: date | None,
    full: bool,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Report on a learner's record: what is in place, evidenced, due, coming."""
    from swcareers.queries.report import report as make

    learner, frameworks = _loaded(record, framework_id)
    day = _today(on)
    pages = [make(learner, framework, on=day) for framework in frameworks]
    if form == "ics":
        from swcareers.presenting.ics import calendar_ics
        from swcareers.queries.calendar import calendar

        for framework in frameworks:
            dates = calendar(framework, learner, on=day)
            click.echo(calendar_ics(dates), nl=False)
    elif form == "json":
        plain_pages = [page.to_json() for page in pages]
        found = plain_pages[0] if len(plain_pages) == 1 else plain_pages
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        words = _plain(plain)
        shown = [
            page.to_text(width=_width(width), full=full, plain=words) for page in pages
        ]
        click.echo("\n".join(shown), nl=False)


def _loaded(record: str, framework_id: str | None) -> tuple[Any, list[Any]]:
    """A record and the frameworks it is read against."""
    from swcareers.reading.loading import load_framework, load_record

    learner = load_record(record)
    # A borough keeps its framework beside its records, or one folder up.
    here = Path(record).resolve().parent
    folders = [here, here.parent]
    if framework_id is not None:
        return learner, [load_framework(framework_id, beside=folders)]
    if not learner.frameworks:
        raise click.UsageError(
            "the record names no framework: add --framework ID, or write "
            "frameworks: {ID: edition} in it"
        )
    named = [
        load_framework(id_, edition=edition or None, beside=folders)
        for id_, edition in learner.frameworks.items()
    ]
    return learner, named


@commands.command()
@click.argument("framework_id", metavar="ID")
@click.option("--edition", default=None, help="Which edition; the latest if left out.")
@on_option
@click.option("--plain", is_flag=True, help="Words only, no symbols.")
@width_option
@_said_plainly
def show(
    framework_id: str,
    edition: str | None,
    on: date | None,
    plain: bool,
    width: int | None,
) -> None:
    """Show a framework as a handbook in plain sentences."""
    from swcareers.presenting.handbook_text import handbook_text
    from swcareers.reading.loading import load_framework

    framework = load_framework(framework_id, edition=edition)
    words = _plain(plain)
    shown = handbook_text(framework, on=_today(on), width=_width(width), plain=words)
    click.echo(shown, nl=False)


@commands.command(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def list_(form: str) -> None:
    """List the frameworks that come with the library."""
    from swcareers.reading.catalogue import shipped_rows

    rows = shipped_rows()
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    wide = max(len(row["id"]) for row in rows)
    edition = max(len(row["edition"]) for row in rows)
    for row in rows:
        click.echo(f"{row['id']:{wide}}  {row['edition']:{edition}}  {row['title']}")
    click.echo("\nswcareers show ID prints one in plain sentences.")


@commands.command(name="credits")
@click.argument("record", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--towards", multiple=True, metavar="ID",
    help="An award; give it again for several, in the order that matters.",
)  # fmt: skip
@click.option(
    "--framework", "framework_id", default=None, metavar="ID",
    help="The framework, by id or path; else the one the record names.",
)  # fmt: skip
@on_option
@click.option("--plain", is_flag=True, help="Words only, no symbols.")
@format_option
@width_option
@_said_plainly
def credits_(
    record: str,
    towards: Sequence[str],
    framework_id: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show what credit is banked, what it counts towards, and what is missing."""
    from swcareers.presenting.ledger_text import ledger_text
    from swcareers.queries.ledger import credit_ledger

    learner, frameworks = _loaded(record, framework_id)
    day = _today(on)
    ledgers = [
        _wanted(credit_ledger, learner, one, towards=list(towards) or None, on=day)
        for one in frameworks
    ]
    if form == "json":
        _as_json([ledger.to_json() for ledger in ledgers])
        return
    for ledger in ledgers:
        click.echo(ledger_text(ledger, width=_width(width), plain=_plain(plain)))


def _wanted(question: Callable[..., R], *given: Any, **more: Any) -> R:
    """An answer; what is asked of things that are not there is wrong use."""
    try:
        return question(*given, **more)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _as_json(pages: Sequence[Any]) -> None:
    shown = pages[0] if len(pages) == 1 else list(pages)
    click.echo(json.dumps(shown, ensure_ascii=False, indent=2))


def main() -> None:
    """Run the command line."""
    # A pipe on Windows may not be UTF-8; what it cannot show becomes a question mark.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    commands()


if __name__ == "__main__":
    main()
