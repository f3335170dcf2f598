"""The kinds of module that could still be added: what a gap is counted in.

The conditions of an award are a closed set, so the modules they can tell apart are a
finite list: for every field that is asked about, each value that matters to some
test, and one that matters to none. Where a part lists its modules, those not yet held
are the kinds, each whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product
from typing import Any

import attrs

from swcareers.evaluation.admission import Admission
from swcareers.evaluation.credit.candidates import admits, compared, takes
from swcareers.evaluation.credit.results import Result, credit_from, declared_item
from swcareers.evaluation.credit.terms import Bound, Terms, WayIn
from swcareers.evaluation.situation import Situation
from swcareers.rules.allocation import Kind
from swcareers.rules.requirement import Among, Compare, FieldTest, InWindow, Is, Where
from swcareers.values.amounts import Amount
from swcareers.values.dates import KnownDate

MOST = "|most"  # behind the name of a line: its upper bound, a line of its own
ANYTHING = "anything else"
_GAINED_BY = ("study", "certificated", "experiential")
_PROFILES = 3000  # more fields than real awards ask about; the rest is not imagined
NOT_CHOSEN = frozenset(("achieved", "started", "date", "state", "module", "award"))


@attrs.frozen(eq=False)
class Imaginable:
    """A kind of module, and what it is like.

    Attributes:
        kind: as the allocator takes it.
        module: the module it is, where it is a named one.
        fields: what it must be to be of this kind.
    """

    kind: Kind
    module: str | None
    fields: Mapping[str, Any]


def imaginable(terms: Terms, held: frozenset[str]) -> tuple[Imaginable, ...]:
    """Every kind of module that could still be added to an award.

    Args:
        held: modules that one has already and cannot take again.
    """
    fields = fields_of(wheres_of(terms), terms.situation)
    found = [*_any_size(terms, fields)]
    for name in sorted(_named(terms) - held):
        one = _named_kind(name, terms, fields)
        if one is not None:
            found.append(one)
    return tuple(found)


# --- the values that conditions can tell apart --------------------------------------


def tests_in(where: Where) -> Iterator[FieldTest]:
    """Every test of a condition, those of its alternatives too."""
    yield from where.tests
    for other in where.any_of:
        yield from tests_in(other)


def wheres_of(terms: Terms) -> Iterator[Where]:
    """Every condition of an award on the modules it holds."""
    for bound in terms.bounds:
        yield from bound.wheres
    for way in terms.ways:
        if way.written.where is not None:
            yield way.written.where


def fields_of(
    wheres: Iterable[Where], situation: Situation
) -> dict[str, tuple[Any, ...]]:
    """Each field that is asked about, with the values that matter; None: absent."""
    found: dict[str, dict[Any, None]] = {}
    measured: set[str] = set()  # compared with figures: no word stands beside them
    for where in wheres:
        for test in tests_in(where):
            if test.field not in NOT_CHOSEN:
                asked = test.test
                if isinstance(asked, Compare) and not asked.not_:
                    measured.add(test.field)
                values = _values(test, situation)
                found.setdefault(test.field, {}).update(dict.fromkeys(values))
    for field, known in [*found.items()]:
        if field == "gained_by":
            found[field] = {**dict.fromkeys(_GAINED_BY), **known}
        elif field == "components":
            known[None] = None
        elif field not in measured:
            known[ANYTHING] = None
    return {field: tuple(known) for field, known in sorted(found.items())}


def _values(test: FieldTest, situation: Situation) -> Iterator[Any]:
    asked = test.test
    scale = situation.book.scales.get(test.field)
    if scale is not None:
        yield from scale.order
    match asked:
        case Is():
            yield from asked.values
        case Compare():
            for bound in (asked.at_least, asked.at_most, asked.under):
                if bound is not None and bound.number is not None:
                    for step in (0, -1, 1):
                        number = bound.number + step
                        if number >= 0:
                            yield _written(number)
            yield from asked.not_
            if asked.present is not None:
                yield None
        case Among():
            yield Mapping_({"part": Amount.parse("100")})
        case InWindow():
            yield KnownDate.of(situation.on)
        case _:
            yield None


class Mapping_(dict[str, Any]):  # noqa: N801  # a mapping that can stand among values
    """Components of an imagined module: a mapping that can be compared by identity."""

    __hash__ = object.__hash__  # type: ignore[assignment]  # one value among others


def _written(number: Fraction) -> str:
    return str(number) if number.denominator == 1 else f"{float(number):g}"


def profiles(fields: Mapping[str, tuple[Any, ...]]) -> Iterator[dict[str, Any]]:
    """Every module that these fields can tell apart, as its fields."""
    chosen = product(*fields.values())
    for values in islice(chosen, _PROFILES):
        yield {
            field: value
            for field, value in zip(fields, values, strict=True)
            if value is not None
        }


# --- modules of any size ------------------------------------------------------------


@attrs.frozen(eq=False)
class _Seen:
    """How an award sees a module: its parts, its lines, its way."""

    parts: frozenset[str]
    lines: frozenset[str]
    caps: frozenset[str]
    way: WayIn | None

    @property
    def budgeted(self) -> bool:
        return self.way is not None and bool(self.way.need or self.way.most)

    def beats(self, other: "_Seen") -> bool:
        """Whether it serves wherever the other does, and fills no cap the other
        leaves alone."""
        only_capped = other.way is not None and other.way.need is None
        same_way = self.way is other.way or (not self.budgeted and only_capped)
        return (
            same_way
            and self.parts >= other.parts
            and self.lines >= other.lines
            and self.caps <= other.caps
        )


def _seen(terms: Terms, item: Any, *, named: bool) -> _Seen | None:
    """How the award sees an imagined module; None: it would not count."""
    situation = terms.situation
    result = Result(item, "achieved")
    way: WayIn | None = None
    if terms.ways:
        way = next(
            (
                one
                for one in terms.ways
                if _so(admits(_by_itself(one), result, situation))
            ),
            None,
        ) or next(
            (one for one in terms.ways if _counted_first(one, result, terms)), None
        )
        if way is None:
            return None

    def looked_at(bound: Bound) -> Admission:
        if not named and bound.modules is not None:
            return Admission(False)
        return takes(_alone(bound), item, situation)

    parts = frozenset(b.id for b in terms.parts if _so(looked_at(b)))
    if not parts:
        return None
    lines, caps = set(), set()
    for line in terms.lines:
        if line.ways is not None and (way is None or way.id not in line.ways):
            continue
        seen = looked_at(line)
        if line.need is not None and _so(seen):
            lines.add(line.id)
        if line.most is not None and seen.admitted:
            caps.add(f"{line.id}{MOST}")
    return _Seen(parts, frozenset(lines), frozenset(caps), way)


def _by_itself(way: WayIn) -> WayIn:
    """A way as it admits without anybody's decision: of those nobody can be sure."""
    where = way.written.where
    if where is None or not _is_decided(where):
        return way
    written = attrs.evolve(way.written, where=_plainly(where))
    return attrs.evolve(way, written=written)


def _alone(bound: Bound) -> Bound:
    """A part or line as it looks without anybody's decision."""
    if not any(map(_is_decided, bound.wheres)):
        return bound
    return attrs.evolve(bound, wheres=tuple(map(_plainly, bound.wheres)))


def _is_decided(where: Where) -> bool:
    if where.or_decided is not None or any(map(_is_decided, where.any_of)):
        return True
    return any(getattr(test.test, "or_decided", None) for test in where.tests)


def _plainly(where: Where) -> Where:
    tests = tuple(
        attrs.evolve(test, test=attrs.evolve(test.test, or_decided=None))
        if isinstance(test.test, Is | Compare | InWindow)
        else test
        for test in where.tests
    )
    others = tuple(map(_plainly, where.any_of))
    return attrs.evolve(where, tests=tests, any_of=others, or_decided=None)


def _counted_first(way: WayIn, result: Result, terms: Terms) -> bool:
    """Whether a way with `from` would take it, once another award has counted it."""
    book = terms.situation.book
    names = {name for one in way.written.from_ for name in book.members(one)}
    if "any" in names:
        names = {*book.qualifications, *book.approvals}
    return any(
        admits(
            way, attrs.evolve(result, counted_by=frozenset({name})), terms.situation
        ).admitted
        is not False
        for name in sorted(names - {terms.award})
    )


# A day that is not known yet is read in the learner's favour; nothing else is.
_NOT_KNOWN_YET = frozenset(
    ("event_not_yet", "event_unknown", "start_unknown", "information_missing")
)


def _so(found: Admission) -> bool:
    if found.admitted is None and found.reason is not None:
        return found.reason.code in _NOT_KNOWN_YET
    return found.admitted is True


def _any_size(
    terms: Terms, fields: Mapping[str, tuple[Any, ...]]
) -> Iterator[Imaginable]:
    kept: list[tuple[_Seen, dict[str, Any]]] = []
    known: set[tuple[object, ...]] = set()
    for profile in profiles(fields):
        item = declared_item("", None, terms.situation.on, profile)
        seen = _seen(terms, item, named=False)
        if seen is None:
            continue
        key = (seen.parts, seen.lines, seen.caps, id(seen.way))
        if key not in known:
            known.add(key)
            kept.append((seen, profile))
    for place, (seen, profile) in enumerate(kept):
        if any(
            other.beats(seen) and (not seen.beats(other) or at < place)
            for at, (other, _) in enumerate(kept)
            if at != place
        ):
            continue
        kind = _kind(f"any/{place}", seen)
        yield Imaginable(kind, None, profile)


def _kind(
    id_: str, seen: _Seen, whole: Fraction | None = None, module: str | None = None
) -> Kind:
    return Kind(
        id=id_,
        parts=seen.parts,
        lines=seen.lines | seen.caps,
        way=None if seen.way is None else seen.way.id,
        whole=whole,
        module=module,
    )


# --- named modules ------------------------------------------------------------------


def _named(terms: Terms) -> frozenset[str]:
    """The modules that some part or line names."""
    return frozenset().union(*(b.modules for b in terms.bounds if b.modules))


def _named_kind(
    name: str, terms: Terms, fields: Mapping[str, tuple[Any, ...]]
) -> Imaginable | None:
    """A named module as it would best be taken: by study, without a budget."""
    situation = terms.situation
    declared = situation.book.credit_bearing.get(name)
    free = {
        field: values
        for field, values in fields.items()
        if declared is None or getattr(declared, field, None) in (None, {}, ())
    }
    best: tuple[_Seen, dict[str, Any]] | None = None
    for profile in profiles(free):
        item = declared_item(name, declared, situation.on, profile)
        seen = _seen(terms, item, named=True)
        if seen is not None and (best is None or _better(seen, best[0])):
            best = seen, profile
    if best is None:
        return None
    credit: Any = None if declared is None else declared.credits
    size = credit_from(credit, terms.unit, None, situation)
    whole = size if isinstance(size, Fraction) else None
    return Imaginable(_kind(name, best[0], whole, name), name, best[1])


def _better(one: _Seen, other: _Seen) -> bool:
    def rank(seen: _Seen) -> tuple[int, ...]:
        return (
            not seen.budgeted, len(seen.parts), len(seen.lines), -len(seen.caps),
        )  # fmt: skip

    return rank(one) > rank(other)


@attrs.frozen(eq=False)
class Taken:
    """A module nobody has taken yet, as it would best be taken today.

    Attributes:
        likeness: equal for modules that an award cannot tell apart.
    """

    result: Result
    likeness: tuple[object, ...]


def as_taken(module: str, terms: Terms) -> Taken | None:
    """A module on offer, as an award would best count it; None: it would not."""
    fields = {
        field: values
        for field, values in fields_of(wheres_of(terms), terms.situation).items()
        if field != "gained_by"  # what is on offer is studied
    }
    found = _named_kind(module, terms, fields)
    if found is None:
        return None
    declared = terms.situation.book.credit_bearing.get(module)
    item = declared_item(module, declared, terms.situation.on, found.fields)
    kind = found.kind
    named = module if module in _named(terms) else None
    differs = tuple(
        compared(bound, item, terms.situation)
        for bound in terms.bounds
        if bound.distinct not in (None, "module")
    )
    likeness = (kind.parts, kind.lines, kind.way, kind.whole, named, differs)
    return Taken(Result(item, "achieved"), likeness)
