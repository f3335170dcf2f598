"""A credit ledger on a page: what is banked, each award, each module, what is missing.

Calm, in the order in which it is asked: one line on the whole, then award by award
what it holds, what is missing and what could fill it, then module by module where it
counts and where it does not, and why. No colour; every sign stands beside words.
"""

from collections.abc import Iterator
from decimal import Decimal

from swcareers.presenting.layout import finished, labelled, page_width, wrap
from swcareers.queries.answers import Answer
from swcareers.queries.ledger import (
    AwardLedger,
    BoundLine,
    Fill,
    Ledger,
    Missing,
    ModuleLine,
)
from swcareers.values.text import counted, joined, number
from swcareers.values.text import width as columns
from swcareers.wording.moments import date_text_words, day_words

_FILLS = 6
_GAINED = {
    "study": "",
    "certificated": "prior learning with a certificate",
    "experiential": "prior learning from experience",
}
_AHEAD = 730  # days in which something that grows too old is worth a line


def ledger_text(ledger: Ledger, *, width: int = 80, plain: bool = False) -> str:
    """A ledger as text; lines never run beyond the width, and nothing is cut.

    Args:
        ledger: plain data.
        width: columns of the terminal; under 40 is read as 40.
        plain: only signs that every code page has.
    """
    page = _Page(ledger, page_width(width))
    parts = [
        page.head(),
        *(page.award(award) for award in ledger.awards),
        page.modules(),
        page.ageing(),
        page.closing(),
    ]
    lines = [line for part in parts if part for line in ("", *part)]
    return finished(lines[1:], plain=plain)


class _Page:
    """The layout of one ledger."""

    def __init__(self, ledger: Ledger, wide: int) -> None:
        self.ledger, self.wide = ledger, wide
        self.titles = {one.item: one.title for one in ledger.modules}

    def head(self) -> list[str]:
        """Who, when, and what is banked."""
        day = day_words(self.ledger.on)
        name = self.ledger.reference
        space = self.wide - 2 - columns(name) - columns(day)
        first = f" {name}{' ' * max(space, 2)}{day}"
        lines = [first] if space >= 2 else [f" {name}", f" {day}"]
        lines += self.wrapped(f"Credit ledger · {self.ledger.framework.title}")
        sums = [
            f"{_figure(one.amount)} {_one(one.unit, one.amount)}"
            for one in self.ledger.banked
        ]
        banked = joined(sums, "and") if sums else "no credit"
        lines += ["", *self.wrapped(f"Banked: {banked}.")]
        over = [
            f"{_figure(one.amount)} {_one(one.unit, one.amount)}"
            for one in self.ledger.left_over
        ]
        if over and any(award.total is not None for award in self.ledger.awards):
            lines += self.wrapped(f"Of it used nowhere: {joined(over, 'and')}.")
        return lines

    # --- awards -----------------------------------------------------------------------

    def award(self, award: AwardLedger) -> list[str]:
        """One award: how it stands, what it holds, what is missing."""
        lines = self.wrapped(f"{award.title}: {self.stands(award)}")
        if award.counted is not None:
            names = joined(award.counted, "and")
            lines += self.wrapped(f"It counted {names}.", 3)
        rows = [
            (bound.title, self.bound(bound))
            for bound in (award.total, *award.parts, *award.lines, *award.ways)
            if bound is not None and _is_told(bound)
        ]
        if rows:
            lines += ["", *labelled(rows, self.wide, 3)]
        besides = [(one.requirement.title, self.beside(one)) for one in award.besides]
        if besides:
            head = "What it requires" if award.credit is None else "Besides credit"
            lines += ["", *self.wrapped(head, 3)]
            lines += labelled(besides, self.wide, 5)
        told = list(self.told(award))
        if told:
            lines.append("")
        for words in told:
            lines += wrap(words, self.wide, "     ", "   ")
        fill = award.fill[:_FILLS]
        if fill:
            lines += ["", *self.wrapped("What would reduce it", 3)]
            lines += labelled([self.fill(one) for one in fill], self.wide, 5)
            rest = len(award.fill) - len(fill)
            if rest:
                lines += self.wrapped(f"and {counted(rest, 'more module')}", 5)
        if not award.fill_complete:
            lines += self.wrapped("Not every module on offer could be tried.", 3)
        return lines

    def beside(self, answer: Answer) -> str:
        """How something stands that an award requires besides its credit."""
        words = answer.words
        if answer.need is not None and answer.have is not None and answer.need != 1:
            unit = answer.unit or ""
            need = f"{_figure(answer.need)} {_one(unit, answer.need)}".strip()
            words = f"{_figure(answer.have)} of {need}, {words}"
        if answer.requirement.strength != "must":
            words += f" ({answer.requirement.strength})"
        return f"{words}. {answer.because}" if answer.because else words

    def stands(self, award: AwardLedger) -> str:
        """How it stands in a sentence."""
        words = award.words
        missing = award.missing
        if missing is not None and award.credit == "not_yet":
            least = " (least possible)" if missing.proven and missing.possible else ""
            words += f", {missing.words}{least}"
        if award.because and award.words != "no source states it":
            return f"{words}. {award.because}"
        return f"{words}."

    def bound(self, bound: BoundLine) -> str:
        """How much a part, line or way holds, of how much."""
        unit = bound.unit
        have = _figure(bound.have)
        if bound.need is not None:
            amount = f"{have} of {_figure(bound.need)} {_one(unit, bound.need)}"
        elif bound.most is not None:
            most = f"{_figure(bound.most)} {_one(unit, bound.most)}"
            amount = f"{have} of at most {most}"
        else:
            amount = f"{have} {_one(unit, bound.have)}"
        if bound.verdict == "undecided":
            amount += ", more if granted"
        if bound.strength != "must":
            amount += f" ({bound.strength})"
        modules = [self.titles.get(item, item) for item in bound.modules]
        if modules and bound.sort in ("part", "way"):
            amount += f": {joined(modules, 'and')}"
        return amount

    def told(self, award: AwardLedger) -> Iterator[str]:
        """What else there is to say of an award, in sentences."""
        alone = "" if award.alone is None else award.alone.words
        beside = "" if award.missing is None else award.missing.words
        if alone and alone != beside:
            yield f"Alone {alone}; beside the others asked about {beside}."
        if award.one_way and award.verdict != "met":
            yield f"One way to complete: {award.one_way}."
        yield from self.other_placements(award)
        for words in award.awaits:
            yield f"Not certain: {words}."
        for words in award.cannot_hold:
            yield f"{words}."
        for words in award.decisions:
            yield f"{words}."
        if award.left:
            cut = f"{_figure(award.left)} {award.unit}"
            yield f"Cut: {cut} of what is placed may not be counted, and is spent."
        yield from self.names(award)
        for words in award.entry:
            yield f"Entry, not met: {words}"
        if award.due is not None:
            gone = ", which has passed" if "overdue" in award.flags else ""
            yield f"Usually completed by {day_words(award.due)}{gone}."
        if award.last_day is not None:
            yield f"Time allowed: until {day_words(award.last_day)}."
        if award.exits and award.verdict != "met":
            exits = [f"{one.title} ({one.words})" for one in award.exits]
            yield f"On leaving early: {joined(exits, 'or')}."
        if award.recognised:
            yield f"Recognised in its place: {joined(award.recognised, 'and')}."
        if award.succeeds:
            yield f"It replaces {joined(award.succeeds, 'and')}."
        if not award.proven:
            yield "Not proven: the search ended before all was looked at."

    def other_placements(self, award: AwardLedger) -> Iterator[str]:
        """If what is awaited is granted, and if the plan holds."""
        if award.if_granted is not None and award.verdict in ("undecided", "not_yet"):
            yield f"If what is not certain is granted: {_said(award.if_granted)}."
        if award.by_plan is not None and award.verdict != "met":
            when = ""
            if award.plan_day is not None:
                when = f", by {date_text_words(award.plan_day)}"
            yield f"If the plan holds: {_said(award.by_plan)}{when}."

    def names(self, award: AwardLedger) -> Iterator[str]:
        """Class, title, what comes with it."""
        so_far = "" if award.verdict == "met" else " as things stand"
        if award.class_ is not None:
            open_ = f", or {joined(award.class_open, 'or')}" if award.class_open else ""
            yield f"Class{so_far}: {award.class_}{open_}."
        if award.title_given is not None:
            yield f"Title{so_far}: {award.title_given}."
        with_it = [one.title for one in award.comes_with if one.verdict == "met"]
        if with_it:
            yield f"With it comes {joined(with_it, 'and')}."
        if award.cost is not None:
            yield f"It costs {award.cost}."

    def fill(self, fill: Fill) -> tuple[str, str]:
        """One module on offer and by how much it helps."""
        pieces = []
        if fill.credits:
            pieces.append(f"{_figure(fill.credits)} credits less")
        if fill.modules:
            pieces.append(f"{counted(fill.modules, 'module')} less")
        if fill.cost is not None:
            pieces.append(fill.cost)
        if fill.within_budget is False:
            pieces.append("more than the budget")
        words = ", ".join(pieces)
        if not fill.open and fill.because:
            words += f"; first: {fill.because}"
        return fill.title, words

    # --- modules ----------------------------------------------------------------------

    def modules(self) -> list[str]:
        """Every module of the record, once."""
        if not self.ledger.modules:
            return []
        lines = self.wrapped("Modules")
        for module in self.ledger.modules:
            lines += self.module(module)
        return lines

    def module(self, module: ModuleLine) -> list[str]:
        """One module: its credit, where it counts, where not and why."""
        size = "credit not stated"
        if module.credits is not None:
            size = f"{_figure(module.credits)} {_one(module.unit, module.credits)}"
        facts = [size]
        if module.level:
            facts.append(f"level {module.level}")
        if module.mark:
            facts.append(f"mark {module.mark}")
        gained = _GAINED.get(module.gained_by or "", module.gained_by)
        if gained:
            facts.append(gained)
        if module.day:
            facts.append(date_text_words(module.day))
        if module.stands in ("coming", "failed"):
            facts.append("failed" if module.stands == "failed" else "not achieved yet")
        lines = wrap(f"{module.title}: {', '.join(facts)}", self.wide, "     ", "   ")
        for use in module.towards:
            how = {"granted": ", if it is granted", "planned": ", once achieved"}
            words = f"→ {use.words}"
            if use.way_title is not None:
                words += f", as “{use.way_title}”"
            words += how.get(use.mode, "")
            if use.counted != module.credits and module.unit == "credits":
                words += f", {_figure(use.counted)} credits of it"
            lines += wrap(words, self.wide, "       ", "     ")
        for other in module.not_towards:
            title = next(
                (one.title for one in self.ledger.awards if one.id == other.award),
                other.award,
            )
            words = f"not {title}: {other.because}"
            lines += wrap(words, self.wide, "       ", "     ")
        return lines

    def ageing(self) -> list[str]:
        """What will be too old before long."""
        found = sorted(
            (age.last_day, module.title, age)
            for module in self.ledger.modules
            for age in module.too_old
            if (age.last_day - self.ledger.on).days <= _AHEAD
        ) if self.ledger.modules else []  # fmt: skip
        if not found:
            return []
        lines = self.wrapped("Soon too old")
        for last, title, age in found:
            award = self.ledger[age.award].title
            until = f"{award} after {day_words(last)}"
            if age.counted_to is not None:
                until = f"{award} unless {age.counted_to} by {day_words(last)}"
            lines += wrap(f"{title}, for {until}", self.wide, "     ", "   ")
        return lines

    def closing(self) -> list[str]:
        """What the page is, and what could not be used."""
        lines = []
        for budget in self.ledger.budgets:
            lines += self.wrapped(f"Money stated: {budget}.")
        for unused in self.ledger.unused:
            place = unused.pointer.strip("/")
            lines += self.wrapped(f"Not used: {unused.message} ({place}).")
        return [
            *lines,
            *self.wrapped(
                "This page counts credit. Whether an award is given is for the "
                "awarding body."
            ),
        ]

    def wrapped(self, text: str, indent: int = 1) -> list[str]:
        """A text with its indent."""
        lead = " " * indent
        return wrap(text, self.wide, lead, lead)


def _figure(amount: Decimal) -> str:
    return number(amount)


def _one(unit: str, amount: Decimal) -> str:
    """A unit beside its figure: ``1 credit``."""
    if unit == "distinct":
        unit = "modules"
    return unit.removesuffix("s") if amount == 1 else unit


def _said(missing: Missing) -> str:
    return missing.words


def _is_told(bound: BoundLine) -> bool:
    """Whether a line says more than that anything may stand there."""
    if bound.sort == "way":
        return bound.most is not None or bound.need is not None
    return bound.need is not None or bound.most is not None or bool(bound.modules)
