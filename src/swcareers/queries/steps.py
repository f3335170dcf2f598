"""A framework as steps from where somebody stands: what each needs and what it gives.

Only what branches is here: stages, programmes, approvals and qualifications. What
takes time or somebody's act is left to the search for the first day.
"""

from collections.abc import Mapping
from typing import Literal

import attrs

from swcareers.evaluation import editions, moments
from swcareers.evaluation.audience import fits
from swcareers.evaluation.counting import bound_of
from swcareers.evaluation.outcome import Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework, Placed
from swcareers.queries.declared import gained_by
from swcareers.queries.gained import has_gained
from swcareers.queries.gaining import DEEPEST, entering
from swcareers.queries.moving import ends_of, rules_of, starts_of, within_of
from swcareers.rules.requirement import (
    AnyOf,
    Audience,
    Entry,
    FieldTest,
    InPlace,
    Is,
    NoneOf,
    TimeIn,
    Where,
)

BRANCHING = ("programmes", "approvals", "qualifications")


@attrs.frozen
class Needs:
    """So many of these must be there: ids, or needs of their own.

    An id of a stage (``stage/nqsw``) means that one has stood there.
    """

    count: int
    of: tuple["str | Needs", ...]

    def met(self, there: frozenset[str]) -> bool:
        """Whether what is there is enough."""
        return self.count <= sum(
            one in there if isinstance(one, str) else one.met(there) for one in self.of
        )

    def names(self) -> frozenset[str]:
        """Every id that is named anywhere in it."""
        found: set[str] = set()
        for one in self.of:
            found |= {one} if isinstance(one, str) else one.names()
        return frozenset(found)


NOTHING = Needs(0, ())


@attrs.frozen(eq=False)
class Step:
    """A step to a stage, or the gaining of an award or programme.

    Attributes:
        id: the progression, or what is gained.
        kind: move (to a stage) or gain.
        to: the stage, or what is gained.
        starts: the stages from which it can be taken; None: from wherever one is.
        from_any: from any stage, also one that is not told.
        from_outside: from outside.
        needs: by the stage one leaves; under None what every start needs.
        gives: the ids that are there afterwards.
    """

    id: str
    kind: Literal["move", "gain"]
    to: str
    starts: frozenset[str] | None
    from_any: bool
    from_outside: bool
    needs: Mapping[str | None, Needs]
    gives: frozenset[str]

    def can_start(self, stage: str | None, outside: bool) -> bool:
        """Whether it can be taken from where one stands, all needs aside."""
        if self.starts is None:
            return True
        if outside:
            return self.from_outside
        return self.from_any or (stage is not None and stage in self.starts)

    def ready(self, stage: str | None, there: frozenset[str]) -> bool:
        """Whether what it needs is there."""
        own = self.needs.get(stage) or NOTHING
        return self.needs[None].met(there) and own.met(there)

    def all_names(self) -> frozenset[str]:
        """Every id any of its needs names."""
        found: set[str] = set()
        for needs in self.needs.values():
            found |= needs.names()
        return frozenset(found)


def steps_of(base: Situation) -> tuple[Step, ...]:
    """Every step the framework describes, in its order, needs as they stand today."""
    book = base.book
    found: list[Step] = []
    leaving = _leaving(base)
    for name, declared in book.progressions.items():
        starts = starts_of(declared, book)
        for end in ends_of(declared, book):
            found.append(_move(name, starts, end, base, leaving))
    for section in BRANCHING:
        for name, entry in book.section(section).items():
            if section == "programmes" and len(moments.children_of(name, base)) > 1:
                continue  # those that extend it are joined, and complete it
            step = _gaining(section, name, entry, base)
            if step is not None:
                found.append(step)
    return tuple(found)


def _leaving(base: Situation) -> dict[str, Needs]:
    """What leaving a stage needs, for those that ask for anything."""
    found: dict[str, Needs] = {}
    for (section, stage, list_), rules in base.book.lists.items():
        if section == "stages" and list_ == "requires":
            inside = within_of("leave", stage, "")(base)
            own = _all([_needs(placed, inside) for placed in rules if _decides(placed)])
            if own != NOTHING:
                found[stage] = own
    return found


def _move(
    name: str,
    starts: tuple[str, ...],
    end: str,
    base: Situation,
    leaving: Mapping[str, Needs],
) -> Step:
    book = base.book
    any_ = "any" in starts
    stages = frozenset(one for one in starts if one in book.stages)
    common = [
        _needs(placed, within_of(where, None, end)(base))
        for placed, where in rules_of(name, None, end, book)
        if _decides(placed)
    ]
    needs: dict[str | None, Needs] = {None: _all(common)}
    for stage, own in leaving.items():
        if any_ or stage in stages:
            needs[stage] = own
    return Step(
        id=name,
        kind="move",
        to=end,
        starts=stages,
        from_any=any_,
        from_outside="outside" in starts,
        needs=needs,
        gives=frozenset({f"stage/{end}"}),
    )


def _gaining(section: str, name: str, entry: Entry, base: Situation) -> Step | None:
    """A step that gains something; None: it can never be open to this person."""
    if has_gained(section, name, base):
        return None
    book = base.book
    starts: frozenset[str] | None = None
    if entry.for_ is not None:
        if _rest_fits(entry.for_, base) is False:
            return None
        if entry.for_.stage:
            starts = frozenset(
                member for one in entry.for_.stage for member in book.members(one)
            )
    inside = entering(name)(base)
    lists = ["entry"] if section == "programmes" else ["entry", "requires"]
    needs = [
        _needs(placed, inside, (name,))
        for list_ in lists
        for placed in book.lists.get((section, name, list_), ())
        if _decides(placed)
    ]
    return Step(
        id=name,
        kind="gain",
        to=name,
        starts=starts,
        from_any=False,
        from_outside=False,
        needs={None: _all(needs)},
        gives=frozenset({name, *_stands_for(name, book)}),
    )


def _rest_fits(audience: Audience, base: Situation) -> bool | None:
    return fits(attrs.evolve(audience, stage=()), base)


def _stands_for(name: str, book: Framework) -> set[str]:
    """What else is there once this is: a parent programme, an award it counts as."""
    found: set[str] = set()
    programme = book.programmes.get(name)
    while programme is not None and programme.extends not in (None, *found):
        found.add(programme.extends or "")
        programme = book.programmes.get(programme.extends or "")
    ways = {
        **{other: one.recognised_as for other, one in book.qualifications.items()},
        **{other: one.recognised_as for other, one in book.approvals.items()},
    }
    for other, recognised in ways.items():
        if any(one.award in (name, "any") for one in recognised):
            found.add(other)
    return found


def _decides(placed: Placed) -> bool:
    return placed.strength == "must" and placed.side == "assessment"


# --- what a rule needs ----------------------------------------------------------------


def _all(parts: list[Needs]) -> Needs:
    wanted = [one for one in parts if one != NOTHING]
    if not wanted:
        return NOTHING
    return wanted[0] if len(wanted) == 1 else Needs(len(wanted), tuple(wanted))


def _needs(placed: Placed, situation: Situation, asking: tuple[str, ...] = ()) -> Needs:
    """What of stages, awards and programmes a rule needs that is not there."""
    outcome = situation.ask(placed, situation)
    if outcome.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
        return NOTHING
    chosen = editions.in_force(placed, situation)
    if not isinstance(chosen, Outcome) and chosen:
        placed = chosen[0]
    ask = placed.rule.ask
    if isinstance(ask, NoneOf):
        return NOTHING
    if isinstance(ask, AnyOf):
        return _some_of(ask, placed, situation, asking)
    if placed.parts:
        return _all(
            [_needs(part, situation, asking) for part in placed.parts
             if part.strength == "must"]
        )  # fmt: skip
    if isinstance(ask, TimeIn | InPlace):
        name = ask.time_in if isinstance(ask, TimeIn) else ask.in_place
        return _stages(name, ask.where, situation)
    names = gained_by(placed, situation.book)
    if not names:
        return NOTHING
    return _names(names, situation, asking)


def _some_of(
    ask: AnyOf, placed: Placed, situation: Situation, asking: tuple[str, ...]
) -> Needs:
    applying = [
        part
        for part in placed.parts
        if situation.ask(part, situation).verdict is not Verdict.NOT_APPLICABLE
    ]
    bound = bound_of(ask.at_least, None, situation, all_of=len(applying))
    count = 1 if bound is None or isinstance(bound, Reason) else int(-(-bound // 1))
    parts = [_needs(part, situation, asking) for part in applying]
    free = sum(one == NOTHING for one in parts)
    if free >= count:
        return NOTHING
    return Needs(count - free, tuple(one for one in parts if one != NOTHING))


def _names(
    names: tuple[str, ...], situation: Situation, asking: tuple[str, ...]
) -> Needs:
    book = situation.book
    ways: list[str | Needs] = []
    for name in names:
        found = book.entry_of(name, *BRANCHING)
        if found is not None:
            ways.append(name)
            continue
        if (
            name in asking
            or len(asking) > DEEPEST
            or book.entry_of(name, "learning", "modules") is None
        ):
            return NOTHING
        section = "learning" if name in book.learning else "modules"
        inner = _all(
            [
                _needs(placed, situation, (*asking, name))
                for placed in book.lists.get((section, name, "entry"), ())
                if _decides(placed)
            ]
        )
        if inner == NOTHING:
            return NOTHING
        ways.append(inner)
    return Needs(1, tuple(ways)) if ways else NOTHING


def _stages(name: str, where: Where | None, situation: Situation) -> Needs:
    """Time in a stage needs to have stood there."""
    book = situation.book
    named = [member for member in book.members(name) if member in book.stages]
    if name == "posts" and where is not None:
        for test in where.tests:
            named += _stage_test(test, book)
    held = {spell.name for spell in situation.facts.spells_of("posts")}
    if not named or held & set(named):
        return NOTHING
    return Needs(1, tuple(f"stage/{one}" for one in named))


def _stage_test(test: FieldTest, book: Framework) -> list[str]:
    if test.field != "stage" or not isinstance(test.test, Is):
        return []
    return [
        member
        for value in test.test.values
        for member in book.members(value)
        if member in book.stages
    ]
