"""Whom something is for, read against the post held that day."""

from collections.abc import Iterable

from swcareers.evaluation.facts import Spell
from swcareers.evaluation.outcome import Reason
from swcareers.evaluation.situation import Situation
from swcareers.rules.requirement import Audience

_OF_POST = ("stage", "employer", "service", "setting", "contract")


def fits(audience: Audience, situation: Situation) -> bool | None:
    """Whether the learner is among those something is for. None: cannot tell."""
    answers: list[bool | None] = []
    if any(getattr(audience, name) for name in _OF_POST):
        answers.append(_post_fits(audience, situation))
    if audience.joined:
        answers.append(_joined(audience.joined, situation))
    if audience.holds:
        answers.append(_holds(audience.holds, situation))
    if False in answers:
        return False
    return None if None in answers else True


def current_posts(situation: Situation) -> list[tuple[Spell, bool]]:
    """The posts of the day: each with whether it is certainly held."""
    found = []
    for spell in situation.facts.spells_of("posts"):
        covers = spell.covers(situation.day)
        if covers is not False and not spell.planned:
            found.append((spell, covers is True))
    return found


def _post_fits(audience: Audience, situation: Situation) -> bool | None:
    if not situation.facts.has("posts"):
        return None
    posts = current_posts(situation)
    answers: list[bool | None] = []
    for post, sure in posts:
        answer = _one_post(audience, post, situation)
        answers.append(answer if sure or answer is False else None)
    if True in answers:
        return True
    return None if None in answers else False


def _one_post(audience: Audience, post: Spell, situation: Situation) -> bool | None:
    unsure = False
    for name in _OF_POST:
        wanted: tuple[str, ...] = getattr(audience, name)
        if not wanted:
            continue
        found = post.fields.get(name)
        if found is None and name == "employer":
            found = "us"
        if found is None:
            unsure = True
        elif not _among(str(found), wanted, situation):
            return False
    return None if unsure else True


def _among(found: str, wanted: Iterable[str], situation: Situation) -> bool:
    ours = situation.book.us
    for word in wanted:
        if word == found or found in situation.book.members(word):
            return True
        if (word in ours) and (found in ours):
            return True
    return False


def _joined(wanted: tuple[str, ...], situation: Situation) -> bool | None:
    if not situation.facts.has("posts"):
        return None
    for post in situation.facts.spells_of("posts"):
        if post.planned:
            continue
        employer = str(post.fields.get("employer", "us"))
        begun = post.first is None or post.first.earliest <= situation.day
        if begun and _among(employer, wanted, situation):
            return True
    return False


def _holds(wanted: tuple[str, ...], situation: Situation) -> bool | None:
    # Imported late: holding asks rules, and rules ask whom they are for.
    from swcareers.evaluation.dated import holding

    answers: list[bool | None] = []
    for name in wanted:
        for member in situation.book.members(name):
            found = holding(member, situation)
            if isinstance(found, Reason):
                answers.append(None)
                continue
            current = [one for one in found if one.amount and not one.item.planned]
            if any(one.sure for one in current):
                return True
            answers.append(None if current else False)
    return None if None in answers else False
