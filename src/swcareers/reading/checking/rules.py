"""What keeps a single rule from meaning anything, kind by kind."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from swcareers.reading.checking.counts import Counts
from swcareers.reading.checking.ids import Walk, item_path
from swcareers.reading.checking.items import Items
from swcareers.reading.checking.items import module as module_item
from swcareers.reading.checking.seen import Said, Seen
from swcareers.reading.checking.wheres import Wheres
from swcareers.rules.requirement import (
    All,
    AnyOf,
    Assessed,
    Average,
    Between,
    Cadence,
    Completes,
    Decided,
    Evidence,
    Happened,
    Holds,
    InOrder,
    InPlace,
    Kind,
    Measured,
    Modules,
    NoneOf,
    Strength,
    TimeIn,
    TimeSince,
    parts_of,
)
from swcareers.rules.rounding import rounding_step
from swcareers.values.amounts import Amount
from swcareers.values.durations import Duration
from swcareers.values.points import (
    NamedPoint,
    Point,
    ProgrammePoint,
    RelativePoint,
)
from swcareers.values.text import counted, did_you_mean, joined

RANK: Mapping[Strength, int] = {"recommended": 0, "should": 1, "must": 2}
_REPEATS = ("at", "for_each", "in_each")


class Rules:
    """Looks at every rule of a framework, each for itself."""

    def __init__(
        self, walk: Walk, items: Items, wheres: Wheres, counts: Counts
    ) -> None:
        """Look at the rules this walk has met."""
        self._walk = walk
        self._said: Said = walk.said
        self._items = items
        self._wheres = wheres
        self._counts = counts
        self._kinds: Mapping[type, Callable[[Seen, Any], None]] = {
            All: self._group, AnyOf: self._any, NoneOf: self._group,
            InOrder: self._group, Evidence: self._counts.rule,
            Modules: self._counts.rule, Happened: self._counts.rule,
            Completes: self._counts.rule, Holds: self._counts.rule,
            Assessed: self._counts.rule, Cadence: self._cadence,
            InPlace: self._spell, TimeIn: self._time, TimeSince: self._bounds,
            Measured: self._measure, Average: self._average, Decided: self._decision,
        }  # fmt: skip

    def check(self) -> None:
        """Look at every rule; one with versions is looked at version by version."""
        for seen in self._walk.rules:
            rule = seen.rule
            if rule.versions:
                continue
            if rule.due is not None:
                self._deadline(seen, "due", rule.due)
            if rule.closes is not None:
                self._deadline(seen, "closes", rule.closes)
            if rule.at or rule.for_each or rule.in_each or rule.window:
                self._repetition(seen)
            if rule.ask is not None:
                kind = self._kinds.get(type(rule.ask))
                if kind is not None:
                    kind(seen, rule.ask)

    # --- keys that every rule may have ---

    def _deadline(self, seen: Seen, key: str, point: Point) -> None:
        for message, hint in wrong_deadline(key, point):
            self._said.of_rule("SWC341", seen, key, message, hint)

    def _repetition(self, seen: Seen) -> None:
        rule = seen.rule
        written = [key for key in _REPEATS if getattr(rule, key)]
        if len(written) > 1:
            self._said.of_rule(
                "SWC342", seen, tuple(reversed(written)),
                f"{joined(written, 'and')} each say how often the rule is asked",
                f"write only one of them, or a rule for each: {joined(written, 'or')}",
            )  # fmt: skip
        if rule.window is not None and not rule.at:
            self._said.of_rule(
                "SWC343", seen, "window", "window belongs to the points of at, and "
                "there are none",
                "write at: [month 3], or within: {from: ..., to: ...}",
            )  # fmt: skip
        if isinstance(rule.in_each, Between) and len(rule.in_each.between) < 2:
            self._said.of_rule(
                "SWC342", seen, "in_each", "between needs at least two points",
                "write in_each: {between: [start, midway, end]}",
            )  # fmt: skip

    # --- groups ---

    def _group(self, seen: Seen, ask: Kind) -> None:
        parts = parts_of(ask)
        word = ask.WORD
        weights = [RANK[part.strength or seen.strength] for part in parts]
        if parts and max(weights) < RANK[seen.strength]:
            self._said.of_rule(
                "SWC349", seen, word,
                f"every part of this {seen.strength} is weaker than it, so nothing "
                "here is required",
                "give the group the strength of its parts, or one part strength: "
                f"{seen.strength}",
            )  # fmt: skip

    def _any(self, seen: Seen, ask: AnyOf) -> None:
        self._group(seen, ask)
        need = ask.at_least
        if need is None:
            return
        parts = len(ask.any)
        if need.word == "all":
            return
        if need.unit is not None or need.number is None or need.number.denominator > 1:
            self._said.of_rule(
                "SWC348", seen, "at_least",
                f"{need} is no number of parts",
                "write how many of the parts are needed, as in at_least: 2",
            )  # fmt: skip
        elif need.number > parts:
            self._said.of_rule(
                "SWC348", seen, ("at_least", "any"),
                f"{need} of {counted(parts, 'part')} can never be met",
                f"write at_least: {parts}, or add parts",
            )  # fmt: skip

    # --- the other kinds ---

    def _cadence(self, seen: Seen, ask: Cadence) -> None:
        said = self._said
        both = ask.every is not None
        unknown = {"every", "phases", "all"} & set(seen.rule.not_stated)
        if both == bool(ask.phases) and (both or not unknown):
            said.of_rule(
                "SWC346", seen, ("phases", "every") if both else "cadence",
                "every and phases both say how often" if both
                else "nothing says how often: neither every nor phases",
                "write every: 1 month, or phases: [{until: week 6, every: 1 week}, "
                "{every: 1 month}]",
            )  # fmt: skip
        path = seen.at("phases")
        last = len(ask.phases) - 1
        before: Point | None = None
        for index, phase in enumerate(ask.phases):
            if path is None:
                break
            if phase.until is None and index < last:
                said.error(
                    "SWC347", seen.framework, (*path, index),
                    "this phase has no end, so the next one never begins",
                    "write until, as in {until: week 6, every: 1 week}",
                )  # fmt: skip
            elif not_later(before, phase.until):
                said.error(
                    "SWC347", seen.framework, (*path, index, "until"),
                    f"this phase ends with {phase.until}, no later than the one before "
                    f"it, which ends with {before}",
                    "write the phases in the order of time",
                )  # fmt: skip
            before = phase.until or before
            if phase.where is not None:
                asked = self._items.of_kind(ask)
                at = (*path, index, "where")
                self._wheres.where(phase.where, asked, at, seen.framework)
        if ask.at_least is not None and ask.at_least.unit != "share":
            said.of_rule(
                "SWC348", seen, "at_least",
                f"{ask.at_least} is no share of the sessions",
                "write the share that must be kept, as in at_least: 90%",
            )  # fmt: skip
        self._where(seen, ask)

    def _spell(self, seen: Seen, ask: InPlace) -> None:
        self._where(seen, ask)

    def _time(self, seen: Seen, ask: TimeIn) -> None:
        for key, bound in (("at_least", ask.at_least), ("at_most", ask.at_most)):
            if bound is not None and bound.unit == "hour":
                self._said.of_rule(
                    "SWC309", seen, key,
                    "time in a post or a role is counted in whole days",
                    "write days, weeks, months or years; hours worked are evidence "
                    "with a field hours",
                )  # fmt: skip
        self._where(seen, ask)
        self._bounds(seen, ask)

    def _where(self, seen: Seen, ask: Cadence | InPlace | TimeIn | Average) -> None:
        if ask.where is not None:
            path = seen.at("where")
            if path is not None:
                asked = self._items.of_kind(ask)
                self._wheres.where(ask.where, asked, path, seen.framework)

    def _bounds(self, seen: Seen, ask: Any) -> None:
        """A bound from below above the bound from above."""
        low, high = ask.at_least, ask.at_most
        if low is not None and high is not None and above(low, high):
            self._said.of_rule(
                "SWC354", seen, ("at_least", "at_most"),
                f"at least {low} and at most {high}: nothing is both",
                "write at_least no larger than at_most",
            )  # fmt: skip

    def _measure(self, seen: Seen, ask: Measured) -> None:
        self._bounds(seen, ask)
        if ask.at_least is None and ask.at_most is None:
            self._said.of_rule(
                "SWC354", seen, "measure", f"nothing says how much {ask.measure} is "
                "enough",
                "write at_least, at_most, or both",
            )  # fmt: skip
        if ask.averaged_over == "programme" and seen.section != "programmes":
            self._said.of_rule(
                "SWC355", seen, "averaged_over",
                "this rule is in no programme over which to average",
                "write a length of time, as in averaged_over: 6 months",
            )  # fmt: skip

    def _average(self, seen: Seen, ask: Average) -> None:
        self._where(seen, ask)
        self._bounds(seen, ask)
        for key, field in (("average", ask.average), ("weighted_by", ask.weighted_by)):
            if field is not None and field not in module_item().fields:
                meant = did_you_mean(field, module_item().fields)
                self._said.of_rule(
                    "SWC351", seen, key, f"a module has no field {field}",
                    f"did you mean {meant}?" if meant
                    else "write mark" if key == "average" else "write credits",
                )  # fmt: skip
        for key, bound in (("at_least", ask.at_least), ("at_most", ask.at_most)):
            if bound is not None and bound.unit == "share":
                self._said.of_rule(
                    "SWC364", seen, key, f"{bound} of what? A mean is a mark",
                    f"write {key}: {bound.text.removesuffix('%')}",
                )  # fmt: skip
        if ask.rounded is not None:
            try:
                rounding_step(ask.rounded)
            except ValueError as error:
                self._said.of_rule("SWC207", seen, "rounded", str(error), "")
        path = seen.at("shares")
        for index, share in enumerate(ask.shares):
            if path is not None and share.where is not None:
                at = (*path, index, "where")
                asked = self._items.of_kind(ask)
                self._wheres.where(share.where, asked, at, seen.framework)
            if path is not None and not share.weighs.number:
                self._said.error(
                    "SWC354", seen.framework, (*path, index, "weighs"),
                    f"weighs: {share.weighs} is no weight",
                    "write a number or a share, as in weighs: 70%",
                )  # fmt: skip

    def _decision(self, seen: Seen, ask: Decided) -> None:
        decision = self._walk.known.framework.decisions.get(ask.decision)
        if decision is None or not ask.is_:
            return
        path = seen.at("is")
        for index, word in enumerate(ask.is_):
            if path is not None and decision.meaning(word) is None:
                known = list(decision.outcomes) or ["agreed", "not-agreed"]
                meant = did_you_mean(word, known)
                self._said.error(
                    "SWC350", seen.framework, item_path(path, index, ask.is_),
                    f"{word} is no outcome of {ask.decision}",
                    f"did you mean {meant}?" if meant
                    else f"write {joined(known, 'or')}",
                )  # fmt: skip


# --- points and bounds ---------------------------------------------------------------


def wrong_deadline(key: str, point: Point) -> Iterator[tuple[str, str]]:
    """What is wrong with a last day that bounds nothing: the message and the hint."""
    if not isinstance(point, RelativePoint):
        return
    pair = (point.strict, point.side)
    if pair == ("at_least", "after"):
        other = f"{{at_most: {point.length}, after: {point.anchor}}}"
    elif pair == ("at_most", "before"):
        other = f"{{at_least: {point.length}, before: {point.anchor}}}"
    else:
        return
    yield f"{point} is no last day: any later day fits it, too", f"write {key}: {other}"


def not_later(before: Point | None, point: Point | None) -> bool:
    """Whether a point surely does not lie after another; unlike points: no."""
    if before is None or point is None:
        return False
    if isinstance(before, ProgrammePoint) and isinstance(point, ProgrammePoint):
        # A month has at least 28 days and at most 31.
        longest = {"week": 7, "month": 31}[point.unit] * point.number
        least = {"week": 7, "month": 28}[before.unit] * before.number
        same = point.unit == before.unit
        return point.number <= before.number if same else longest < least
    return isinstance(before, NamedPoint) and before == point


def above(low: Amount | Duration, high: Amount | Duration) -> bool:
    """Whether a lower bound lies above an upper one; unlike units: no.

    >>> above(Amount.parse("90%"), Amount.parse("80%"))
    True
    >>> above(Duration.parse("2 years"), Duration.parse("1 week"))
    True
    """
    if isinstance(low, Duration) and isinstance(high, Duration):
        return low.approximate_days > high.approximate_days
    return (
        isinstance(low, Amount)
        and isinstance(high, Amount)
        and low.unit == high.unit
        and low.number is not None
        and high.number is not None
        and low.number > high.number
    )
