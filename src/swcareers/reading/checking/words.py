"""Words that rules compare and nobody declares, held against each other.

A reason of absence, an act, a service or a contract is whatever a record says. A word
that stands in one place only, and nearly is another, is most probably a slip.
"""

from collections import Counter, defaultdict
from difflib import SequenceMatcher

from swcareers.reading.checking.ids import Walk
from swcareers.reading.checking.known import NOUNS
from swcareers.values.text import did_you_mean

# Pairs of these are near each other in letters and are meant.
_USUAL = {
    "absence_reasons": {
        "annual-leave", "sickness", "long-sickness", "parental-leave",
        "maternity-leave", "paternity-leave", "adoption-leave",
        "shared-parental-leave", "career-break", "secondment", "suspension",
        "unpaid-leave", "study-leave", "special-leave",
    },
    "contract": {"permanent", "fixed-term", "agency", "locum", "bank", "sessional"},
    "service": {"children", "adults"},
}  # fmt: skip
_FAMILIES = {"acts": "act", "contract": "contract", "service": "service"}
_NEAR = 0.86  # one slip in seven letters


def check_words(walk: Walk) -> None:
    """Warn of a word that occurs once and nearly matches another."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for family, word, _, _ in walk.loose:
        counts[family][word] += 1
    own = walk.known.framework.id
    said: set[str] = set()
    for family, word, framework, path in reversed(walk.loose):
        if framework != own or counts[family][word] > 1 or family == "anything":
            continue
        usual = _USUAL.get(family, set())
        if word in usual:
            continue
        others = [one for one in {*counts[family], *usual} if _like(word, one)]
        meant = did_you_mean(word, others) if others else None
        if meant is None or meant in said or _apart(word, meant):
            continue
        said.add(word)
        noun = _FAMILIES.get(family) or NOUNS.get(family, family)
        walk.said.warning(
            "SWC371", framework, path,
            f"the {noun} {word} stands nowhere else, and is nearly {meant}",
            f"did you mean {meant}? If not, nothing has to be changed",
        )  # fmt: skip


def check_reasons(walk: Walk) -> None:
    """Warn of a word read as a reason of absence because nothing else has that id.

    What usually is one, and what stands where only a reason can, is one.
    """
    doubtful = {(name, path) for _, name, path in walk.taken_for_reasons}
    reasons = _USUAL["absence_reasons"] | {
        word
        for family, word, name, path in walk.loose
        if family == "absence_reasons" and (name, path) not in doubtful
    }
    for word, framework, path in walk.taken_for_reasons:
        if word in reasons or did_you_mean(word, reasons):
            continue  # one of them, or a slip of one
        walk.said.warning(
            "SWC306", framework, path,
            f"{word} is read as a reason of absence: no role, programme or stage has "
            "this id",
            "declare it under roles, programmes or stages; where it is a reason of "
            "absence, nothing has to be changed",
        )  # fmt: skip


def _like(one: str, other: str) -> bool:
    """Whether a closer look is worth while: nearly as long, nearly the same letters."""
    return (
        one != other and abs(len(one) - len(other)) <= 2 and len({*one} ^ {*other}) <= 2
    )


def _apart(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() < _NEAR
