"""What each kind of requirement asks, in words."""

import re
from typing import Protocol

from swcareers.rules.requirement import (
    All,
    AnyOf,
    Assessed,
    Average,
    Cadence,
    Completes,
    Confirmed,
    Count,
    Decided,
    Evidence,
    Happened,
    Holds,
    InOrder,
    InPlace,
    Kind,
    MeanShare,
    Measured,
    Modules,
    NoneOf,
    Phase,
    Rule,
    TimeIn,
    TimeSince,
)
from swcareers.values.text import joined
from swcareers.wording.conditions import field_name, where_words
from swcareers.wording.counts import (
    STRENGTH,
    counted_words,
    covered_words,
    inner_lines,
    limits,
    modules_out_of,
    tests_after,
)
from swcareers.wording.moments import every_words, point_words
from swcareers.wording.nouns import (
    Titles,
    is_plain,
    names,
    noun,
    plain_title,
    quoted,
    with_article,
)
from swcareers.wording.phrases import amount_words, held_words

Clauses = tuple[str, list[str]]  # what is asked, and what is added to it


class Say(Protocol):
    """Puts a rule that stands inside this one into words."""

    def __call__(self, part: Rule, *, as_condition: bool = False) -> str:
        """Say it as a part of a group, or as it stands behind "where"."""
        ...


def asked_words(ask: Kind, titles: Titles, say: Say) -> Clauses:
    """What a kind asks, and the clauses that are added to it."""
    match ask:
        case All():
            return _group("all of these", ask.all, "and", say)
        case AnyOf():
            return _any(ask, titles, say)
        case NoneOf():
            return _none(ask, say)
        case InOrder():
            return _group("in this order", ask.in_order, "then", say)
        case Evidence():
            asked = counted_words(ask, _noun_or_any(ask.evidence, titles), titles)
            return _count(ask, asked, titles)
        case Modules():
            return _count(ask, _modules(ask, titles), titles)
        case Happened():
            return _count(ask, _happened(ask, titles), titles)
        case Completes():
            return _count(ask, _completed(ask, titles), titles)
        case Holds():
            return _count(ask, _held(ask, titles), titles)
        case Assessed():
            return _count(ask, _assessed(ask, titles), titles)
        case Cadence():
            return _cadence(ask, titles)
        case InPlace():
            return _in_place(ask, titles), []
        case TimeIn():
            return _time_in(ask, titles)
        case TimeSince():
            since = noun_of_moment(ask.time_since, titles)
            return _time(ask, f"have passed since {since}", titles)
        case Measured():
            return _measured(ask, titles), []
        case Average():
            return _average(ask, titles)
        case Decided():
            return _decided(ask, titles), []
        case Confirmed():
            return f"confirmed: {ask.confirmation}", []


def _group(head: str, parts: tuple[Rule, ...], last: str, say: Say) -> Clauses:
    inner = [_part(part, say) for part in parts]
    if len(inner) == 2 and head in _PAIRS and not any(map(_has_stops, inner)):
        return f"{_PAIRS[head]} {inner[0]} {last} {inner[1]}", []
    if len(inner) > 1:
        inner[-1] = f"{last} {inner[-1]}"
    return f"{head}: {'; '.join(inner)}", []


_PAIRS = {"all of these": "both", "one of these": "either"}


def _has_stops(words: str) -> bool:
    own = re.sub("“[^”]*”", "", words)  # the stops of a title are its own
    return any(stop in own for stop in (":", ";", ",", "either ", "both "))


def _part(part: Rule, say: Say) -> str:
    words = say(part)
    return f"({words})" if ";" in words else words


def _any(ask: AnyOf, titles: Titles, say: Say) -> Clauses:
    if ask.at_least is None:
        return _group("one of these", ask.any, "or", say)
    head = f"at least {amount_words(ask.at_least, titles)} of these"
    return _group(head, ask.any, "and", say)


def _none(ask: NoneOf, say: Say) -> Clauses:
    if len(ask.none) == 1:
        return f"it is not so that {say(ask.none[0], as_condition=True)}", []
    inner = [say(part, as_condition=True) for part in ask.none]
    return f"none of these is so: {'; '.join(inner)}", []


def _noun_or_any(id_: str, titles: Titles) -> str:
    return "piece of evidence" if id_ == "any" else noun(id_, titles)


def _count(count: Count, asked: str, titles: Titles) -> Clauses:
    asked += tests_after(count, titles) + covered_words(count, titles)
    return asked, [*limits(count, titles), *inner_lines(count, titles)]


def _modules(ask: Modules, titles: Titles) -> str:
    out_of = modules_out_of(ask.modules, titles)
    if ask.at_least is not None and ask.at_least.word == "all":
        return f"all {out_of}".replace("all of all", "all")
    if ask.covering:
        return out_of.removeprefix("of ").replace("all modules", "modules")
    bound, amount = ("at most", ask.at_most) if ask.at_least is None else (
        "at least", ask.at_least)  # fmt: skip
    if amount is None:
        return f"at least one {out_of}" if len(ask.modules) > 1 else (
            out_of.removeprefix("of ").replace("all modules", "a module")
            .replace("the modules that count", "a module that counts")
        )  # fmt: skip
    return f"{bound} {amount_words(amount, titles)} {out_of}"


def noun_of_moment(id_: str, titles: Titles) -> str:
    """An event as a moment: its title in quotation marks, for it may be a clause."""
    return quoted(titles(id_))


def _times(count: Count, titles: Titles) -> str:
    """How often something happened; empty where once is enough."""
    bound, amount = ("at most", count.at_most) if count.at_least is None else (
        "at least", count.at_least)  # fmt: skip
    if amount is None:
        return ""
    shown = amount_words(amount, titles)
    if amount.unit is None and amount.number is not None:
        return f"{bound} {'once' if amount.number == 1 else f'{shown} times'}"
    return f"{bound} {shown}"


def _happened(ask: Happened, titles: Titles) -> str:
    words = f"{noun_of_moment(ask.event, titles)} has happened"
    return f"{words} {_times(ask, titles)}".strip()


def _completed(ask: Completes, titles: Titles) -> str:
    bound = _times(ask, titles).removesuffix(" times").replace(" once", " one")
    if bound:
        return f"{bound} of {noun(ask.completes, titles)} has been completed"
    return f"{noun(ask.completes, titles)} has been completed"


def _held(ask: Holds, titles: Titles) -> str:
    words = held_words([ask.holds], titles)
    bound = _times(ask, titles).removesuffix(" times").replace(" once", " one")
    return f"{words} ({bound} of them)" if bound else words


def _assessed(ask: Assessed, titles: Titles) -> str:
    set_, _, level = ask.assessed.partition("/")
    against = noun(set_, titles)
    if not against.startswith(("“", "the ")):
        against = f"the {against}"
    words = f"judged by a named person against {against}"
    if level:
        own = titles(ask.assessed)  # one word may name a level and a stage
        title = titles(level) if is_plain(own, ask.assessed) else own
        title = title.removeprefix(f"{titles(set_)}, ")
        words += f" at the level {quoted(title)}"
    if ask.covering:
        return words
    return f"{words} {_times(ask, titles)}".strip()


# --- time ---------------------------------------------------------------------------


def _cadence(ask: Cadence, titles: Titles) -> Clauses:
    asked = with_article(noun(ask.cadence, titles))
    if ask.every is not None:
        asked += f" {every_words(ask.every)}"
    if ask.phases:
        phases = [_phase(phase, titles) for phase in ask.phases]
        if len(phases) > 1 and ask.phases[-1].until is None:
            phases[-1] = f"then {phases[-1]}"
        asked += f" {', '.join(phases)}"
    clauses = []
    if ask.where is not None:
        clauses.append(where_words(ask.where, titles))
    if ask.at_least is not None:
        share = amount_words(ask.at_least, titles)
        clauses.append(f"at least {share} of those due so far")
    if ask.longest_gap is not None:
        clauses.append(f"never more than {ask.longest_gap} between two")
    if ask.excused_by:
        reasons = names(ask.excused_by, titles, "or")
        clauses.append(f"excused where {reasons} covers all the time for one")
    return asked, clauses


def _phase(phase: Phase, titles: Titles) -> str:
    words = every_words(phase.every)
    if phase.until is not None:
        words += f" until {point_words(phase.until, titles)}"
    inner = [] if phase.where is None else [f"each {where_words(phase.where, titles)}"]
    if phase.strength in STRENGTH:
        inner.append(STRENGTH[phase.strength])
    return f"{words} ({', '.join(inner)})" if inner else words


SPELLS = {"posts": "a post", "absences": "an absence"}


def _in_place(ask: InPlace, titles: Titles) -> str:
    what = SPELLS.get(ask.in_place) or with_article(noun(ask.in_place, titles))
    if ask.where is None:
        return f"{what} is in place"
    words = where_words(ask.where, titles)
    comma = "" if words.startswith(("with ", "who ", "on ", "in ", "as ")) else ","
    return f"{what}{comma} {words}{comma} is in place"


def _time_in(ask: TimeIn, titles: Titles) -> Clauses:
    where = "posts" if ask.time_in == "posts" else noun(ask.time_in, titles)
    words = f"have been spent in {where}"
    if ask.where is not None:
        words += f" {where_words(ask.where, titles)}"
    asked, clauses = _time(ask, words, titles)
    if ask.counted_from is not None:
        clauses.append(f"counted from {point_words(ask.counted_from, titles)}")
    if ask.counted_by is not None:
        clauses.append("part-time work counts in proportion to its hours")
    if ask.breaks is not None:
        clauses.append(
            f"a break of more than {ask.breaks.longest} starts the count again"
        )
    if ask.less:
        clauses.append(f"not counting {names(ask.less, titles, 'or')}")
    return asked, clauses


def _time(ask: TimeIn | TimeSince, done: str, titles: Titles) -> Clauses:
    bounds = []
    if ask.at_least is not None:
        bounds.append(f"at least {ask.at_least}")
    if ask.at_most is not None:
        bounds.append(f"at most {ask.at_most}")
    clauses = [f"usually {ask.usually}"] if ask.usually and bounds else []
    if not bounds:
        bounds.append(f"usually {ask.usually}" if ask.usually else "some time")
    single = bounds[-1].endswith((" time", " 1 year", " 1 month", " 1 week", " 1 day"))
    if single:
        done = done.replace("have ", "has ", 1)
    return f"{' and '.join(bounds)} {done}", clauses


# --- readings and judgements --------------------------------------------------------


def _measured(ask: Measured, titles: Titles) -> str:
    bounds = []
    if ask.at_least is not None:
        bounds.append(f"at least {amount_words(ask.at_least, titles)}")
    if ask.at_most is not None:
        bounds.append(f"at most {amount_words(ask.at_most, titles)}")
    is_ = f"is {' and '.join(bounds)}" if bounds else "is read"
    words = f"{noun(ask.measure, titles)} {is_}"
    if ask.averaged_over == "programme":
        return f"{words}, averaged over the programme"
    if ask.averaged_over is not None:
        return f"{words}, averaged over the last {ask.averaged_over}"
    return words


def _average(ask: Average, titles: Titles) -> Clauses:
    bounds = []
    if ask.at_least is not None:
        bounds.append(f"at least {amount_words(ask.at_least, titles)}")
    if ask.at_most is not None:
        bounds.append(f"at most {amount_words(ask.at_most, titles)}")
    words = f"the average {field_name(ask.average)}"
    of = "the modules that count here"
    if ask.best is not None:
        of = f"the best {amount_words(ask.best, titles)} that count here"
    words += f" of {of} is {' and '.join(bounds) or 'taken'}"
    clauses = []
    if ask.where is not None:
        clauses.append(f"only modules {where_words(ask.where, titles)}")
    if ask.weighted_by is not None:
        clauses.append(f"weighted by {field_name(ask.weighted_by)}")
    if ask.shares:
        shares = joined(mean_share_words(one, titles) for one in ask.shares)
        clauses.append(f"made of {shares}")
    if ask.rounded is not None:
        clauses.append(f"rounded {ask.rounded}")
    return words, clauses


def mean_share_words(share: MeanShare, titles: Titles) -> str:
    """A share of a mean, as in: 70% for the best 90 credits of level 6."""
    of = "modules"
    if share.best is not None:
        of = f"the best {amount_words(share.best, titles)}"
    if share.where is not None:
        of += f" {where_words(share.where, titles)}"
    return f"{amount_words(share.weighs, titles)} for {of}"


def _decided(ask: Decided, titles: Titles) -> str:
    what = quoted(titles(ask.decision))
    if not ask.is_:
        return f"{what} is decided in favour"
    return f"{what} is decided as {joined(map(plain_title, ask.is_), 'or')}"
