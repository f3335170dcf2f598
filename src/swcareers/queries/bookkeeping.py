"""How a credit ledger is made: which awards are asked, together or each alone."""

from collections.abc import Sequence
from datetime import date

from swcareers import __version__
from swcareers.evaluation.credit.asking import Ledger as Standings
from swcareers.evaluation.credit.asking import credit_of_awards
from swcareers.evaluation.credit.hardness import method_of
from swcareers.evaluation.credit.reader import terms_of
from swcareers.evaluation.credit.terms import is_described
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.queries.answers import FrameworkRead, Unused
from swcareers.queries.asking import situation_of
from swcareers.queries.ledger import Ledger, Method
from swcareers.queries.ledger_awards import AwardLines
from swcareers.queries.ledger_book import Book, budgets_of
from swcareers.queries.ledger_modules import ModuleLines, left_over
from swcareers.queries.report import day_of
from swcareers.reading.record_checks import record_against
from swcareers.record.model import Record
from swcareers.values.problems import Problem
from swcareers.values.text import did_you_mean

_LATER = date(2150, 1, 1)  # after every edition begins: the last of each is meant
_OF_CREDIT = ("/modules", "/awards", "/studies", "/credit_decisions", "/waivers")
_GONE = ("left", "withdrawn", "completed")


def make_ledger(
    record: Record,
    framework: Framework,
    towards: Sequence[str] | None,
    on: date | str,
    previous: Ledger | None,
) -> Ledger:
    """The ledger of a record; see `swcareers.queries.ledger.credit_ledger`."""
    day = day_of(on)
    base = situation_of(record, framework, day)
    asked, together = _asked(towards, base)
    before = _placed_before(previous)
    if together:
        standings = credit_of_awards(asked, base, previous=before)
    else:
        standings = _each(asked, base, before)
    several = together and len(asked) > 1
    book = Book(standings, base, asked, several, tuple(budgets_of(base)))
    lines, modules = AwardLines(book), ModuleLines(book)
    awards = tuple(lines.award(one) for one in standings.together)
    told = tuple(modules.module(result) for result in standings.results)
    return Ledger(
        reference=record.record,
        on=day,
        framework=FrameworkRead.of(framework),
        version=__version__,
        banked=tuple(modules.banked()),
        awards=awards,
        modules=told,
        left_over=tuple(left_over(told)),
        budgets=tuple(f"{title}: {amount}" for title, amount in book.budgets),
        together=book.together,
        proven=all(one.proven for one in awards),
        unused=tuple(
            _unused(problem)
            for problem in (*record.problems, *record_against(record, framework))
            if problem.pointer.startswith(_OF_CREDIT)
        ),
    )


def _asked(
    towards: Sequence[str] | None, base: Situation
) -> tuple[tuple[str, ...], bool]:
    """The awards asked about, and whether together."""
    book = base.book
    known = {**book.qualifications, **book.approvals}
    if towards is not None:
        names = tuple(dict.fromkeys(towards))
        for name in names:
            if name not in known:
                meant = did_you_mean(name, known)
                hint = f": did you mean {meant}?" if meant else ""
                raise ValueError(
                    f"{book.id} has no qualification or approval {name}{hint}"
                )
        return names, True
    studied = [
        study.qualification
        for study in base.facts.record.studies or ()
        if study.qualification in known and study.state not in _GONE
    ]
    if studied:
        return tuple(dict.fromkeys(studied)), True
    return tuple(book.qualifications), False


def _each(
    asked: Sequence[str],
    base: Situation,
    before: dict[str, tuple[tuple[str, str], ...]],
) -> Standings:
    """Awards asked each by itself."""
    found = credit_of_awards((), base)
    credits = []
    for award in asked:
        one = credit_of_awards((award,), base, previous=before)
        credits.append(one.together[0])
    return Standings(found.results, tuple(credits), tuple(credits), found.asking)


def _placed_before(
    previous: Ledger | None,
) -> dict[str, tuple[tuple[str, str], ...]]:
    if previous is None:
        return {}
    return {
        line.item: tuple(
            (use.award, f"made_of/{use.part.rpartition('/')[2]}")
            for use in line.towards
            if use.mode == "certain"
        )
        for line in previous.modules
    }


def _unused(problem: Problem) -> Unused:
    return Unused(
        code=problem.code,
        message=problem.message,
        pointer=problem.pointer,
        place=None if problem.place is None else str(problem.place),
        hint=problem.hint,
    )


def methods_of(framework: Framework) -> dict[str, Method]:
    """Which class each award belongs to; see `swcareers.queries.ledger`."""
    nobody = Record(record="nobody", modules=(), awards=(), decisions=())
    base = situation_of(nobody, framework, _LATER)
    found: dict[str, Method] = {}
    for name, entry in framework.qualifications.items():
        found[name] = "nothing placed"
        if is_described(entry):
            found[name] = method_of(terms_of(name, base))
    return found
