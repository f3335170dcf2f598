"""What records tell of careers: moves between posts, awards begun with support.

From these the figures are computed that academies print: vacancies filled from inside,
promotions, social workers funded. What a date leaves open is counted as possible.
"""

from collections.abc import Callable, Iterable
from datetime import date
from itertools import pairwise
from typing import Literal

import attrs

from swcareers.evaluation.facts import Spell
from swcareers.evaluation.situation import Situation
from swcareers.queries.moving import Direction, direction_of, ends_of, starts_of
from swcareers.queries.whereabouts import level_of
from swcareers.record.model import Record
from swcareers.values.dates import KnownDate


@attrs.frozen
class PostTaken:
    """A post somebody took with this employer, coming from another one here.

    Attributes:
        day: as the record has it; None: it gives none.
        earliest, latest: the same as an interval.
        direction: by the levels of the two stages.
        vacancy: the framework says that this step is into a vacant post.
        first_post: it leads from training into the first post.
    """

    from_: str
    to: str
    day: str | None
    earliest: date | None
    latest: date | None
    direction: Direction
    vacancy: bool
    first_post: bool = False

    @property
    def promotion(self) -> bool | None:
        """Whether it is a promotion; None: the levels of its stages are not stated."""
        if self.first_post or self.direction in ("down", "sideways"):
            return False
        return True if self.direction == "up" else None


@attrs.frozen
class AwardBegun:
    """A qualification somebody began or gained, and whether its fees are confirmed."""

    award: str
    day: str | None
    earliest: date | None
    latest: date | None
    funded: bool
    state: str | None


@attrs.frozen(kw_only=True)
class Figure:
    """A figure as academies print it, computed from records.

    Attributes:
        count: for certain.
        possible: how many more it may be: their dates are not known well enough.
        withheld: fewer people than may be told apart: only that it is so.
        words: a sentence.
    """

    id: Literal["funded", "filled_from_inside", "promotions"]
    title: str
    count: int | None
    possible: int | None
    withheld: bool = False
    words: str = ""


def posts_taken(base: Situation) -> tuple[PostTaken, ...]:
    """Every post taken from another post with the same employer, in their order.

    Posts follow each other by their first days, as far as these are known, and as
    they stand in the record where they are not.
    """
    book = base.book
    posts = [spell for spell in base.facts.spells_of("posts") if not spell.planned]
    posts.sort(key=lambda spell: int(spell.place.partition("/")[2]))
    if all(spell.first is not None and spell.first.exact for spell in posts):
        posts.sort(key=lambda spell: spell.known_first)
    found = []
    for before, after in pairwise(posts):
        if before.name == after.name or not before.name or not after.name:
            continue
        if not _same_employer(before, after, base):
            continue
        if after.first is not None and after.first.by(base.on) is False:
            continue
        day = after.first
        found.append(
            PostTaken(
                from_=before.name,
                to=after.name,
                day=None if day is None else str(day),
                earliest=None if day is None else day.earliest,
                latest=None if day is None else day.latest,
                direction=direction_of(before.name, after.name, book),
                vacancy=_into_vacancy(before.name, after.name, base),
                first_post=_group(before.name, base) != _group(after.name, base),
            )
        )
    return tuple(found)


def _group(stage: str, base: Situation) -> str | None:
    """The part of a career a stage's level belongs to: before or after qualifying."""
    level = level_of(stage, base.book)
    if level is None:
        return "post-qualifying"
    head, _, name = level.partition("/")
    return base.book.capabilities[head].levels[name].group or "post-qualifying"


def _same_employer(before: Spell, after: Spell, base: Situation) -> bool:
    one, other = (str(spell.fields.get("employer", "us")) for spell in (before, after))
    ours = base.book.us
    return one == other or (one in ours and other in ours)


def _into_vacancy(from_: str, to: str, base: Situation) -> bool:
    book = base.book
    for declared in book.progressions.values():
        starts = starts_of(declared, book)
        if to in ends_of(declared, book) and ("any" in starts or from_ in starts):
            return declared.mechanism == "vacancy"
    return False


def awards_begun(record: Record, base: Situation) -> tuple[AwardBegun, ...]:
    """Every qualification on the record, begun or gained, each once."""
    found: dict[str, AwardBegun] = {}
    for study in record.studies or ():
        if study.planned is None or study.planned is False:
            found[study.qualification] = _begun(
                study.qualification, study.started, study.state, base
            )
    for award in record.awards or ():
        if award.planned is None or award.planned is False:
            found.setdefault(
                award.award, _begun(award.award, award.achieved, "achieved", base)
            )
    return tuple(found.values())


def _begun(
    award: str, day: KnownDate | None, state: str | None, base: Situation
) -> AwardBegun:
    return AwardBegun(
        award=award,
        day=None if day is None else str(day),
        earliest=None if day is None else day.earliest,
        latest=None if day is None else day.latest,
        funded=_funded(award, base),
        state=state,
    )


def _funded(award: str, base: Situation) -> bool:
    """Whether somebody's word is on record that the fees are paid."""
    section = "approvals" if award in base.book.approvals else "qualifications"
    for placed in base.book.lists.get((section, award, "support"), ()):
        about = f"{placed.path} {placed.rule.title or ''}".lower()
        if "fee" not in about and "fund" not in about:
            continue
        if base.facts.of("confirmations", (placed.path, *placed.also)):
            return True
    return False


# --- figures --------------------------------------------------------------------------


def figure(
    id_: Literal["funded", "filled_from_inside", "promotions"],
    title: str,
    things: Iterable[Iterable[AwardBegun | PostTaken]],
    window: tuple[date | None, date | None],
    at_least: int,
    *,
    unsure: Callable[[AwardBegun | PostTaken], bool] | None = None,
) -> Figure:
    """How many of such things lie in a window, for certain and possibly.

    Args:
        things: those of each person.
        window: first and last day, both included; None leaves a side open.
        at_least: fewer people than this are not told apart.
        unsure: of which it cannot be said whether they are such things at all.
    """
    first, last = window
    sure = maybe = people = 0
    for own in things:
        inside = [
            None if unsure is not None and unsure(one) and answer else answer
            for one in own
            for answer in [_inside(one, first, last)]
        ]
        sure += sum(answer is True for answer in inside)
        maybe += sum(answer is None for answer in inside)
        people += any(answer is not False for answer in inside)
    if 0 < people < at_least:
        words = f"{title}: fewer than {at_least} people, and not told apart."
        return Figure(
            id=id_, title=title, count=None, possible=None, withheld=True, words=words
        )
    words = f"{title}: {sure}"
    if maybe:
        words += f", and possibly {maybe} more of which that cannot be said"
    return Figure(id=id_, title=title, count=sure, possible=maybe, words=f"{words}.")


def _inside(
    one: AwardBegun | PostTaken, first: date | None, last: date | None
) -> bool | None:
    if one.earliest is None or one.latest is None:
        return None if first is not None or last is not None else True
    return KnownDate.between(one.earliest, one.latest).inside(first, last)
