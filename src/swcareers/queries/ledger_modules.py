"""The modules of a credit ledger: where each counts, where not and why, until when."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from swcareers.evaluation import moments
from swcareers.evaluation.credit.candidates import Candidate
from swcareers.evaluation.credit.results import Result
from swcareers.evaluation.credit.standing import Credit
from swcareers.evaluation.credit.terms import Terms
from swcareers.evaluation.outcome import Reason
from swcareers.queries.explaining import decimal
from swcareers.queries.ledger import (
    Ageing,
    Amounts,
    ModuleLine,
    NotUsed,
    Use,
)
from swcareers.queries.ledger_book import Book, exact
from swcareers.rules.requirement import InWindow, Where
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate
from swcareers.values.points import NamedPoint, Window
from swcareers.wording import credit as words
from swcareers.wording.moments import point_words
from swcareers.wording.words import reason_words


class ModuleLines:
    """Tells every module of a record once."""

    def __init__(self, book: Book) -> None:
        """Take the lines from this book."""
        self.book = book
        self.titles = book.titles
        self.base = book.base

    def banked(self) -> Iterator[Amounts]:
        """Credit achieved for certain, once for each module, each unit by itself."""
        found: Counter[str] = Counter()
        seen: set[str] = set()
        for result in self.book.standings.results:
            if result.stage != "achieved" or result.module in seen:
                continue
            seen.add(result.module)
            credit, unit = self._size(result)
            if credit is not None:
                found[unit] += credit  # type: ignore[assignment]  # sums of fractions
        for unit, amount in sorted(found.items()):
            yield Amounts(unit=unit, amount=exact(Fraction(amount)))

    def _size(self, result: Result) -> tuple[Fraction | None, str]:
        value = result.item.fields.get("credits")
        declared = self.base.book.credit_bearing.get(result.module)
        if value is None and declared is not None:
            value = declared.credits
        if not isinstance(value, Amount):
            return None, "credits"
        return value.number, value.unit or "credits"

    def module(self, result: Result) -> ModuleLine:
        """One module of the record, with where it counts and where it does not."""
        item = result.item
        credit, unit = self._size(result)
        declared = self.base.book.credit_bearing.get(result.module)
        level = item.fields.get("level") or (declared.level if declared else None)
        mark = item.fields.get("mark")
        towards = tuple(self._uses(result))
        used = {use.award for use in towards}
        return ModuleLine(
            item=item.place,
            module=result.module,
            title=str(item.fields.get("title") or self.titles(result.module)),
            credits=decimal(credit),
            unit=unit,
            stands=result.stage,
            level=None if level is None else str(level),
            mark=None if mark is None else str(mark),
            day=None if item.day is None else str(item.day),
            gained_by=str(item.fields["gained_by"]),
            towards=towards,
            not_towards=tuple(self._not_used(result, used)),
            free=result.stage == "achieved" and not towards,
            too_old=tuple(self._ageing(result)),
        )

    def _uses(self, result: Result) -> Iterator[Use]:
        place = result.item.place
        for name in sorted(result.counted_by):
            yield Use(
                award=name, part=name, counted=exact(self._size(result)[0] or
                                                      Fraction(0)),
                words=f"counted in {self.titles(name)}", mode="conferred",
            )  # fmt: skip
        for credit in self.book.standings.together:
            terms = credit.terms
            if terms is None:
                continue
            for seen in (credit.certain, credit.granted, credit.planned):
                one = None
                if seen is not None:
                    one = next((p for p in seen.placed if p.item == place), None)
                if seen is None or one is None:
                    continue
                bound = terms.bound(one.part)
                title = self.titles(credit.award)
                if bound is not None and terms.entry.made_of:
                    title += f", {words.bound_title(bound, self.titles)}"
                way = next((w for w in terms.ways if w.id == one.way), None)
                yield Use(
                    award=credit.award,
                    part=one.part if bound is None else bound.path,
                    counted=exact(one.counted),
                    words=title,
                    way=one.way,
                    way_title=None if way is None else words.way_title(way),
                    mode=seen.mode,
                )
                break

    def _not_used(self, result: Result, used: set[str]) -> Iterator[NotUsed]:
        place = result.item.place
        for credit in self.book.standings.together:
            terms = credit.terms
            if credit.award in used or terms is None or credit.certain is None:
                continue
            candidate = credit.candidates[place]
            seen = credit.planned if result.stage == "coming" else credit.certain
            if seen is None:
                continue
            left = next(
                (
                    one
                    for one in seen.placement.left_out
                    if one.item == place and one.award == credit.award
                ),
                None,
            )
            if left is not None and candidate.fits and candidate.sure:
                because = words.left_out_words(left, terms, candidate.why, self.titles)
            elif result.stage == "failed" and candidate.why is result.why:
                because = "it was failed"
            elif candidate.why is not None:
                because = reason_words(candidate.why, self.titles)
            elif left is not None:
                because = words.left_out_words(left, terms, None, self.titles)
            else:
                because = "it is not needed here and stays free"
            yield NotUsed(award=credit.award, because=because)

    def _ageing(self, result: Result) -> Iterator[Ageing]:
        """Where a module will be too old, if what the age is counted to comes late."""
        day = result.item.day
        if result.stage != "achieved" or day is None:
            return
        for credit in self.book.standings.together:
            candidate = credit.candidates.get(result.item.place)
            if credit.terms is None or candidate is None or not candidate.fits:
                continue
            windows = {str(one): one for one in _ages(candidate, credit.terms)}
            for window in windows.values():
                last = self._last_day(window, day, credit.terms)
                if last is not None and last >= self.base.on:
                    yield Ageing(
                        award=credit.award,
                        last_day=last,
                        counted_to=self._counted_to(window, credit),
                    )

    def _counted_to(self, window: Window, credit: Credit) -> str | None:
        point = window.before
        if point is None or (isinstance(point, NamedPoint) and point.name == "today"):
            return None
        if isinstance(point, NamedPoint) and point.name == credit.award:
            return f"{self.titles(credit.award)} is conferred"
        return point_words(point, self.titles)

    def _last_day(self, window: Window, day: KnownDate, terms: Terms) -> date | None:
        """The last day to which an age may be counted; None: it is counted already."""
        if window.last is None or window.before is None:
            return None
        point = window.before
        open_ = isinstance(point, NamedPoint) and point.name in ("today", terms.award)
        if not open_:
            found = moments.moment(point, terms.situation)
            if not isinstance(found, Reason) and found.reached(self.base.on) is True:
                return None
        last = window.last.after(day.earliest)
        while window.last.before(last + timedelta(days=1)) <= day.earliest:
            last += timedelta(days=1)
        while window.last.before(last) > day.earliest:
            last -= timedelta(days=1)
        return last


def left_over(lines: Iterable[ModuleLine]) -> Iterator[Amounts]:
    """Banked credit that is used nowhere, once for each module, each unit by itself."""
    used = {line.module for line in lines if line.towards}
    found: dict[str, dict[str, Decimal]] = {}
    for line in lines:
        if line.free and line.module not in used and line.credits:
            found.setdefault(line.unit, {})[line.module] = line.credits
    for unit, amounts in sorted(found.items()):
        yield Amounts(unit=unit, amount=sum(amounts.values(), Decimal(0)))


def _ages(candidate: Candidate, terms: Terms) -> Iterator[Window]:
    """The windows of age that a module must keep to."""
    wheres: list[Where] = []
    if candidate.way is not None and candidate.way.written.where is not None:
        wheres.append(candidate.way.written.where)
    for bound in terms.bounds:
        if bound.id in candidate.parts or bound.id in candidate.lines:
            wheres += bound.wheres
    for where in wheres:
        for test in where.tests:
            if test.field in ("achieved", "date") and isinstance(test.test, InWindow):
                yield test.test.window
