"""Two frameworks beside each other: which rules differ and how, what the offer has."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Literal

import attrs

from swcareers.framework.framework import Framework, Placed
from swcareers.queries.answers import FrameworkRead
from swcareers.queries.declared import version_on
from swcareers.queries.explaining import title_of
from swcareers.queries.plain import PlainAnswer
from swcareers.queries.report import day_of
from swcareers.queries.values_in_words import value_words
from swcareers.rules.requirement import Entry, Rule
from swcareers.values.keys import keys_of, spelling
from swcareers.values.text import counted, joined
from swcareers.wording.nouns import lowered
from swcareers.wording.rules import sentence

Where = Literal["only_left", "only_right", "differs", "restated"]

# Keys that change nothing of what is asked: who says so, and what is doubtful.
_SILENT = frozenset(
    ("id", "source", "note", "about", "formerly", "review_by", "illustrative",
     "unverified", "not_stated", "versions", "ask")
)  # fmt: skip
_COMPARED = (
    "stages", "progressions", "programmes", "learning", "modules", "qualifications",
    "approvals", "entitlements",
)  # fmt: skip
_OFFER = ("programmes", "learning", "modules", "qualifications", "approvals",
          "entitlements")  # fmt: skip
_ENTRY_KEYS = (
    "title", "level", "grade", "from_", "to", "mechanism", "extends", "strength",
    "credits", "format", "provider", "lasts", "sessions", "access", "cost", "leads_to",
    "type", "open", "for_", "gives", "in_all", "expected",
)  # fmt: skip


@attrs.frozen(kw_only=True)
class KeyDifference:
    """One key in which two rules or entries differ, both in words."""

    key: str
    left: str
    right: str


@attrs.frozen(kw_only=True)
class Difference:
    """One rule or entry that is not the same in both.

    Attributes:
        kind: only in one of them; differs in what it asks; or restated (another
            title for the same).
        section: rules, or the section of the entry.
        side: of a rule: support or assessment.
        set_by: the frameworks that set it: the national ones, or the borough's own.
        left, right: the rule in a sentence, or the title; empty where it is not there.
        keys: where it differs, key by key.
        words: all of it in a sentence.
    """

    kind: Where
    section: str
    id: str
    title: str
    side: str | None = None
    list: str | None = None
    set_by: tuple[str, ...] = ()
    left: str = ""
    right: str = ""
    keys: tuple[KeyDifference, ...] = ()
    words: str = ""


@attrs.frozen(kw_only=True)
class Comparison(PlainAnswer):
    """What is different in the right framework, seen from the left one.

    Attributes:
        rules: rules that are not the same, or that only one of them has.
        stages: stages and ways from stage to stage.
        gained, lost: what the offer of the right has and the left has not, and the
            other way round: support, learning, programmes, awards, entitlements.
        changed: what both offer, and not in the same way.
        words: a sentence.

    >>> import swcareers as sw
    >>> newham = sw.load_framework("newham")
    >>> record = sw.load_record({"record": "example", "posts": [
    ...     {"stage": "nqsw", "service": "children", "from": "2025-09-01"}]})
    >>> len(sw.compare(newham, newham, on="2026-11-06"))
    0
    """

    left: FrameworkRead
    right: FrameworkRead
    on: date
    rules: tuple[Difference, ...] = ()
    stages: tuple[Difference, ...] = ()
    gained: tuple[Difference, ...] = ()
    lost: tuple[Difference, ...] = ()
    changed: tuple[Difference, ...] = ()
    words: str = ""

    def __len__(self) -> int:
        """How many differences there are; 0: none."""
        return sum(
            map(len, (self.rules, self.stages, self.gained, self.lost, self.changed))
        )


def compare(left: Framework, right: Framework, *, on: date | str) -> Comparison:
    """Which rules differ and how, and what the offer gains and loses.

    Rules and entries are the same if they have one id: what two boroughs take from
    one national framework is compared key by key; of dated rules, the version of the
    day.

    Raises:
        ValueError: `on` is no date.

    >>> import swcareers as sw
    >>> thurrock = sw.load_framework("thurrock")
    >>> len(sw.compare(thurrock, thurrock, on="2026-11-06"))
    0
    """
    day = day_of(on)
    rules = _once(list(_rules(left, right, day)), left, right)
    support = [one for one in rules if _is_offer(one)]
    entries = list(_entries(left, right, day))
    offer = [*support, *(one for one in entries if one.section in _OFFER)]
    found = Comparison(
        left=FrameworkRead.of(left),
        right=FrameworkRead.of(right),
        on=day,
        rules=tuple(one for one in rules if not _is_offer(one)),
        stages=tuple(one for one in entries if one.section not in _OFFER),
        gained=tuple(one for one in offer if one.kind == "only_right"),
        lost=tuple(one for one in offer if one.kind == "only_left"),
        changed=tuple(one for one in offer if one.kind in ("differs", "restated")),
    )
    return attrs.evolve(found, words=_words(found))


def _is_offer(one: Difference) -> bool:
    """What an employer provides that the other does not have at all is the offer."""
    return one.side == "support" and one.kind in ("only_left", "only_right")


def _words(found: Comparison) -> str:
    if not len(found):
        return "Nothing is different."
    pieces = [counted(len(found.rules), "rule")] if found.rules else []
    if found.stages:
        one = len(found.stages) == 1
        pieces.append(
            f"{len(found.stages)} {'stage or way' if one else 'stages or ways'}"
        )
    alone = len(found.rules) + len(found.stages) == 1
    words = f"{joined(pieces)} {'is' if alone else 'are'} not the same"
    if not pieces:
        words = "The rules are the same"
    if found.gained or found.lost:
        words += f"; the offer gains {len(found.gained)} and loses {len(found.lost)}"
    return f"{words}."


# --- rules ----------------------------------------------------------------------------


def in_force_on(placed: Placed, day: date) -> Rule | None:
    """The version of a rule that holds on a day; None: it is withdrawn, or not yet."""
    rule = placed.rule
    if not rule.versions:
        return rule
    best: Rule | None = None
    for edition, one in zip(rule.versions, placed.editions, strict=True):
        if edition.from_ is None or edition.from_.earliest > day:
            continue
        if edition.until is not None and edition.until.earliest <= day:
            continue
        best = None if one is None else one.rule
    return best


def _rules(left: Framework, right: Framework, day: date) -> Iterable[Difference]:
    for path, placed in _tops(left).items():
        other = _tops(right).get(path)
        mine = in_force_on(placed, day)
        theirs = None if other is None else in_force_on(other, day)
        if mine is None and theirs is None:
            continue
        if other is None or theirs is None:
            if mine is not None:
                yield _alone("only_left", placed, mine, left)
        elif mine is None:
            yield _alone("only_right", other, theirs, right)
        else:
            found = _differing(placed, mine, theirs, left, right)
            if found is not None:
                yield found
    for path, placed in _tops(right).items():
        if path not in _tops(left):
            theirs = in_force_on(placed, day)
            if theirs is not None:
                yield _alone("only_right", placed, theirs, right)


def _once(
    found: list[Difference], left: Framework, right: Framework
) -> list[Difference]:
    """What programmes inherit is told once, of the programme it comes from."""
    by_id = {one.id: one for one in found}

    def inherited(one: Difference) -> bool:
        placed = _tops(left).get(one.id) or _tops(right).get(one.id)
        for parent in placed.also if placed is not None else ():
            other = by_id.get(parent)
            if other is not None and _said(other) == _said(one):
                return True
        return False

    return [one for one in found if not inherited(one)]


def _said(one: Difference) -> tuple[object, ...]:
    return one.kind, one.keys, one.left, one.right


def _tops(framework: Framework) -> dict[str, Placed]:
    """The rules that stand in a list, without the parts they are made of."""
    known = framework.memo.get("top rules")
    if known is None:
        known = framework.memo["top rules"] = {
            placed.path: placed
            for rules in framework.lists.values()
            for placed in rules
        }
    tops: dict[str, Placed] = known
    return tops


def _alone(kind: Where, placed: Placed, rule: Rule, framework: Framework) -> Difference:
    said = sentence(rule, framework.title_of)
    title = _title(placed, framework)
    only = f"only in {framework.title}"
    return Difference(
        kind=kind,
        section="rules",
        id=placed.path,
        title=title,
        side=placed.side,
        list=placed.list,
        set_by=placed.set_by,
        left=said if kind == "only_left" else "",
        right=said if kind == "only_right" else "",
        words=f"{title}: {only}. {said}",
    )


def _title(placed: Placed, framework: Framework) -> str:
    title = title_of(placed, framework)
    if not placed.owner:
        return title
    return f"{title} ({lowered(framework.title_of(placed.owner))})"


def _differing(
    placed: Placed, mine: Rule, theirs: Rule, left: Framework, right: Framework
) -> Difference | None:
    keys = [
        *_keys(mine, theirs, left, right, _names(Rule) - _SILENT),
        *_ask(mine, theirs, left, right),
    ]
    if not keys:
        return None
    restated = all(one.key == "Title" for one in keys)
    said = sentence(mine, left.title_of), sentence(theirs, right.title_of)
    title = _title(placed, left)
    pieces = [f"{one.key.lower()}: {one.left} → {one.right}" for one in keys]
    return Difference(
        kind="restated" if restated else "differs",
        section="rules",
        id=placed.path,
        title=title,
        side=placed.side,
        list=placed.list,
        set_by=placed.set_by,
        left=said[0],
        right=said[1],
        keys=tuple(keys),
        words=f"{title}: {'; '.join(pieces)}.",
    )


def _names(cls: type) -> set[str]:
    return {field.name for field in attrs.fields(cls)}


def _keys(
    mine: Any, theirs: Any, left: Framework, right: Framework, names: Iterable[str]
) -> list[KeyDifference]:
    known = keys_of(type(mine))
    found = []
    order = [field.name for field in attrs.fields(type(mine))]
    for name in sorted(names, key=order.index):
        one, other = getattr(mine, name), getattr(theirs, name)
        if one == other:
            continue
        words = (
            _stated(mine, name) or value_words(one, left.title_of),
            _stated(theirs, name) or value_words(other, right.title_of),
        )
        if words[0] == words[1]:
            continue
        title = known[name][0].title if name in known else name
        found.append(KeyDifference(key=title, left=words[0], right=words[1]))
    return found


def _stated(entry: Any, name: str) -> str | None:
    """ "not stated", where a key is left out because no source gives it."""
    marked: tuple[str, ...] = getattr(entry, "not_stated", ())
    there = getattr(entry, name)
    return "not stated" if not there and spelling(type(entry), name) in marked else None


def _ask(
    mine: Rule, theirs: Rule, left: Framework, right: Framework
) -> list[KeyDifference]:
    if mine.ask == theirs.ask:
        return []
    if mine.ask is None or theirs.ask is None or type(mine.ask) is not type(theirs.ask):
        return [
            KeyDifference(
                key="What is asked",
                left=sentence(mine, left.title_of),
                right=sentence(theirs, right.title_of),
            )
        ]
    return _keys(mine.ask, theirs.ask, left, right, _names(type(mine.ask)))


# --- entries --------------------------------------------------------------------------


def _entries(left: Framework, right: Framework, day: date) -> Iterable[Difference]:
    for section in _COMPARED:
        mine, theirs = left.section(section), right.section(section)
        for id_ in (*mine, *(name for name in theirs if name not in mine)):
            one, other = mine.get(id_), theirs.get(id_)
            if one is other:
                continue
            if one is None or other is None:
                yield _only(section, id_, left if other is None else right, one is None)
            elif found := _entry(section, id_, one, other, left, right, day):
                yield found


def _only(section: str, id_: str, framework: Framework, is_right: bool) -> Difference:
    title = framework.title_of(id_)
    return Difference(
        set_by=framework.origins.get((section, id_), ()),
        kind="only_right" if is_right else "only_left",
        section=section,
        id=id_,
        title=title,
        left="" if is_right else title,
        right=title if is_right else "",
        words=f"{title}: only in {framework.title}.",
    )


def _entry(
    section: str,
    id_: str,
    one: Entry,
    other: Entry,
    left: Framework,
    right: Framework,
    day: date,
) -> Difference | None:
    one, other = version_on(one, day), version_on(other, day)
    names = [name for name in _ENTRY_KEYS if hasattr(one, name)]
    keys = _keys(one, other, left, right, names)
    if not keys:
        return None
    title = left.title_of(id_)
    origins = {one.origins.get((section, id_), ()) for one in (left, right)}
    pieces = [f"{key.key.lower()}: {key.left} → {key.right}" for key in keys]
    return Difference(
        kind="differs",
        section=section,
        set_by=tuple(dict.fromkeys(name for one in sorted(origins) for name in one)),
        id=id_,
        title=title,
        left=title,
        right=right.title_of(id_),
        keys=tuple(keys),
        words=f"{title}: {'; '.join(pieces)}.",
    )
