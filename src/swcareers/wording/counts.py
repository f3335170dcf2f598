"""How much of what: the bounds, shares and inner lines of a count, in words."""

from swcareers.rules.requirement import Count, Part
from swcareers.values.amounts import Amount
from swcareers.wording.conditions import field_name, where_words
from swcareers.wording.nouns import Titles, many, names, noun, quoted, with_article
from swcareers.wording.phrases import amount_words, bounded, who_words

_EXCESS = {
    "cut": "no more than that is counted",
    "left_out": "whole items beyond that are left out",
    "breach": "more than that is not allowed",
}
STRENGTH = {
    "should": "should, not must",
    "recommended": "recommended only",
}


def counted_words(count: Count, one: str, titles: Titles) -> str:
    """The thing counted, with its bound: ``at least 3 direct observations``.

    Args:
        count: the count; without a bound one is enough.
        one: the thing, in the singular, as a noun in a sentence.
        titles: gives the titles of ids.
    """
    if count.covering and _of_members(count.at_least):
        return many(one).removeprefix("of ")
    if count.at_least is not None:
        return bounded("at least", count.at_least, one, titles)
    if count.at_most is not None:
        return bounded("at most", count.at_most, one, titles)
    return with_article(one)


def is_plural(count: Count) -> bool:
    """Whether several things are spoken of, so that "each" is needed."""
    bound = count.at_least or count.at_most
    return bound is not None and (bound.number != 1 or bound.unit is not None)


def _of_members(amount: Amount | None) -> bool:
    """Whether a bound beside `covering` counts members and not items."""
    return amount is None or amount.unit in (None, "share")


def tests_after(count: Count, titles: Titles) -> str:
    """What each item must be, as it follows the thing counted."""
    if count.where is None:
        return ""
    words = where_words(count.where, titles)
    if is_plural(count):
        return f", each {words}"
    return f" {words}" if words.startswith(("with ", "who ", "on ", "in ")) else (
        f", {words}"
    )  # fmt: skip


def limits(count: Count, titles: Titles) -> list[str]:
    """What else bounds the count, each as a clause of its own."""
    clauses = []
    if count.at_least is not None and count.at_most is not None:
        clauses.append(f"at most {amount_words(count.at_most, titles)}")
    if count.excess is not None:
        clauses.append(_EXCESS[count.excess])
    if count.distinct is not None:
        clauses.append(f"each {field_name(count.distinct)} counted once")
    if count.besides:
        rules = ", ".join(quoted(titles(rule)) for rule in count.besides)
        clauses.append(f"not counting again what counts for {rules}")
    if count.shares_with:
        others = names(count.shares_with, titles)
        clauses.append(f"what counts for {others} may serve here too")
    return clauses


def covered_words(count: Count, titles: Titles) -> str:
    """What the items must touch together, behind the thing counted."""
    return f", {_covering(count, titles)}" if count.covering else ""


def _covering(count: Count, titles: Titles) -> str:
    one_set = len(count.covering) == 1
    whole = names(count.covering, titles)
    amount = count.at_least
    if amount is None or amount.word == "all" or not _of_members(amount):
        return (
            f"together covering every part of {whole}"
            if one_set
            else f"together covering all of {whole}"
        )
    shown = amount_words(amount, titles)
    parts = "parts of" if one_set and amount.unit is None else "of"
    return f"together covering at least {shown} {parts} {whole}"


def inner_lines(count: Count, titles: Titles) -> list[str]:
    """The lines of `of_which`, each as a clause."""
    return [f"of these, {part_words(part, titles)}" for part in count.of_which]


def part_words(part: Part, titles: Titles, of: str = "") -> str:
    """One line of `of_which` or `made_of`, without its title."""
    pieces = [_share_words(part, titles)]
    if part.modules:
        pieces[0] = f"{pieces[0]} {modules_out_of(part.modules, titles)}"
    elif of:
        pieces[0] = f"{pieces[0]} {of}"
    if part.where is not None:
        pieces[0] = f"{pieces[0]} {where_words(part.where, titles)}"
    if part.covering:
        pieces.append(_covering(part, titles))
    pieces += limits(part, titles)
    if part.strength in STRENGTH:
        pieces.append(STRENGTH[part.strength])
    if part.waivable is not None:
        pieces.append(f"may be waived by {who_words(part.waivable.by, titles)}")
    words = ", ".join(pieces)
    inner = inner_lines(part, titles)
    return f"{words} ({'; '.join(inner)})" if inner else words


def _share_words(part: Part, titles: Titles) -> str:
    if part.covering and _of_members(part.at_least):
        return "those counted"
    if part.at_least is not None:
        if part.at_least.word is not None:
            return "all" if part.at_least.word == "all" else "whatever is left over"
        return f"at least {amount_words(part.at_least, titles)}"
    if part.at_most is not None:
        return f"at most {amount_words(part.at_most, titles)}"
    return "at least one"


def modules_out_of(modules: tuple[str, ...], titles: Titles) -> str:
    """Where modules come from: ``of the modules law and ethics``."""
    if modules == ("any",):
        return "of the modules that count here"
    if modules == ("taken",):
        return "of all modules taken"
    if len(modules) == 1:
        return f"of the module {noun(modules[0], titles)}"
    return f"of the modules {names(modules, titles)}"
