"""Where a person stands in a career: stage, level as last judged, post."""

from typing import Any

import attrs

from swcareers.evaluation.audience import current_posts
from swcareers.evaluation.facts import Spell
from swcareers.evaluation.outcome import Item
from swcareers.evaluation.situation import Situation
from swcareers.framework.framework import Framework
from swcareers.wording.moments import date_text_words
from swcareers.wording.nouns import lowered


@attrs.frozen(kw_only=True)
class Here:
    """Where somebody stands on a day.

    Attributes:
        stage: the stage of the present post; None: no post, or it names none.
        title: what people call the stage.
        level: the level the stage is mapped to (``pcf/nqsw``); None: none is stated.
        level_title: what people call that level.
        judged: the level at which a named person last judged the learner; None: the
            record has no such judgement. It is never worked out from a post.
        judged_title, judged_on, judged_by: of that judgement.
        post: the post in words; None: the record has none on that day.
        since: since when, as known.
        certain: whether the dates of the record say so for certain.
        outside: the record says of posts and has none on that day.
        words: all of it in a sentence.
    """

    stage: str | None = None
    title: str | None = None
    level: str | None = None
    level_title: str | None = None
    judged: str | None = None
    judged_title: str | None = None
    judged_on: str | None = None
    judged_by: str | None = None
    post: str | None = None
    since: str | None = None
    certain: bool = True
    outside: bool = False
    words: str = ""


@attrs.frozen(eq=False)
class Standing:
    """The present post as questions of progression need it.

    Attributes:
        post: None: none on that day.
        stage: a stage the framework declares; None: not told, or not declared.
        certain: whether it is held on that day for certain.
        outside: posts are recorded, and none of them is held.
    """

    post: Spell | None
    stage: str | None
    certain: bool
    outside: bool


def standing(base: Situation) -> Standing:
    """The post somebody holds: of several the one that began last.

    A post whose last day no source states may have ended; it is taken for the present
    one only where no other is.
    """
    held = [one for one in current_posts(base) if _may_have_begun(one[0], base)]
    if not held:
        return Standing(None, None, True, base.facts.has("posts"))
    ranked = sorted(
        enumerate(held),
        key=lambda pair: (
            _begun(pair[1][0], base),
            not _may_have_ended(pair[1][0], base),
            pair[1][1],
            pair[1][0].known_first.earliest,
            pair[0],
        ),
    )
    post, sure = ranked[-1][1]
    named = base.book.members(post.name) if post.name else ()
    stage = next((one for one in named if one in base.book.stages), None)
    alone = len(held) == 1 or not _may_have_ended(post, base)
    return Standing(post, stage, sure and alone, False)


def _number(post: Spell) -> int:
    return int(post.place.partition("/")[2])


def _may_have_begun(post: Spell, base: Situation) -> bool:
    """Posts stand in their order: none that is undated begins before one above it."""
    return post.first is not None or not any(
        other.first is not None and other.first.by(base.on) is False
        for other in base.facts.spells_of("posts")
        if _number(other) < _number(post)
    )


def _begun(post: Spell, base: Situation) -> bool:
    """Whether it is told when a post began, or it had by the day of the record."""
    as_of = base.facts.as_of
    return post.first is not None or as_of is None or as_of <= base.on


def _may_have_ended(post: Spell, base: Situation) -> bool:
    entries: tuple[Any, ...] = base.facts.record.posts or ()
    marks: tuple[str, ...] = entries[_number(post)].not_stated
    return "to" in marks or "all" in marks


def here(base: Situation) -> Here:
    """Where somebody stands, in words and as data."""
    found = standing(base)
    book = base.book
    judged = last_judged(base)
    judgement: dict[str, Any] = {}
    if judged is not None:
        judgement = {
            "judged": judged.name,
            "judged_title": book.title_of(judged.name),
            "judged_on": None if judged.day is None else str(judged.day),
            "judged_by": judged.fields.get("by"),
        }
    if found.post is None:
        words = (
            "The record has no post on this day."
            if found.outside
            else "The record does not say of posts."
        )
        return Here(
            outside=found.outside, words=_with_level(words, judgement), **judgement
        )
    title = book.title_of(found.post.name) if found.post.name else None
    level = level_of(found.stage, book)
    rest = [
        str(found.post.fields[name])
        for name in ("service", "team")
        if name in found.post.fields
    ]
    post = ", ".join([title or "A post whose stage is not told", *rest])
    since = None if found.post.first is None else str(found.post.first)
    words = post
    if since is not None:
        words += f", since {date_text_words(since)}"
    if not found.certain:
        words += "; the dates are not known exactly"
    return Here(
        stage=found.stage,
        title=title,
        level=level,
        level_title=None if level is None else book.title_of(level),
        post=post,
        since=since,
        certain=found.certain,
        words=_with_level(f"{words}.", judgement),
        **judgement,
    )


def _with_level(words: str, judgement: dict[str, Any]) -> str:
    if not judgement:
        return words
    day = judgement["judged_on"]
    on = f" on {date_text_words(day)}" if day else ""
    return f"{words} Last judged at: {lowered(judgement['judged_title'])}{on}."


def last_judged(base: Situation) -> Item | None:
    """The latest judgement at a level that was met; a person gave it."""
    found = [
        item
        for item in base.facts.of("assessments", None)
        if item.fields.get("verdict") in (None, "met")
        and base.facts.present(item, base.on) is True
        and is_level(item.name, base.book)
    ]
    return found[-1] if found else None


def is_level(id_: str, book: Framework) -> bool:
    """Whether an id names a level of a set of capabilities: ``pcf/nqsw``."""
    head, _, level = id_.partition("/")
    return head in book.capabilities and level in book.capabilities[head].levels


def level_of(stage: str | None, book: Framework) -> str | None:
    """The level a stage is mapped to, with its set; None: none is stated."""
    declared = None if stage is None else book.stages.get(stage)
    if declared is None or declared.level is None:
        return None
    if "/" in declared.level:
        return declared.level if is_level(declared.level, book) else None
    for name, found in book.capabilities.items():
        if declared.level in found.levels:
            return f"{name}/{declared.level}"
    return None


def rank_of(level: str | None, book: Framework) -> int | None:
    """The place of a level in its set, the lowest 0; None: no such level."""
    if level is None or not is_level(level, book):
        return None
    head, _, name = level.partition("/")
    return list(book.capabilities[head].levels).index(name)
