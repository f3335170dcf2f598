"""The credit ledger: what is banked, what it counts towards, what is still missing.

A value that a registry officer could sign: every module once, with where it counts and
where it does not and why; every award with its parts and lines, the least that is
still missing, and what could be chosen to fill it. It says so where it cannot be
proven, and where no source states what an award asks.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

import attrs

from swcareers.framework.framework import Framework
from swcareers.queries.answers import Answer, FrameworkRead, Unused, VerdictName
from swcareers.queries.plain import PlainAnswer
from swcareers.record.model import Record

Method = Literal["easy", "general", "nothing placed"]


@attrs.frozen(kw_only=True)
class Amounts:
    """An amount of credit in one unit; unlike units stand side by side.

    Attributes:
        unit: credits, or a body's own unit.
        amount: how much, exactly.
    """

    unit: str
    amount: Decimal


@attrs.frozen(kw_only=True)
class Use:
    """Where a module counts.

    Attributes:
        award: the id of the award.
        part: the id of its part, as in certificate/core.
        words: the same as people call them.
        counted: the credit counted, less than the module's where a cap cuts it.
        way: the way by which it counts; None where the award names none.
        way_title: what people call it.
        mode: certain; granted or planned: only if what awaits a decision is granted,
            or what is planned is achieved; conferred: the award has been given.
    """

    award: str
    part: str
    counted: Decimal
    words: str
    way: str | None = None
    way_title: str | None = None
    mode: Literal["certain", "granted", "planned", "conferred"] = "certain"


@attrs.frozen(kw_only=True)
class NotUsed:
    """An award a module does not count towards, and why.

    Attributes:
        award: the id of the award.
        because: why not, in words.
    """

    award: str
    because: str


@attrs.frozen(kw_only=True)
class Ageing:
    """A module that will be too old for an award, and after which day.

    Attributes:
        award: the id of the award.
        last_day: the last day on which what the age is counted to may lie.
        counted_to: what the age is counted to, in words; None: the day itself.
    """

    award: str
    last_day: date
    counted_to: str | None = None


@attrs.frozen(kw_only=True)
class ModuleLine:
    """One module of the record in the ledger.

    Attributes:
        item: where in the record.
        module: the id of what it is a result of: a module, learning or a programme.
        title: what people call it.
        credits: as the record, else the framework, has it; None: not stated.
        unit: what its credit is counted in.
        stands: achieved, maybe (not for certain), coming, failed, or left.
        level: as the record, else the framework, has it; None: not stated.
        mark: as recorded; None: there is none.
        day: when it was achieved or is planned, as known.
        gained_by: study, certificated or experiential.
        towards: where it counts.
        not_towards: the awards asked about that do not use it, each with why.
        free: it is banked, and no award uses it.
        too_old: where it will be too old, and when.
    """

    item: str
    module: str
    title: str
    credits: Decimal | None
    unit: str
    stands: str
    level: str | None = None
    mark: str | None = None
    day: str | None = None
    gained_by: str | None = None
    towards: tuple[Use, ...] = ()
    not_towards: tuple[NotUsed, ...] = ()
    free: bool = False
    too_old: tuple[Ageing, ...] = ()


@attrs.frozen(kw_only=True)
class BoundLine:
    """A part, line or way of an award and how it stands.

    Attributes:
        id: award/part.
        title: what people call it.
        sort: total, part, line or way.
        have: how much it holds for certain.
        need: how much it needs; None: there is no lower bound.
        most: how much may count; None: there is no upper bound.
        unit: credits (or a body's own unit), modules, or modules that differ.
        words: the rule in words.
        verdict: how it stands by itself.
        strength: must, should or recommended; only must decides.
        modules: places of the modules it holds.
    """

    id: str
    title: str
    sort: Literal["total", "part", "line", "way"]
    have: Decimal
    unit: str
    verdict: VerdictName
    need: Decimal | None = None
    most: Decimal | None = None
    words: str = ""
    strength: str = "must"
    modules: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Missing:
    """The least that is still missing.

    Attributes:
        words: in words.
        possible: whether any addition could complete it.
        proven: whether there is proof that it is the least.
        credits: the proven least; None where no addition could help, or where it is
            not proven.
        modules: the same in modules, where lines count them.
        at_least: it is not less than this; equal to `at_most` where proven.
        at_most: it is not more than this.
    """

    words: str
    possible: bool
    proven: bool
    credits: Decimal | None = None
    modules: int | None = None
    at_least: Decimal | None = None
    at_most: Decimal | None = None


@attrs.frozen(kw_only=True)
class Fill:
    """A module on offer that would reduce what is missing.

    Attributes:
        module: its id: a module, learning or a programme.
        title: what people call it.
        credits: by how much credit.
        modules: by how many modules.
        open: whether its own entry is met today.
        because: what has to come first, where it is not.
        cost: what a place costs, as written.
        within_budget: None where no cost or no budget is stated.
    """

    module: str
    title: str
    credits: Decimal
    modules: int = 0
    open: bool = True
    because: str | None = None
    cost: str | None = None
    within_budget: bool | None = None


@attrs.frozen(kw_only=True)
class Exit:
    """A lower award on leaving early, and how it stands now.

    Attributes:
        award: its id.
        title: what people call it.
        verdict: how it stands.
        words: the same for people.
    """

    award: str
    title: str
    verdict: VerdictName
    words: str


@attrs.frozen(kw_only=True)
class ComesWith:
    """An award that comes with another.

    Attributes:
        award: its id.
        title: what people call it.
        verdict: whether it comes: met, or what its condition still waits for.
        because: a sentence where it is not certain.
    """

    award: str
    title: str
    verdict: VerdictName
    because: str | None = None


@attrs.frozen(kw_only=True)
class AwardLedger:
    """One award in the ledger.

    Attributes:
        id: the id of the award.
        title: what people call it.
        level: its FHEQ level; None: not stated.
        verdict: met, undecided, not_yet or not_met; programs read this. The least
            of its credit and of what it requires besides.
        words: the same for people: nothing is ever "passed" here.
        because: a sentence where the verdict needs one.
        flags: conferred, held, recognised, breach, overdue, closed.
        credit: how its credit stands by itself; None: it asks for none.
        besides: what it requires besides its credit, each with how it stands.
        method: which class of placing its conditions belong to.
        proven: verdict and least missing are proven.
        unit: what it is counted in: credits, or a body's own unit.
        total: the credit it needs and holds; None: no source states it.
        parts: the parts that hold modules, as written.
        lines: the lines that look at what is placed.
        ways: the ways in which a result comes to count.
        missing: of what is certain, beside the other awards asked together.
        alone: the same as if nothing else were asked; None: nothing else is.
        if_granted: if what awaits a person or a missing fact came out well.
        by_plan: if what is planned or under way is achieved.
        plan_day: the day by which the plan would complete it, as known.
        one_way: one way to complete it with the least credit.
        fill: every module on offer that would reduce what is missing, beside the
            other awards where that is proven, else alone.
        fill_complete: False where the steps allowed did not reach for all of them.
        awaits: what is not certain, each in a sentence.
        left: credit of the award's modules that is cut: spent, counted nowhere.
        class_: read after placement; None where none is stated, or none applies.
        class_open: other classes that might still apply.
        title_given: the title, read in the same way.
        title_open: other titles that might still apply.
        comes_with: awards that come with it.
        exits: lower awards on leaving early.
        entry: the entry rules that are not met on the day of beginning, in words.
        due: the day by which it is usually completed, where one may take longer.
        last_day: the end of the time allowed.
        counted: of a conferred award, what it counted; None: not recorded.
        recognised: held awards that are recognised in its place.
        succeeds: awards on the record that this one replaces.
        cost: what it costs, as written.
        cannot_hold: decisions on where a module counts that cannot hold, in words.
        decisions: what people decided about its credit, in words.
    """

    id: str
    title: str
    verdict: VerdictName
    words: str
    method: Method
    proven: bool
    level: str | None = None
    because: str | None = None
    flags: tuple[str, ...] = ()
    credit: VerdictName | None = None
    besides: tuple[Answer, ...] = ()
    unit: str = "credits"
    total: BoundLine | None = None
    parts: tuple[BoundLine, ...] = ()
    lines: tuple[BoundLine, ...] = ()
    ways: tuple[BoundLine, ...] = ()
    missing: Missing | None = None
    alone: Missing | None = None
    if_granted: Missing | None = None
    by_plan: Missing | None = None
    plan_day: str | None = None
    one_way: str | None = None
    fill: tuple[Fill, ...] = ()
    fill_complete: bool = True
    awaits: tuple[str, ...] = ()
    left: Decimal = Decimal(0)
    class_: str | None = None
    class_open: tuple[str, ...] = ()
    title_given: str | None = None
    title_open: tuple[str, ...] = ()
    comes_with: tuple[ComesWith, ...] = ()
    exits: tuple[Exit, ...] = ()
    entry: tuple[str, ...] = ()
    due: date | None = None
    last_day: date | None = None
    counted: tuple[str, ...] | None = None
    recognised: tuple[str, ...] = ()
    succeeds: tuple[str, ...] = ()
    cost: str | None = None
    cannot_hold: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Ledger(PlainAnswer):
    """What a person has banked and what it counts towards, on a day.

    Attributes:
        reference: the record's own reference; never a name.
        on: the day of the question.
        framework: which framework, edition and content it was read against.
        version: of the library that answered.
        banked: credit achieved for certain, each unit by itself.
        left_over: of it, what no award asked about uses.
        awards: in the order asked.
        modules: every module of the record.
        budgets: money a framework gives for learning, each in words.
        together: whether several awards were asked together.
        proven: every verdict and every least missing is proven.
        unused: what in the record could not be used, and why.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> ledger = sw.credit_ledger(record, newham, on="2026-11-06")
    >>> ledger.reference
    'example'
    """

    reference: str
    on: date
    framework: FrameworkRead
    version: str
    banked: tuple[Amounts, ...]
    awards: tuple[AwardLedger, ...]
    modules: tuple[ModuleLine, ...]
    left_over: tuple[Amounts, ...] = ()
    budgets: tuple[str, ...] = ()
    together: bool = False
    proven: bool = True
    unused: tuple[Unused, ...] = ()

    def __getitem__(self, award: str) -> AwardLedger:
        """An award of the ledger by its id.

        Raises:
            KeyError: the award was not asked about.
        """
        for one in self.awards:
            if one.id == award:
                return one
        raise KeyError(award)

    def module(self, module: str) -> ModuleLine:
        """A module of the ledger by its id, or by its place in the record.

        Raises:
            KeyError: the record has no such module.
        """
        for one in self.modules:
            if module in (one.item, one.module):
                return one
        raise KeyError(module)

    def to_text(self, *, width: int = 80) -> str:
        """The ledger as a terminal shows it.

        Args:
            width: columns; from 40.
        """
        from swcareers.presenting.ledger_text import ledger_text

        return ledger_text(self, width=width)


def credit_ledger(
    record: Record,
    framework: Framework,
    *,
    towards: Sequence[str] | None = None,
    on: date | str,
    previous: Ledger | None = None,
) -> Ledger:
    """What a person has banked, what it counts towards, and what is still missing.

    Args:
        record: the learner's record.
        framework: what it is read against.
        towards: the awards asked about, qualifications or approvals, together and
            in this order: credit goes to the first that it helps to complete. None:
            those the record says are being studied for; where there are none, every
            qualification of the framework, each by itself.
        on: the day of the question; nothing here reads a clock.
        previous: an earlier ledger of the same record. Among placements that are
            equally good, the one that moves least is kept.

    Raises:
        ValueError: `on` is no date, or an award is neither a qualification nor an
            approval of the framework.

    >>> import swcareers as sw
    >>> record = sw.load_record({"record": "example", "modules": []})
    >>> ledger = sw.credit_ledger(
    ...     record, sw.load_framework("tower-hamlets"), on="2026-11-06")
    >>> ledger["accredited-qualifications"].words
    'no source states it'
    """
    from swcareers.queries.bookkeeping import make_ledger

    return make_ledger(record, framework, towards, on, previous)


def credit_methods(framework: Framework) -> dict[str, Method]:
    """Which class of placing each award of a framework belongs to.

    Easy: taking everything is exact, or whole modules flow into parts. General: found
    by search, exact all the same, with bounds where a budget of steps ends first.

    >>> import swcareers as sw
    >>> credit_methods(sw.load_framework("tower-hamlets"))
    {'accredited-qualifications': 'nothing placed'}
    """
    from swcareers.queries.bookkeeping import methods_of

    return methods_of(framework)
