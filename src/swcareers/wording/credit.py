"""Credit in words: what is missing, one way to complete, why a module is left out."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from swcareers.evaluation.credit.decided import Decided
from swcareers.evaluation.credit.imagined import MOST, Imaginable
from swcareers.evaluation.credit.standing import Credit, Seen
from swcareers.evaluation.credit.terms import CREDITS, Bound, Terms, WayIn
from swcareers.evaluation.outcome import Reason, Verdict
from swcareers.record.model import Waiver
from swcareers.rules.allocation import AtLeast, AtMost, Every, Gap, LeftOut
from swcareers.values.text import counted, joined, number
from swcareers.wording.conditions import where_words
from swcareers.wording.moments import known_words
from swcareers.wording.nouns import Titles, plain_title
from swcareers.wording.rules import capital
from swcareers.wording.words import reason_words

_VERDICTS = {
    Verdict.MET: "ready to be considered",
    Verdict.NOT_YET: "not yet",
    Verdict.UNDECIDED: "cannot be said yet",
    Verdict.NOT_MET: "not met",
    Verdict.NOT_APPLICABLE: "not applicable",
}


def amount_of_credit(amount: Fraction, unit: str = CREDITS) -> str:
    """So much credit, or so many modules.

    >>> amount_of_credit(Fraction(36)), amount_of_credit(Fraction(1), "modules")
    ('36 credits', '1 module')
    """
    if unit in ("modules", "distinct"):
        words = counted(int(amount), "module")
        return f"{words} that differ" if unit == "distinct" else words
    shown = number(amount)
    return f"{shown} {unit.removesuffix('s') if amount == 1 else unit}"


def gap_words(gap: Gap, unit: str = CREDITS) -> str:
    """What is missing, unlike units side by side: ``36 credits and 1 module``."""
    pieces = []
    if gap.credits:
        pieces.append(amount_of_credit(gap.credits, unit))
    if gap.modules:
        pieces.append(amount_of_credit(Fraction(gap.modules), "modules"))
    return joined(pieces, "and") or "nothing"


def missing_words(seen: Seen, unit: str = CREDITS) -> str:
    """What is missing in one placement: proven least, or two bounds."""
    stands = seen.stands
    if stands.met:
        return "nothing is missing"
    gap = stands.missing if stands.missing is not None else stands.but_for_breach
    if stands.proven:
        if gap is None:
            return "no further module could complete it"
        if not gap:
            return "nothing is missing, but more is there than is allowed"
        return f"{gap_words(gap, unit)} short"
    least, most = stands.at_least_missing, stands.at_most_missing
    low = "0 credits" if least is None or not least else gap_words(least, unit)
    if most is None:
        return f"at least {low} short; the most that may be missing was not found"
    return f"between {low} and {gap_words(most, unit)} short"


def verdict_words(credit: Credit, whole: Verdict | None = None) -> str:
    """How an award stands, for people.

    Args:
        whole: with what it requires besides credit; None: the credit alone.
    """
    verdict = credit.verdict if whole is None else whole
    for given in ("conferred", "held"):
        if given in credit.flags:
            return given
    if "recognised" in credit.flags:
        return "held by what is recognised in its place"
    silent = credit.why is not None and credit.why.code == "not_stated"
    if silent and verdict is Verdict.UNDECIDED:
        return "no source states it"
    if credit.verdict is Verdict.MET and verdict is not Verdict.MET:
        return f"{_VERDICTS[verdict]}; its credit is complete"
    return _VERDICTS[verdict]


def bound_title(bound: Bound, titles: Titles) -> str:
    """What a part or line is called: its title, its id, or what it looks at."""
    part = bound.written
    if part.title:
        return part.title
    if part.id:
        return capital(plain_title(part.id))
    words = seen_words(bound, titles)
    if words:
        return capital(words)
    return capital(plain_title(bound.path.rpartition("/")[2]))


def way_title(way: WayIn) -> str:
    """What a way in is called."""
    return way.written.title or capital(plain_title(way.id))


def seen_words(bound: Bound, titles: Titles) -> str:
    """What a part or line looks at, in words; empty: anything."""
    return joined([where_words(where, titles) for where in bound.wheres], "and")


def need_words(need: AtLeast | Every, unit: str) -> str:
    """A lower bound: ``50 credits``, ``3 modules``, ``every module of its list``."""
    if isinstance(need, Every):
        return "every module of its list"
    return amount_of_credit(need.number, unit if need.unit == CREDITS else need.unit)


def most_words(most: AtMost, unit: str) -> str:
    """An upper bound and what becomes of what lies above it."""
    shown = amount_of_credit(most.number, unit if most.unit == CREDITS else most.unit)
    return f"at most {shown}"


# --- one way to complete ------------------------------------------------------------


def one_way(seen: Seen, terms: Terms, titles: Titles) -> str | None:
    """The modules that would complete an award with least credit; None: none would."""
    imagined = seen.stands.imagined
    if not imagined:
        return None
    wanted = {one.line for one in seen.stands.unmet}
    pieces: list[str] = []
    total = Fraction(0)
    for one in imagined:
        kind = seen.kinds[one.kind]
        part = terms.bound(one.part)
        total += one.credit
        size = Fraction(one.modules) if not one.credit else one.credit
        unit = "modules" if not one.credit else terms.unit
        words = amount_of_credit(size, unit)
        if kind.module is not None:
            words = f"{titles(kind.module)} ({words})" if one.credit else titles(
                kind.module
            )  # fmt: skip
        else:
            words = " ".join([words, *_like(kind, terms, wanted, titles)])
        if part is not None and len(terms.parts) > 1:
            words += f" for {bound_title(part, titles)}"
        pieces.append(words)
    told = joined(pieces, "and")
    if len(pieces) > 1 and total:
        return f"{amount_of_credit(total, terms.unit)}: {told}"
    return told


def _like(
    kind: Imaginable, terms: Terms, wanted: set[str], titles: Titles
) -> Iterable[str]:
    """What an imagined module must be like, as far as some line still needs it."""
    found: dict[str, None] = {}
    for bound in terms.lines:
        if bound.id in wanted and bound.id in kind.kind.lines:
            found[seen_words(bound, titles)] = None
    for part in terms.parts:
        if part.id in kind.kind.parts and len(kind.kind.parts) == 1:
            found[seen_words(part, titles)] = None
    found.pop("", None)
    return [joined(list(found), "and")] if found else []


# --- why a module does not count ----------------------------------------------------


def left_out_words(
    one: LeftOut, terms: Terms, why: Reason | None, titles: Titles
) -> str:
    """Why an award does not use a module, lower case and without a full stop."""
    match one.why:
        case "cap":
            return _cap_words(one.cap or "", terms, titles)
        case "used elsewhere":
            return f"it counts towards {titles(one.by or '')}"
        case "fixed":
            return "a decision places it elsewhere"
        case "surplus":
            return "it is not needed here and stays free"
        case _:
            return "no part of it takes this module" if why is None else reason_words(
                why, titles
            )  # fmt: skip


def _cap_words(cap: str, terms: Terms, titles: Titles) -> str:
    id_ = cap.removesuffix(MOST)
    whole = "and modules are counted whole"
    bound = terms.bound(id_)
    if bound is not None and bound.most is not None:
        words = most_words(bound.most, terms.unit)
        like = seen_words(bound, titles) or f"for {bound_title(bound, titles)}"
        return f"{words} {like} may be counted, {whole}"
    way = next((one for one in terms.ways if one.id == id_), None)
    if way is not None and way.most is not None:
        words = most_words(way.most, terms.unit)
        return f"{words} may be counted as “{way_title(way)}”, {whole}"
    return "no more is counted"


def decided_words(one: Decided, terms: Terms, titles: Titles) -> str:
    """A decision about credit: what, who, when, why, and whether it has effect."""
    taken = one.taken
    bound = next((b for b in terms.bounds if b.path == one.about), None)
    where = one.about if bound is None else bound_title(bound, titles)
    if isinstance(taken, Waiver):
        said = f"{where}: waived"
        if taken.down_to is not None:
            said += f" down to {taken.down_to}"
    else:
        module = titles(taken.module)
        said = f"{module}: counted in {where}"
        if taken.instead_of is not None:
            said = f"{module}: taken for {titles(taken.instead_of)} in {where}"
    if taken.by:
        said += f" by {joined(taken.by, 'and')}"
    if taken.roles:
        said += f" ({joined([titles(role) for role in taken.roles], 'and')})"
    if taken.date is not None:
        said += f", {known_words(taken.date)}"
    if taken.because:
        said += f": {taken.because}"
    if one.why_not is not None:
        said += f"; {reason_words(one.why_not, titles)}"
    return said


def excess_words(bound: Bound | WayIn) -> str | None:
    """What happens above an upper bound; None where there is none."""
    if bound.most is None:
        return None
    return {
        "cut": "no more than that is counted",
        "left_out": "whole modules beyond it are not used",
        "breach": "having more is not allowed",
    }[bound.most.excess]


def listed(words: Sequence[str]) -> str:
    """Several short phrases in one line."""
    return "; ".join(words)
