"""What a framework declares besides rules, in plain sentences for a handbook.

A noun of the language gives its sentences in the order a reader needs them. Its title,
its source, its note and its marks stand beside them, and its four lists of rules are
said rule by rule (`swcareers.wording.rules`). The module is long because the nouns are
in one place, as they are in the model.
"""

from collections.abc import Mapping
from typing import Any

import attrs

from swcareers.framework.model import (
    Amendment,
    Applied,
    Approval,
    Calendar,
    CapabilitySet,
    ChosenBy,
    Clock,
    Conferred,
    Decision,
    Domain,
    Entitlement,
    Event,
    EvidenceType,
    Figure,
    Gives,
    Learning,
    Level,
    Measure,
    Module,
    Period,
    Permit,
    Programme,
    Progression,
    Qualification,
    Regulation,
    Row,
    Scale,
    Stage,
    Titled,
    Unit,
    Way,
)
from swcareers.rules.requirement import Entry, Part, Rule, Who
from swcareers.values.text import counted, joined
from swcareers.wording.conditions import field_name, where_words
from swcareers.wording.counts import part_words
from swcareers.wording.kinds import SPELLS
from swcareers.wording.moments import (
    deadline_words,
    known_words,
    point_words,
    window_words,
)
from swcareers.wording.nouns import (
    Titles,
    names,
    noun,
    plain_title,
    quoted,
    the,
)
from swcareers.wording.phrases import (
    amount_words,
    audience_words,
    who_words,
)
from swcareers.wording.rules import (
    capital,
    condition,
    edition_lead,
    open_clauses,
    version_by_words,
)

Sentences = list[str]


def entry_sentences(entry: Entry, titles: Titles = plain_title) -> tuple[str, ...]:
    """Say an entry that is not a rule, a sentence for each thing there is to know.

    Args:
        entry: a programme, an approval, learning, a decision ...
        titles: gives the title of a declared id.

    >>> from swcareers.values.durations import Duration
    >>> clock = Clock(runs_for=Duration.parse("12 months"), stretches_with="hours")
    >>> for words in entry_sentences(Programme(clock=clock)):
    ...     print(words)
    It runs for 12 months at full time.
    Part-time work makes it longer in proportion to its hours.
    """
    return tuple(f"{capital(words)}." for words in _entry(entry, titles))


def _entry(entry: Entry, titles: Titles) -> Sentences:
    said = [*_own(entry, titles), *_common(entry, titles)]
    known = set(said)
    if entry.version_by is not None:
        said.append(version_by_words(entry.version_by, titles))
    for edition in entry.versions:
        lead = edition_lead(edition)
        if edition.withdrawn or edition.entry is None:
            said.append(f"{lead}: withdrawn")
            continue
        whole = attrs.evolve(edition.entry, versions=(), version_by=None)
        new = [words for words in _entry(whole, titles) if words not in known]
        said.append(f"{lead}: {'; '.join(new)}" if new else lead)
    for variant in entry.variants:
        whole = attrs.evolve(variant.entry, variants=(), version_by=None)
        new = [words for words in _entry(whole, titles) if words not in known]
        when = condition(variant.when, titles)
        said.append(f"where {when}: {'; '.join(new) or 'its rules differ'}")
    return said


def _own(entry: Entry, titles: Titles) -> Sentences:
    match entry:
        case Rule():
            raise TypeError("a rule is said by swcareers.wording.rules.sentence")
        case Programme():
            return _programme(entry, titles)
        case Learning():
            return _learning(entry, titles)
        case Module():
            return _module(entry, titles)
        case Qualification():
            return _qualification(entry, titles)
        case Regulation():
            return [
                *clock_sentences(entry.clock, titles),
                *_ways(entry.accepts, titles),
                *_placed_by(entry.placed_by, titles),
                *_titled("the class is", entry.classes, titles),
            ]
        case Way():
            return [_way(entry, titles)]
        case Approval():
            return _approval(entry, titles)
        case Progression():
            return _progression(entry, titles)
        case Decision():
            return _decision(entry, titles)
        case Entitlement():
            return _entitlement(entry, titles)
        case CapabilitySet():
            return _capabilities(entry, titles)
        case Stage():
            said = _some("it is mapped to the level {}", _level(entry.level, titles))
            return said + _some("its grade is {}", entry.grade)
        case Level():
            said = _some("{}", entry.group and plain_title(entry.group))
            return said + _some("side by side: {}", _listed(entry.pathways, titles))
        case Domain():
            said = _some("number {}", entry.number)
            return said + _some("in the area {}", entry.area and titles(entry.area))
        case Event():
            return _event(entry, titles)
        case EvidenceType():
            return _some("an entry of it may say: {}", _fields(entry.fields))
        case Measure():
            return _measure(entry, titles)
        case Period():
            return _period(entry, titles)
        case Figure():
            return _figure(entry, titles)
        case Unit():
            amount = entry.is_ and amount_words(entry.is_, titles)
            return _some("one of it is {}", amount)
        case Scale():
            return _scale(entry)
        case Calendar():
            days = joined([known_words(day) for day in entry.holidays])
            return _some("nobody works on {}", days)
        case _:  # a register or a role: its title and its rules are all there is
            return []


def _some(pattern: str, words: Any) -> Sentences:
    """One sentence, or none where there is nothing to say."""
    return [pattern.format(words)] if words else []


def _listed(ids: tuple[str, ...], titles: Titles, last: str = "and") -> str:
    return names(ids, titles, last) if ids else ""


def _quoted(ids: tuple[str, ...], titles: Titles, last: str = "and") -> str:
    """Several titles in quotation marks; the words of the language as they are."""
    shown = {"any": "anything", "outside": "outside"}
    return joined([shown.get(id_) or quoted(titles(id_)) for id_ in ids], last)


def _level(level: str | None, titles: Titles) -> str:
    return quoted(titles(level)) if level else ""


def _common(entry: Entry, titles: Titles) -> Sentences:
    """What anything may have: whom it is for, when it is open, what is announced."""
    said = []
    if entry.for_ is not None:
        said.append(f"it is for {audience_words(entry.for_, titles)}")
    said += [f"it is {words}" for words in open_clauses(entry, titles)]
    if entry.applies_when is not None:
        said.append(f"it applies only where {condition(entry.applies_when, titles)}")
    said += _some("not yet there: {}", entry.expected)
    return said


# --- programmes, learning, credit ---------------------------------------------------


def _programme(entry: Programme, titles: Titles) -> Sentences:
    said = []
    if entry.extends:
        said.append(
            f"everything asked in {quoted(titles(entry.extends))} is asked here"
        )
    if entry.strength is not None:
        joining = {"must": "joining it is required", "should": "it should be joined"}
        said.append(joining.get(entry.strength, "joining it is recommended"))
    said += clock_sentences(entry.clock, titles)
    said += _some(
        "it carries {}", entry.credits and amount_words(entry.credits, titles)
    )
    said += _some("it is at level {}", entry.level)
    if entry.outcome:
        said.append(f"it is completed by the decision {quoted(titles(entry.outcome))}")
    return said


def clock_sentences(clock: Clock | None, titles: Titles) -> Sentences:
    """A programme's own time, without capitals and full stops."""
    if clock is None:
        return []
    said = _some("it starts with {}", clock.starts and quoted(titles(clock.starts)))
    said += _some(
        "it runs for {}" + (" at full time" if clock.stretches_with else ""),
        clock.runs_for,
    )
    if clock.stretches_with:
        said.append("part-time work makes it longer in proportion to its hours")
    if clock.pauses_for:
        said.append(f"it pauses for {_listed(clock.pauses_for, titles)}")
    if clock.never_pauses_for:
        said.append(
            f"it never pauses for {_listed(clock.never_pauses_for, titles, 'or')}"
        )
    if clock.changes_need:
        said.append(
            f"each change needs the decision {quoted(titles(clock.changes_need))}"
        )
    if clock.not_before is not None:
        said.append(f"it cannot end before {point_words(clock.not_before, titles)}")
    if clock.not_after is not None:
        said.append(
            f"it ends {deadline_words(clock.not_after, titles)}, whatever pauses"
        )
    return said


_ACCESS = {
    "everyone": "everyone it is for takes part",
    "open": "anyone it is for may join",
    "application": "one applies for it",
    "nomination": "one is nominated for it",
    "invitation": "one is invited to it",
}


def _learning(entry: Learning, titles: Titles) -> Sentences:
    said = _some("format: {}", entry.format and noun(entry.format, titles))
    said += _some("run by {}", entry.provider)
    if entry.sessions is not None and entry.lasts is not None:
        said.append(f"{counted(entry.sessions, 'session')} of {entry.lasts}")
    else:
        said += _some("{}", entry.sessions and counted(entry.sessions, "session"))
        said += _some("a session lasts {}", entry.lasts)
    if entry.given_by is not None:
        said.append(f"given by {audience_words(entry.given_by, titles)}")
    said += _some("{}", _ACCESS.get(entry.access or ""))
    said += _some("it is made of {}", _listed(entry.includes, titles))
    said += _some("it leads towards {}", _quoted(entry.leads_to, titles))
    said += _size(entry, titles)
    if entry.applied is not None:
        said.append(_applied(entry.applied))
    return said


def _size(entry: Learning | Module | Qualification, titles: Titles) -> Sentences:
    said = _some("it carries {}", entry.credits and amount_words(entry.credits, titles))
    said += _some("it is at level {}", entry.level)
    return said + _some("it costs {}", entry.cost and amount_words(entry.cost, titles))


def _applied(applied: Applied) -> str:
    words = "in practice"
    if applied.between:
        words += f", between {applied.between}"
    if applied.after:
        words += f", after {the(applied.after)}"
    words += f": {applied.what}" if applied.what else ""
    words += f"; with {applied.with_}" if applied.with_ else ""
    return words + (f"; shared {applied.shared}" if applied.shared else "")


def _module(entry: Module, titles: Titles) -> Sentences:
    said = _some("awarded by {}", entry.provider) + _size(entry, titles)
    said += _some(
        "it belongs to the pathway {}", entry.pathway and titles(entry.pathway)
    )
    said += _some("it is a {} module", entry.kind)
    if entry.must_pass is not None:
        word = "has to" if entry.must_pass else "does not have to"
        said.append(f"it {word} be passed outright")
    weights = [
        f"{noun(part, titles)} {amount_words(weight, titles)}"
        for part, weight in entry.components.items()
    ]
    return said + _some("its parts: {}", joined(weights))


def _qualification(entry: Qualification, titles: Titles) -> Sentences:
    said = _some("type: {}", entry.type and noun(entry.type, titles))
    said += _some("awarded by {}", entry.provider)
    said += _size(entry, titles)
    said += _some("{}", _ACCESS.get(entry.access or ""))
    said += _some(
        "it needs at least {}", entry.at_least and amount_words(entry.at_least, titles)
    )
    for part in entry.made_of:
        said.append(f"{_part_title(part)}{part_words(part, titles)}")
    for part in entry.of_which:
        said.append(f"over all of it, {part_words(part, titles)}")
    said += _some("it follows {}", entry.follows and quoted(titles(entry.follows)))
    said += _ways(entry.accepts, titles)
    said += _placed_by(entry.placed_by, titles)
    said += clock_sentences(entry.clock, titles)
    said += _some(
        "whoever leaves early may have {}", _quoted(entry.exits, titles, "or")
    )
    said += _some("it replaces {}", _quoted(entry.succeeds, titles))
    said += _titled("its title is", entry.titles, titles)
    said += _titled("the class is", entry.classes, titles)
    return said + _conferred(entry, titles)


def _placed_by(who: Who | None, titles: Titles) -> Sentences:
    if who is None:
        return []
    return [f"{who_words(who, titles)} may decide where a module counts"]


def _part_title(part: Part) -> str:
    name = part.title or (plain_title(part.id) if part.id else "")
    return f"{name}: " if name else "a part of it: "


def _ways(ways: tuple[Way, ...], titles: Titles) -> Sentences:
    return [
        "; ".join([f"a result counts: {_way(way, titles)}", *_common(way, titles)])
        for way in ways
    ]


def _way(way: Way, titles: Titles) -> str:
    pieces = [quoted(way.title or plain_title(way.id or "way"))]
    if way.from_:
        pieces.append(f"what was counted for {_quoted(way.from_, titles, 'or')}")
    if way.where is not None:
        pieces.append(where_words(way.where, titles))
    if way.at_least is not None:
        pieces.append(f"at least {amount_words(way.at_least, titles)}")
    if way.at_most is not None:
        pieces.append(f"at most {amount_words(way.at_most, titles)}")
    if way.excess is not None:
        pieces.append(_EXCESS[way.excess])
    pieces += [f"of these, {part_words(part, titles)}" for part in way.of_which]
    if way.mark is not None:
        pieces.append(_mark(way.mark, titles))
    return ", ".join(pieces)


_EXCESS = {
    "cut": "no more than that is counted",
    "left_out": "what goes beyond is left out whole",
    "breach": "more is not allowed",
}


def _mark(mark: Any, titles: Titles) -> str:
    """Whether the mark of a result counts."""
    if isinstance(mark, Mapping):
        if "decision" in mark:
            return f"its mark is set by {quoted(titles(str(mark['decision'])))}"
        bounds = [f"{plain_title(str(key))} {value}" for key, value in mark.items()]
        return f"its mark counts as {joined(bounds)}"
    return "its mark is left out" if mark == "left_out" else f"its mark: {mark}"


def _titled(lead: str, rows: tuple[Titled, ...], titles: Titles) -> Sentences:
    """Titles or classes read from the top."""
    said = []
    for row in rows:
        words = f"{lead} {quoted(row.title)}"
        if row.applies_when is not None:
            words += f" where {condition(row.applies_when, titles)}"
        said.append(words)
    return said


def _conferred(entry: Qualification | Approval, titles: Titles) -> Sentences:
    said = [f"with it comes {_award(award, titles)}" for award in entry.confers]
    return said + [
        f"in its place is recognised {_award(award, titles)}"
        for award in entry.recognised_as
    ]


def _award(award: Conferred, titles: Titles) -> str:
    words = "any award" if award.award == "any" else quoted(titles(award.award))
    if award.within is not None:
        words += f", gained {window_words(award.within, titles)}"
    if award.applies_when is not None:
        words += f", where {condition(award.applies_when, titles)}"
    return words


# --- approvals, careers, decisions --------------------------------------------------


def _approval(entry: Approval, titles: Titles) -> Sentences:
    said = _some("it is valid for {}", entry.lasts)
    said += clock_sentences(entry.clock, titles)
    said += [f"a holder may {permit_words(one, titles)}" for one in entry.permits]
    return said + _conferred(entry, titles)


def permit_words(permit: Permit, titles: Titles) -> str:
    """What a holder may do, and of what kind it must be."""
    words = noun(permit.act, titles)
    if permit.where is not None:
        words += f" {where_words(permit.where, titles)}"
    return words


_MECHANISM = {
    "automatic": "the step follows by itself",
    "appraisal": "the step is taken at an appraisal",
    "panel": "a panel decides on the step",
    "application": "one applies for the step",
    "vacancy": "the step is taken into a vacant post",
    "external": "the step is decided outside",
}


def _progression(entry: Progression, titles: Titles) -> Sentences:
    shown = {"any": "any stage", "outside": "outside"}
    from_ = [shown.get(stage) or quoted(titles(stage)) for stage in entry.from_]
    words = f"from {joined(from_, 'or')}" if from_ else ""
    if isinstance(entry.to, ChosenBy):
        words += f" to the stage chosen by {quoted(titles(entry.to.chosen_by))}"
    elif entry.to is not None:
        words += f" to {quoted(titles(entry.to))}"
    return _some("{}", words.strip()) + _some(
        "{}", _MECHANISM.get(entry.mechanism or "")
    )


_VERDICTS = {
    "met": "meets it",
    "not_met": "does not meet it",
    "not_yet": "leaves it open",
    "not_applicable": "sets it aside",
}


def _decision(entry: Decision, titles: Titles) -> Sentences:
    said = []
    if entry.by is not None:
        said.append(f"{who_words(entry.by, titles)} decides")
    if entry.proposed_by is not None:
        said.append(f"{who_words(entry.proposed_by, titles)} proposes")
    if entry.with_:
        said.append(f"{_people(entry.with_, titles)} takes part")
    if entry.comments_from:
        said.append(f"{_people(entry.comments_from, titles, 'or')} may comment")
    outcomes = [
        f"{quoted(plain_title(word))} {_VERDICTS[verdict]}"
        for word, verdict in entry.outcomes.items()
    ]
    said += _some("outcomes: {}", joined(outcomes))
    if entry.appeal is not None:
        words = f"an appeal goes to {who_words(entry.appeal.to, titles)}"
        if entry.appeal.closes is not None:
            words += f", {deadline_words(entry.appeal.closes, titles)}"
        said.append(words)
    return said


def _people(roles: tuple[str, ...], titles: Titles, last: str = "and") -> str:
    return joined([the(noun(role, titles)) for role in roles], last)


def _entitlement(entry: Entitlement, titles: Titles) -> Sentences:
    said = _some("it goes to the {}", entry.to)
    said += _some(
        "it belongs to {}", entry.programme and quoted(titles(entry.programme))
    )
    said += [gift_words(gift, titles) for gift in entry.gives]
    if entry.in_all is not None:
        said.append(f"at most {amount_words(entry.in_all.at_most, titles)} in all")
    return said


def gift_words(gift: Gives, titles: Titles) -> str:
    """What an entitlement gives, and when, as it stands behind a comma."""
    what = [
        amount_words(amount, titles)
        for amount in (gift.money, gift.credits)
        if amount is not None
    ]
    what += [gift.words] if gift.words else []
    words = f"it gives {joined(what)}" if what else "it gives something"
    if gift.at is not None:
        words += f" at {point_words(gift.at, titles)}"
    if gift.scales_with is not None:
        words += ", in proportion to the hours of the post"
    if gift.stay_for is not None:
        words += f", for those who stay {gift.stay_for}"
    if gift.repay is not None:
        words += f", to be repaid on leaving, less for each {gift.repay.less_for_each}"
    return words


# --- words and facts that rules refer to --------------------------------------------


def _capabilities(entry: CapabilitySet, titles: Titles) -> Sentences:
    levels = [_level_words(level, titles) for level in entry.levels.values()]
    said = _some("levels, the lowest first: {}", "; ".join(levels))
    said += _some("areas: {}", "; ".join(entry.areas.values()))
    for domain in entry.domains.values():
        said.append("; ".join([_domain(domain, entry), *_common(domain, titles)]))
    if entry.judged is not None:
        judged = entry.judged
        words = "it is judged" + (f" by {judged.by}" if judged.by else "")
        if judged.a_view_on_each:
            words += f", with a view on each {judged.a_view_on_each}"
        said.append(words + (", and never scored" if judged.score else ""))
    return said


def _level_words(level: Level, titles: Titles) -> str:
    more = "; ".join(_entry(level, titles))
    name = level.title or plain_title(level.id or "")
    return f"{name} ({more})" if more else name


def _domain(domain: Domain, set_: CapabilitySet) -> str:
    words = domain.title or plain_title(domain.id or "")
    words = f"{domain.number}: {words}" if domain.number else words
    if domain.area:
        words += f" ({set_.areas.get(domain.area, plain_title(domain.area))})"
    return words


def _event(entry: Event, titles: Titles) -> Sentences:
    named = [
        ("an entry of {}", entry.evidence),
        ("the decision {}", entry.decision),
        ("completing {}", entry.completes),
        ("gaining {}", entry.holds),
        ("the beginning of {}", entry.in_place),
    ]
    if entry.day == "last":
        named[3] = ("the end of {}", entry.holds)
        named[4] = ("the end of {}", entry.in_place)
    said = []
    for pattern, id_ in named:
        if id_ is not None:
            what = SPELLS.get(id_) or quoted(titles(id_))
            words = f"its day is that of {pattern.format(what)}"
            if entry.where is not None:
                words += f" {where_words(entry.where, titles)}"
            said.append(words)
    if entry.where is not None and not said:
        said.append(f"only {where_words(entry.where, titles)}")
    if entry.day is not None:
        said.append(f"the {entry.day} day counts")
    which = {
        "first": "the first time counts",
        "latest": "the latest time counts",
        "each": "each time counts",
        "after_first": "each time after the first counts",
    }
    return said + _some("{}", which.get(entry.which or ""))


def _fields(fields: Mapping[str, str | tuple[str, ...]]) -> str:
    shown = [
        field_name(name)
        if isinstance(kind, str)
        else f"{field_name(name)} ({joined(map(plain_title, kind), 'or')})"
        for name, kind in fields.items()
    ]
    kinds = {
        name: kind for name, kind in fields.items() if kind not in ("text", "person")
    }
    for index, name in enumerate(fields):
        kind = kinds.get(name)
        if isinstance(kind, str) and kind != field_name(name):
            shown[index] += f" ({kind})"
    return joined(shown)


def _measure(entry: Measure, titles: Titles) -> Sentences:
    said = _some("counted in {}", entry.unit)
    said += _some("a share of it is a share of {}", entry.of)
    said += _some("its words, from low to high: {}", joined(entry.scale))
    if entry.scales_with is not None:
        said.append("the bound falls in proportion for part-time work")
    said += _some("also written as: {}", joined(entry.also_written_as, "or"))
    since = entry.time_since and quoted(titles(entry.time_since))
    said += _some("it is the time since {}", since)
    said += _some("it is the time in {}", entry.time_in and noun(entry.time_in, titles))
    if entry.as_at is not None:
        said.append(f"measured as at {point_words(entry.as_at, titles)}")
    return said


def _period(entry: Period, titles: Titles) -> Sentences:
    said = []
    if entry.runs is not None:
        said.append(f"it runs {window_words(entry.runs, titles)}")
    if entry.first is not None:
        said.append(f"the very first began on {known_words(entry.first)}")
    if entry.starts:
        said.append(f"it repeats from {quoted(titles(entry.starts))}")
    said += _some("each lasts {}", entry.lasts)
    said += _some(
        "its stretches are the {} of the record",
        entry.recorded and plain_title(entry.recorded),
    )
    for name, point in entry.moments.items():
        said.append(f"{quoted(plain_title(name))} is {point_words(point, titles)}")
    return said


def _figure(entry: Figure, titles: Titles) -> Sentences:
    said = _some("{}", entry.gives and amount_words(entry.gives, titles))
    by = noun(entry.by, titles) if entry.by else "case"
    return said + [_row(row, by, titles) for row in entry.rows]


def _row(row: Row, by: str, titles: Titles) -> str:
    tests = [
        f"{word} {amount_words(amount, titles)}"
        for word, amount in (
            ("under", row.under),
            ("at most", row.at_most),
            ("at least", row.at_least),
        )
        if amount is not None
    ]
    if row.is_ is not None:
        tests.insert(0, quoted(plain_title(row.is_)))
    if row.otherwise is not None:
        otherwise = f"{amount_words(row.otherwise, titles)} in all other cases"
        if row.gives is None and not tests:
            return otherwise
    else:
        otherwise = ""
    gives = amount_words(row.gives, titles) if row.gives is not None else "nothing"
    words = f"where {the(by)} is {joined(tests)}: {gives}"
    return f"{words}; {otherwise}" if otherwise else words


def _scale(entry: Scale) -> Sentences:
    said = _some("from low to high: {}", ", ".join(entry.order))
    also = [f"{old} is {new}" for old, new in entry.also_called.items()]
    return said + _some("also called: {}", joined(also))


def amendment_sentences(
    amendment: Amendment, titles: Titles = plain_title
) -> tuple[str, ...]:
    """Say what a framework changes in a rule it inherits.

    >>> amendment_sentences(Amendment(rule="asye/workload", changes={"title": "Load"}))
    ('“workload” is told in our words.',)
    """
    rule = quoted(titles(amendment.rule))
    if set(amendment.changes) <= {"title", "note"}:
        words = f"{rule} is told in our words"
    else:
        changed = joined([plain_title(key) for key in amendment.changes])
        words = f"{rule} is set anew: {changed}"
    return (f"{words}{f', because {amendment.because}' if amendment.because else ''}.",)
