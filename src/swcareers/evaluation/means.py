"""The mean of a field over modules: of all, of the best of them, or of shares."""

from collections.abc import Iterable, Iterator, Sequence, Set
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import product

import attrs

from swcareers.evaluation import admission
from swcareers.evaluation.counting import bound_of, sift
from swcareers.evaluation.dated import missing_section, undecided
from swcareers.evaluation.outcome import Item, LeftOut, Outcome, Reason, Verdict
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Placed
from swcareers.rules.requirement import Average, Where
from swcareers.rules.rounding import rounding_step
from swcareers.values.amounts import Amount

_TRIED = 8  # modules in doubt, beyond which not every choice among the best is tried


@attrs.frozen(eq=False)
class _Entry:
    """One module in a mean: its value, its weight, and how much of it there is."""

    item: Item
    value: Fraction
    weight: Fraction
    size: Fraction


@attrs.frozen(eq=False)
class _Mean:
    """A mean; None: nothing is there to take it of.

    Attributes:
        doubt: why it is not certain.
        ends: the least and the most it can be, whichever of the modules in doubt
            belong to it; None: nobody can say.
        hollow: without those in doubt there would be nothing to take it of.
    """

    mean: Fraction | None
    counted: tuple[Item, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    planned: tuple[Item, ...] = ()
    doubt: Reason | None = None
    ends: tuple[Fraction, Fraction] | None = None
    hollow: bool = False


def average(ask: Average, placed: Placed, situation: Situation) -> Outcome:
    """The mean of a field over the modules that count here, or all on the record."""
    if not situation.facts.has("modules"):
        return missing_section(placed, "modules")
    found = _shared(ask, situation) if ask.shares else _mean(ask, situation)
    if found.mean is None:
        if found.doubt is not None:
            return undecided(placed, found.doubt)
        return Outcome(path=placed.path, rule=placed.rule, verdict=Verdict.NOT_YET)
    mean = rounded(found.mean, ask.rounded)
    low = bound_of(ask.at_least, None, situation)
    high = bound_of(ask.at_most, None, situation)
    if isinstance(low, Reason) or isinstance(high, Reason):
        return undecided(
            placed, Reason("unlike_units", {"unit": "share", "wanted": ""})
        )
    verdict = _verdict(found, mean, low, high, ask.rounded)
    return Outcome(
        path=placed.path,
        rule=placed.rule,
        verdict=verdict,
        have=mean,
        need=low if low is not None else high,
        counted=found.counted,
        left_out=found.left_out,
        planned=found.planned,
        why=found.doubt if verdict is Verdict.UNDECIDED else None,
    )


def _verdict(
    found: _Mean,
    mean: Fraction,
    low: Fraction | None,
    high: Fraction | None,
    how: str | None,
) -> Verdict:
    """Whether a mean is within its bounds; settled where every reading agrees."""
    if found.doubt is None:
        least = most = mean
    elif found.ends is None:
        return Verdict.UNDECIDED
    else:
        least, most = (rounded(end, how) for end in found.ends)
    above = low is None or least >= low
    below = high is None or most <= high
    if above and below and not (found.doubt is not None and found.hollow):
        return Verdict.MET
    if (low is not None and most < low) or (high is not None and least > high):
        return Verdict.NOT_YET
    return Verdict.UNDECIDED


def _shared(ask: Average, situation: Situation) -> _Mean:
    """The mean of the means of its shares, each as heavy as it says.

    A share without a module weighs nothing, and the others weigh in proportion.
    """
    means = [
        (share.weighs.number or Fraction(0), _mean(ask, situation, share.where,
                                                   share.best))
        for share in ask.shares
    ]  # fmt: skip
    there = [(weight, one.mean) for weight, one in means if one.mean is not None]
    total = sum((weight for weight, _ in there), Fraction(0))
    doubts = (one.doubt for _, one in means)
    seen = {item.place for _, one in means for item in one.counted}
    out = {
        left.item.place: left
        for _, one in means
        for left in one.left_out
        if left.item.place not in seen
    }
    return _Mean(
        sum((w * mean for w, mean in there), Fraction(0)) / total if total else None,
        tuple(item for _, one in means for item in one.counted),
        tuple(out.values()),
        tuple({item.place: item for _, one in means for item in one.planned}.values()),
        next((doubt for doubt in doubts if doubt is not None), None),
        _ends_of_shares(means),
        all(one.mean is None or one.hollow for _, one in means),
    )


def _ends_of_shares(
    means: Sequence[tuple[Fraction, _Mean]],
) -> tuple[Fraction, Fraction] | None:
    """The least and the most of a mean of shares, some of which may be empty."""
    there = [(weight, one) for weight, one in means if one.mean is not None]
    if any(one.ends is None for _, one in there):
        return None
    unknown = [one for _, one in means if one.mean is None and one.doubt is not None]
    if unknown:
        return None
    found: list[tuple[Fraction, Fraction]] = []
    choices = ((True, False) if one.hollow else (True,) for _, one in there)
    for chosen in product(*choices):
        kept = [one for one, used in zip(there, chosen, strict=True) if used]
        total = sum((weight for weight, _ in kept), Fraction(0))
        if total:
            ends = [(weight / total, one.ends) for weight, one in kept if one.ends]
            found.append(
                (
                    sum((share * low for share, (low, _) in ends), Fraction(0)),
                    sum((share * high for share, (_, high) in ends), Fraction(0)),
                )
            )
    if not found:
        return None
    return min(low for low, _ in found), max(high for _, high in found)


def _mean(
    ask: Average,
    situation: Situation,
    where: Where | None = None,
    best: Amount | None = None,
) -> _Mean:
    """The mean over the modules that pass, or over the best of them."""
    shown, in_doubt = _marked(ask, situation)
    sifted = sift(shown, ask.where, situation, None)
    left_out = list(sifted.left_out)
    candidates = sifted.candidates
    planned = sifted.planned
    if where is not None:
        inside = sift([one.item for one in candidates], where, situation, None)
        sure = {one.item.place for one in candidates if one.sure}
        candidates = tuple(
            attrs.evolve(one, sure=one.sure and one.item.place in sure)
            for one in inside.candidates
        )
        left_out += inside.left_out
        planned = sift(planned, where, situation, None).planned
    doubt: Reason | None = None
    entries: list[_Entry] = []
    perhaps: set[str] = set()
    unknown = False
    for one in candidates:
        weight = _number(one.item, ask.weighted_by, situation)
        value = _number(one.item, ask.average, situation)
        size = _number(one.item, "credits", situation)
        if weight is None:
            field = ask.weighted_by or ""
            doubt, unknown = Reason("field_missing", {"field": field}), True
        elif value is None:
            unknown = True
            doubt = doubt or Reason("field_missing", {"field": ask.average})
        else:
            if not one.sure:
                doubt = doubt or one.reason
            if not one.sure or one.item.place in in_doubt:
                perhaps.add(one.item.place)
            if one.item.place in in_doubt:
                doubt = doubt or Reason("person_decides", {})
            entries.append(_Entry(one.item, value, weight, size or Fraction(0)))
    limit = best if best is not None else ask.best
    kept = [*_best(entries, limit)]
    inside_best = {one.item.place for one, _ in kept}
    if limit is not None:
        beyond = Reason("over_the_most", {"bound": limit.text})
        left_out += [
            LeftOut(one.item, beyond)
            for one in entries
            if one.item.place not in inside_best
        ]
    certain = [one for one in entries if one.item.place not in perhaps]
    return _Mean(
        _of(kept),
        tuple(one.item for one in entries if one.item.place in inside_best),
        tuple(left_out),
        planned,
        doubt,
        None if unknown else _ends(entries, perhaps, limit),
        _of(_best(certain, limit)) is None,
    )


def _of(kept: Iterable[tuple[_Entry, Fraction]]) -> Fraction | None:
    """The mean of modules, each with the part of it that is used; None: of nothing."""
    total = summed = Fraction(0)
    for one, part in kept:
        total += one.weight * part
        summed += one.value * one.weight * part
    return summed / total if total else None


def _ends(
    entries: Sequence[_Entry], perhaps: Set[str], limit: Amount | None
) -> tuple[Fraction, Fraction] | None:
    """The least and the most of a mean, whichever of those in doubt belong to it.

    Without a limit the least has the lowest of them, up to some one, and the most
    the highest. With a limit each choice is tried, where there are not too many.
    """
    sure = [one for one in entries if one.item.place not in perhaps]
    doubtful = sorted(
        (one for one in entries if one.item.place in perhaps),
        key=lambda entry: entry.value,
    )
    chosen: Iterable[Sequence[_Entry]]
    if limit is None:
        some = range(len(doubtful) + 1)
        chosen = [*(doubtful[:n] for n in some), *(doubtful[n:] for n in some)]
    elif len(doubtful) <= _TRIED:
        chosen = (
            [one for one, used in zip(doubtful, uses, strict=True) if used]
            for uses in product((True, False), repeat=len(doubtful))
        )
    else:
        return None
    means = [_of(_best([*sure, *some_], limit)) for some_ in chosen]
    found = [mean for mean in means if mean is not None]
    return (min(found), max(found)) if found else None


def _marked(
    ask: Average, situation: Situation
) -> tuple[Sequence[Item], frozenset[str]]:
    """The modules a mean is taken of, and those whose mark a person decides."""
    counting = situation.counting
    if counting is None:
        return situation.facts.of("modules", None), frozenset()
    if ask.average != "mark":
        return counting.items, frozenset()
    shown = [item for item in counting.items if item.place not in counting.unmarked]
    return shown, counting.in_doubt


def _number(item: Item, field: str | None, situation: Situation) -> Fraction | None:
    if field is None:
        return Fraction(1)
    return admission.number_of(admission.value_of(item, field, situation))


def _best(
    entries: Sequence[_Entry], limit: Amount | None
) -> Iterator[tuple[_Entry, Fraction]]:
    """The best of them up to a limit, each with the part of it that is used.

    The module at the border is used in part, so that exactly so much is. In modules,
    where the limit has no unit; a share is of the credit that is there.
    """
    if limit is None or limit.number is None:
        yield from ((one, Fraction(1)) for one in entries)
        return
    left = limit.number
    if limit.unit == "share":
        left *= sum((one.size for one in entries), Fraction(0))
    for one in sorted(entries, key=lambda entry: -entry.value):
        size = Fraction(1) if limit.unit is None else one.size
        if not size:
            continue
        if left <= 0:
            return
        yield one, min(size, left) / size
        left -= size


def rounded(value: Fraction, how: str | None) -> Fraction:
    """A mean rounded as the rule says: "half up to 1", "half up to 0.1", or not.

    >>> rounded(Fraction(119, 2), "half up to 1")
    Fraction(60, 1)
    """
    if how is None:
        return value
    step = rounding_step(how)
    steps = Decimal((value / step).numerator) / Decimal((value / step).denominator)
    whole = steps.quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return Fraction(int(whole)) * step
