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
framework_option = click.option(
    "--framework", "framework_id", default=None, metavar="ID",
    help="The framework, by id or path; else the one the record names.",
)  # fmt: skip
plain_option = click.option("--plain", is_flag=True, help="Words only, no symbols.")
record_argument = click.argument("record", type=click.Path(exists=True, dir_okay=False))
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
@record_argument
@framework_option
@on_option
@click.option("--full", is_flag=True, help="Every rule, what counts and what does not.")
@plain_option
@click.option(
    "--format", "form", default="text",
    type=click.Choice(["text", "html", "json", "ics"]),
    help="Text, a web page, JSON, or a calendar of what is due (swcareers[ics]).",
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
    elif form == "html":
        from swcareers.presenting.html import document_html

        title = f"{pages[0].reference}, {day.isoformat()}"
        click.echo(document_html(title, (page.to_html() for page in pages)), nl=False)
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
@plain_option
@click.option("--format", "form", type=click.Choice(["text", "html"]), default="text")
@width_option
@_said_plainly
def show(
    framework_id: str,
    edition: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show a framework as a handbook in plain sentences."""
    from swcareers.presenting.handbook_text import handbook_text
    from swcareers.presenting.html import document_html, framework_html
    from swcareers.reading.loading import load_framework

    framework = load_framework(framework_id, edition=edition)
    if form == "html":
        card = framework_html(framework, on=_today(on))
        click.echo(document_html(framework.title, [card]), nl=False)
        return
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
@record_argument
@click.option(
    "--towards", multiple=True, metavar="ID",
    help="An award; give it again for several, in the order that matters.",
)  # fmt: skip
@framework_option
@on_option
@plain_option
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


def _answered(
    found: Sequence[Any],
    form: str,
    show: Callable[..., str],
    width: int | None,
    plain: bool,
    **more: Any,
) -> None:
    """Print answers: as JSON, or by the page that shows them."""
    if form == "json":
        _as_json([_json_of(one) for one in found])
        return
    for one in found:
        click.echo(show(one, width=_width(width), plain=_plain(plain), **more))


def _json_of(found: Any) -> Any:
    if isinstance(found, tuple):
        return [one.to_json() for one in found]
    return found.to_json()


@commands.command(name="next")
@record_argument
@framework_option
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def next_(
    record: str,
    framework_id: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show where somebody stands, and every way out of there."""
    from swcareers.presenting.progression_text import next_steps_text
    from swcareers.queries.next_steps import next_steps

    learner, frameworks = _loaded(record, framework_id)
    day = _today(on)
    found = [next_steps(learner, one, on=day) for one in frameworks]
    _answered(found, form, next_steps_text, width, plain)


@commands.command()
@record_argument
@click.argument("to", metavar="TO")
@framework_option
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def routes(
    record: str,
    to: str,
    framework_id: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show the ways to a stage, programme or award, and how soon each can be gone."""
    from swcareers.presenting.progression_text import routes_text
    from swcareers.queries.routes import routes as ways_to

    learner, frameworks = _loaded(record, framework_id)
    day = _today(on)
    found = [_wanted(ways_to, learner, one, to, on=day) for one in frameworks]
    _answered(found, form, routes_text, width, plain)


@commands.command()
@record_argument
@click.argument("into", metavar="INTO")
@framework_option
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def entry(
    record: str,
    into: str,
    framework_id: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Ask whether somebody may join a programme, approval, qualification or stage."""
    from swcareers.presenting.progression_text import entry_text
    from swcareers.queries.entry import entry as may_join

    learner, frameworks = _loaded(record, framework_id)
    day = _today(on)
    found = [_wanted(may_join, learner, one, into, on=day) for one in frameworks]
    _answered(found, form, entry_text, width, plain)


@commands.command()
@record_argument
@framework_option
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def permissions(
    record: str,
    framework_id: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show what somebody may do because of an approval, and until when."""
    from swcareers.presenting.progression_text import permissions_text
    from swcareers.queries.permissions import permissions as what_is_permitted

    learner, frameworks = _loaded(record, framework_id)
    day = _today(on)
    found = [what_is_permitted(learner, one, on=day) for one in frameworks]
    _answered(found, form, permissions_text, width, plain, on=day)


@commands.command()
@record_argument
@click.option(
    "--adding", metavar="FILE", type=click.Path(exists=True, dir_okay=False),
    help="A YAML file of entries by section, as a record has them.",
)  # fmt: skip
@click.option(
    "--hours", nargs=2, metavar="HOURS DATE",
    help='Other hours from a day on: --hours "22.2 of 37" 2027-01-04.',
)  # fmt: skip
@click.option(
    "--leave", nargs=3, metavar="REASON FROM TO",
    help="Time away: --leave parental-leave 2027-01-04 2027-06-30.",
)  # fmt: skip
@click.option(
    "--programme", nargs=2, metavar="ID DATE", help="Another programme from a day on."
)
@framework_option
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def whatif(
    record: str,
    adding: str | None,
    hours: tuple[str, str] | None,
    leave: tuple[str, str, str] | None,
    programme: tuple[str, str] | None,
    framework_id: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show what a change would change: a module, other hours, a leave."""
    from swcareers.presenting.progression_text import whatif_text
    from swcareers.queries import whatif as thought
    from swcareers.reading.source import read

    changes: list[Any] = []
    if adding is not None:
        changes.append(read(adding).data)
    if hours:
        day = DAY.convert(hours[1], None, None)
        changes.append(thought.HoursFrom(hours=hours[0], day=day))
    if leave:
        first, last = (DAY.convert(text, None, None) for text in leave[1:])
        changes.append(thought.Leave(reason=leave[0], first=first, last=last))
    if programme:
        day = DAY.convert(programme[1], None, None)
        changes.append(thought.OtherProgramme(programme=programme[0], day=day))
    if not changes:
        raise click.UsageError("say what changes: --adding, --hours, --leave ...")
    learner, frameworks = _loaded(record, framework_id)
    asked = _today(on)
    found = [
        _wanted(thought.whatif, learner, one, changes, on=asked) for one in frameworks
    ]
    _answered(found, form, whatif_text, width, plain)


@commands.command()
@click.argument("left", metavar="ID")
@click.argument("right", metavar="ID")
@click.option(
    "--record", type=click.Path(exists=True, dir_okay=False),
    help="One person's record: what a move would mean for them.",
)  # fmt: skip
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def compare(
    left: str,
    right: str,
    record: str | None,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Compare two frameworks: rules, offer, and what one record meets under both."""
    from swcareers.presenting.comparison_text import compare_for_text, compare_text
    from swcareers.queries.compare import compare as compared
    from swcareers.queries.moving_boroughs import compare_for
    from swcareers.reading.loading import load_framework, load_record

    here, there = load_framework(left), load_framework(right)
    day = _today(on)
    if record is None:
        found: Any = compared(here, there, on=day)
        _answered([found], form, compare_text, width, plain)
        return
    found = compare_for(load_record(record), here, there, on=day)
    _answered([found], form, compare_for_text, width, plain)


@commands.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--framework", "framework_id", required=True, metavar="ID")
@click.option("--programme", default=None, metavar="ID", help="Only this programme.")
@click.option("--full", is_flag=True, help="Beneath each line all that is due.")
@click.option(
    "--by", default=None, help="Also by this; by assessor, what each has to do.",
    type=click.Choice(
        ["team", "service", "setting", "stage", "employer", "contract", "assessor"]
    ),
)  # fmt: skip
@click.option(
    "--since", type=DAY, default=None, metavar="DATE",
    help="Also figures since a day: awards funded, vacancies filled, promotions.",
)  # fmt: skip
@click.option(
    "--at-least", type=click.IntRange(1), default=5,
    help="Groups under so many people are withheld; 5 if left out.",
)  # fmt: skip
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def cohort(
    paths: Sequence[str],
    framework_id: str,
    programme: str | None,
    full: bool,
    by: str | None,
    since: date | None,
    at_least: int,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show many people at once, one line each: never ranked, never a percentage."""
    from swcareers.presenting.comparison_text import cohort_text
    from swcareers.queries.checking import record_files
    from swcareers.queries.cohort import cohort as together
    from swcareers.reading.loading import load_framework, load_records

    missing = [path for path in paths if not Path(path).exists()]
    if missing:
        raise click.UsageError(f"there is no {missing[0]}")
    files = record_files(Path(path) for path in paths)
    framework = load_framework(framework_id)
    found = _wanted(
        together,
        load_records(files),
        framework,
        on=_today(on),
        programme=programme,
        progress=_progress(len(files)),
    )
    more = {"by": by, "since": since, "at_least": at_least, "full": full}
    _answered([found], form, cohort_text, width, plain, **more)


def _progress(total: int) -> Callable[[int], None] | None:
    """How far long work is, on the error stream of a terminal; None: it is short."""
    if total < _LONG or not sys.stderr.isatty():
        return None

    def tell(done: int) -> None:
        if done % _LONG == 0 or done == total:
            click.echo(f"\r{done} of {total} records", nl=done == total, err=True)

    return tell


_LONG = 200  # records; fewer are read before anybody wonders


@commands.command()
@click.argument("framework_id", metavar="ID")
@on_option
@plain_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "mermaid", "svg"]),
    default="text", help="How the map is written.",
)  # fmt: skip
@width_option
@_said_plainly
def pathway(
    framework_id: str, on: date | None, plain: bool, form: str, width: int | None
) -> None:
    """Draw the stages, ways and awards of a framework as a map."""
    from swcareers.presenting.comparison_text import pathway_text
    from swcareers.queries.pathway import pathway as mapped
    from swcareers.reading.loading import load_framework

    found = mapped(load_framework(framework_id), on=_today(on))
    if form == "mermaid":
        click.echo(found.to_mermaid())
    elif form == "svg":
        click.echo(found.to_svg())
    else:
        _answered([found], form, pathway_text, width, plain)


@commands.command()
@click.argument("framework_id", metavar="ID")
@click.argument("thing", metavar="THING")
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def opens(
    framework_id: str,
    thing: str,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show everything that an award, module, learning or approval advances."""
    from swcareers.presenting.progression_text import opens_text
    from swcareers.queries.opens import opens as opened
    from swcareers.reading.loading import load_framework

    framework = load_framework(framework_id)
    found = _wanted(opened, framework, thing, on=_today(on))
    _answered([found], form, opens_text, width, plain)


@commands.command()
@click.argument("framework_id", metavar="ID")
@click.argument("from_", metavar="FROM")
@click.argument("to", metavar="TO")
@on_option
@plain_option
@format_option
@width_option
@_said_plainly
def levels(
    framework_id: str,
    from_: str,
    to: str,
    on: date | None,
    plain: bool,
    form: str,
    width: int | None,
) -> None:
    """Show what is new between two levels or stages."""
    from swcareers.presenting.progression_text import between_text
    from swcareers.queries.levels import between
    from swcareers.reading.loading import load_framework

    framework = load_framework(framework_id)
    found = _wanted(between, framework, from_, to, on=_today(on))
    _answered([found], form, between_text, width, plain)


def main() -> None:
    """Run the command line."""
    # A pipe on Windows may not be UTF-8; what it cannot show becomes a question mark.
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    commands()
