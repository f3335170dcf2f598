"""Amounts and people, as the pieces sentences are made of."""

import re
from collections.abc import Sequence
from fractions import Fraction

from swcareers.rules.requirement import Audience, Who
from swcareers.values.amounts import Amount
from swcareers.values.text import joined, number
from swcareers.wording.nouns import (
    Titles,
    is_plain,
    lowered,
    many,
    names,
    noun,
    of_many,
    place_name,
    plain_title,
    quoted,
    the,
    uncounted,
    with_article,
)

# --- amounts ------------------------------------------------------------------------


def amount_words(amount: Amount, titles: Titles) -> str:
    """An amount that stands alone: ``80 hours``, ``90%``, ``300 GBP``, a figure."""
    if amount.figure is not None:
        return quoted(titles(amount.figure))
    if amount.word == "surplus":
        return "what is left over"
    return amount.text


def bounded(bound: str, amount: Amount, one: str, titles: Titles) -> str:
    """A bound with the thing it counts: ``at least 3 direct observations``.

    Args:
        bound: ``at least`` or ``at most``.
        amount: how much.
        one: the thing, in the singular, as `noun` gives it.
        titles: gives the titles of figures.
    """
    if amount.word == "all":
        return f"all {many(one)}" if one.startswith("“") else f"all the {many(one)}"
    if amount.word == "surplus":
        return f"{bound} what is left over of {of_many(one)}"
    if amount.figure is not None:
        figure = quoted(titles(amount.figure))
        return f"{bound} as much of {of_many(one)} as the figure {figure} gives"
    if amount.unit == "share":
        return f"{bound} {amount.text} of the {many(one).removeprefix('of ')}"
    if amount.unit is not None:
        if one.split(" ")[-1] == amount.unit:  # "60 hours" of "taught hours"
            return f"{bound} {amount.text.split(' ')[0]} {one}"
        return f"{bound} {amount.text} of {of_many(one)}"
    if amount.number == 1:
        if one.startswith("“"):
            return f"{bound} one of {one}"
        return f"{bound} one {f'record of {one}' if uncounted(one) else one}"
    return f"{bound} {amount.text} {many(one)}"


def figure_words(value: Fraction, unit: str | None) -> str:
    """A figure of an answer with its unit: ``75%``, ``40 hours``, ``3``.

    >>> figure_words(Fraction(3, 4), "share"), figure_words(Fraction(1), "hours")
    ('75%', '1 hour')
    """
    if unit == "share":
        hundredths = value * 100
        return f"{number(round(hundredths, 1))}%"
    shown = number(value) if value.denominator < 1000 else number(round(value, 2))
    if unit is None:
        return shown
    return f"{shown} {unit.removesuffix('s') if value == 1 else unit}"


# --- people -------------------------------------------------------------------------


def who_words(who: Who, titles: Titles) -> str:
    """One role, any of several, or all of several together.

    >>> who_words(Who(roles=("assessor", "the-panel")), plain_title)
    'the assessor or the panel'
    """
    named = [the(noun(role, titles)) for role in who.roles]
    if who.together and len(named) > 1:
        return f"{joined(named, 'and')} together"
    return joined(named, "or")


def held_words(ids: Sequence[str], titles: Titles) -> str:
    """What a person holds: on a register, or holding an award.

    >>> held_words(["swe"], lambda _: "Register of social workers in England")
    'on the register of social workers in England'
    """
    listed = [" ".join(titles(id_).split()) for id_ in ids]
    registers = [title for title in listed if re.match(r"(?i)registers?\b", title)]
    groups = [t for t in listed if re.search(r"(?i)\bregisters$", t)]
    if listed and len(registers) == len(listed):
        named = [f"the {title[:1].lower()}{title[1:]}" for title in listed]
        return f"on {joined(named, 'or')}"
    if listed and len(groups) == len(listed):
        return f"on one of the {joined([lowered(t) for t in groups], 'or')}"
    named = [plain_title(i) if is_plain(t, i) else quoted(t)
             for i, t in zip(ids, listed, strict=True)]  # fmt: skip
    return f"holding {joined(named, 'or')}"


def audience_words(audience: Audience, titles: Titles) -> str:
    """Whom something is for, as a noun phrase.

    >>> audience_words(Audience(stage=("nqsw",), service=("children",)), plain_title)
    'nqsws in services for children'
    """
    parts = [place_words(key, getattr(audience, key), titles) for key in _PLACES]
    if audience.joined:
        parts.append(f"who have joined {_employers(audience.joined, titles)}")
    if audience.holds:
        parts.append(held_words(audience.holds, titles))
    places = [part for part in parts if part]
    if audience.stage:
        people = joined([stage_many(s, titles) for s in audience.stage], "or")
    elif places:
        people = "everyone"
    else:
        people = ""
    words = " ".join([people, *places]).strip()
    words = words.replace("everyone who have", "everyone who has")
    anyone = joined(audience.anyone, "and")
    return " and ".join(part for part in (words, anyone) if part)


def _employers(values: tuple[str, ...], titles: Titles) -> str:
    shown = {"us": "this employer", "same": "the present employer"}
    return joined([shown.get(v) or place_name(v, titles) for v in values], "or")


def stage_many(stage: str, titles: Titles) -> str:
    """The people at a stage: ``newly qualified social workers``."""
    one = noun(stage, titles)
    return f"people at {one}" if one.startswith("“") or uncounted(one) else many(one)


_PLACES = ("employer", "service", "setting", "contract")


def place_words(field: str, values: tuple[str, ...], titles: Titles) -> str:
    """Where somebody works, as the end of a noun phrase; empty for no values."""
    if not values:
        return ""
    if field == "employer":
        return f"with {_employers(values, titles)}"
    words = names(values, titles, "or")
    if field == "service":
        if values == ("same",):
            return "in the same service"
        return f"in services for {words}"
    return f"in {with_article(f'{words} setting')}" if field == "setting" else (
        f"on {with_article(f'{words} contract')}"
    )  # fmt: skip
