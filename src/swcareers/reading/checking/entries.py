"""What keeps a single entry from meaning anything: events, periods, figures, ways."""

from collections.abc import Callable, Mapping
from typing import Any

from swcareers.framework.model import (
    Approval,
    ChosenBy,
    Decision,
    Event,
    Figure,
    Period,
    Progression,
)
from swcareers.reading.checking.ids import Declared, Walk
from swcareers.reading.checking.items import Items
from swcareers.reading.checking.items import module as module_item
from swcareers.reading.checking.rules import wrong_deadline
from swcareers.reading.checking.wheres import Wheres
from swcareers.values.text import did_you_mean, joined

_NAMES = ("evidence", "decision", "completes", "holds", "in_place")
# Fields of an award or a module by which a table of figures may be read.
_BY_FIELDS = frozenset({"type", "level", "provider", "credits", "kind", "stage"})


class Entries:
    """Looks at the entries of a framework, each for itself."""

    def __init__(self, walk: Walk, items: Items, wheres: Wheres) -> None:
        """Look at the entries this walk has met."""
        self._walk = walk
        self._said = walk.said
        self._book = walk.known.framework
        self._items = items
        self._wheres = wheres
        self._classes: Mapping[type, Callable[[Declared, Any], None]] = {
            Approval: self._approval, Decision: self._decision, Event: self._event,
            Figure: self._figure, Period: self._period, Progression: self._progression,
        }  # fmt: skip

    def check(self) -> None:
        """Look at every entry."""
        for declared in self._walk.entries:
            look = self._classes.get(type(declared.entry))
            if look is not None:
                look(declared, declared.entry)

    def _error(
        self, code: str, declared: Declared, key: str, text: str, hint: str
    ) -> None:
        path = (*declared.path, key) if key else declared.path
        self._said.error(code, declared.framework, path, text, hint)

    # --- events ---

    def _event(self, declared: Declared, event: Event) -> None:
        if event.versions:
            return
        named = [name for name in _NAMES if getattr(event, name) is not None]
        if len(named) > 1:
            self._error(
                "SWC356", declared, named[1],
                f"an event is one thing, and this names {joined(named, 'and')}",
                f"write only one of them, or an event for each: {joined(named, 'or')}",
            )  # fmt: skip
        elif not named:
            loose = [key for key in ("where", "day", "which") if getattr(event, key)]
            if loose:
                self._error(
                    "SWC356", declared, loose[0],
                    f"{loose[0]} chooses among what the event names, and it names "
                    "nothing: its day stands in the record",
                    f"write {joined(_NAMES, 'or')}, or leave {loose[0]} out",
                )  # fmt: skip
        elif event.which is None and self._repeats(event):
            self._error(
                "SWC358", declared, named[0],
                f"{getattr(event, named[0])} can happen more than once, and which one "
                "is meant is not said",
                "write which: first, latest, each or after_first",
            )  # fmt: skip
        if event.where is not None:
            self._wheres.where(
                event.where, self._items.event(event), (*declared.path, "where"),
                declared.framework,
            )  # fmt: skip

    def _repeats(self, event: Event) -> bool:
        """Whether what an event names can be in a record several times."""
        if event.evidence is not None or event.in_place is not None:
            return True
        names = self._book.members(event.holds) if event.holds is not None else ()
        sections = (self._book.registers, self._book.approvals)
        return any(name in section for name in names for section in sections)

    # --- periods, figures ---

    def _period(self, declared: Declared, period: Period) -> None:
        if period.versions:
            return
        ways = {
            "runs": period.runs is not None,
            "starts": period.starts is not None or period.lasts is not None,
            "recorded": period.recorded is not None,
        }
        written = [name for name, there in ways.items() if there]
        if len(written) != 1:
            if "runs" in period.not_stated or "all" in period.not_stated:
                return
            self._error(
                "SWC361", declared, written[-1] if written else "",
                f"a period is told in one way, and this one by {joined(written)}"
                if written else "nothing says when this period begins and ends",
                "write runs: {from: 1 April, to: 31 March}; or starts with lasts; or "
                "recorded",
            )  # fmt: skip
        elif written == ["starts"] and (period.starts is None or period.lasts is None):
            missing = "lasts" if period.lasts is None else "starts"
            self._error(
                "SWC361", declared, "starts" if missing == "lasts" else "lasts",
                f"a period from an event needs its length, and {missing} is missing",
                "write both, as in {starts: approved, lasts: 1 year}",
            )  # fmt: skip
        if period.first is not None and period.runs is None:
            self._error(
                "SWC361", declared, "first",
                "first is the first day of the first year of runs, and there is none",
                "write runs, or leave first out",
            )  # fmt: skip

    def _figure(self, declared: Declared, figure: Figure) -> None:
        if figure.versions:
            return
        if figure.gives is None and not figure.rows:
            if not {"gives", "rows", "all"} & set(figure.not_stated):
                self._error(
                    "SWC362", declared, "",
                    "this figure has no number",
                    "write gives: 30 days, or rows, or versions; or not_stated: "
                    "[gives]",
                )  # fmt: skip
            return
        if figure.gives is not None and figure.rows:
            self._error(
                "SWC362", declared, "gives", "gives and rows both say the figure",
                "write one of them",
            )  # fmt: skip
        if figure.rows and figure.by is None:
            self._error(
                "SWC362", declared, "rows", "nothing says by what the table is read",
                "write by: the id of a measure, or a field of the award such as type",
            )  # fmt: skip
        if figure.by is not None and not figure.rows:
            self._error(
                "SWC362", declared, "by", "by reads a table, and there are no rows",
                "write rows: [{under: 2 years, gives: 30 days}, {otherwise: 60 days}]",
            )  # fmt: skip
        if figure.by is not None:
            self._by(declared, figure.by)
        self._rows(declared, figure)

    def _by(self, declared: Declared, by: str) -> None:
        known = {*self._book.measures, *_BY_FIELDS}
        if by not in known and by not in module_item().fields:
            meant = did_you_mean(by, known)
            self._error(
                "SWC306", declared, "by",
                f"{by} is neither a measure nor a field of an award",
                f"did you mean {meant}?" if meant
                else "declare it under measures, or write type, level or provider",
            )  # fmt: skip

    def _rows(self, declared: Declared, figure: Figure) -> None:
        last = len(figure.rows) - 1
        for index, row in enumerate(figure.rows):
            tests = (row.is_, row.under, row.at_most, row.at_least)
            path = (*declared.path, "rows", index)
            if row.otherwise is not None:
                if index < last or any(tests) or row.gives is not None:
                    self._said.error(
                        "SWC362", declared.framework, (*path, "otherwise"),
                        "otherwise is all that is left, so it stands alone and last",
                        "write it as the last row: {otherwise: 60 days}",
                    )  # fmt: skip
            elif row.gives is None or not any(tests):
                self._said.error(
                    "SWC362", declared.framework, path,
                    "this row gives nothing" if row.gives is None
                    else "this row fits nothing",
                    "write a test and what it gives, as in {under: 2 years, gives: "
                    "30 days}",
                )  # fmt: skip
        closed = any(row.otherwise is not None for row in figure.rows)
        # A table of words says what it knows; one of numbers has to say it all.
        if figure.rows and not closed and any(row.is_ is None for row in figure.rows):
            self._error(
                "SWC362", declared, "rows",
                f"the table has a gap: it does not say what holds for any other "
                f"{figure.by}",
                "end it with a row such as {otherwise: 60 days}",
            )  # fmt: skip

    # --- ways, permissions, decisions ---

    def _progression(self, declared: Declared, way: Progression) -> None:
        target = way.to
        if target is None or isinstance(target, ChosenBy) or declared.keys is not None:
            return
        if target in way.from_:
            self._error(
                "SWC331", declared, "to",
                f"this way leads from {target} to {target}",
                "write the stage it leads to",
            )  # fmt: skip

    def _approval(self, declared: Declared, approval: Approval) -> None:
        if not declared.writes("permits"):
            return
        for index, permit in enumerate(approval.permits):
            path = (*declared.path, "permits", index)
            if permit.where is not None:
                self._wheres.where(
                    permit.where, None, (*path, "where"), declared.framework
                )

    def _decision(self, declared: Declared, decision: Decision) -> None:
        appeal = decision.appeal
        if appeal is not None and appeal.closes is not None:
            for message, hint in wrong_deadline("closes", appeal.closes):
                path = (*declared.path, "appeal", "closes")
                self._said.error("SWC341", declared.framework, path, message, hint)
