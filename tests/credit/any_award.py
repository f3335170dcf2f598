"""Awards and records at large: what the language can say of credit, generated."""

from itertools import product
from typing import Any

from hypothesis import strategies as st

LEVELS = ("5", "6", "7")
SIZES = (10, 15, 20, 30)
KINDS = ("taught", "practice")
NAMES = tuple(f"module-{letter}" for letter in "abcdefgh")

Plain = dict[str, Any]


def wheres() -> st.SearchStrategy[Plain]:
    """What a part holds or a line looks at."""
    return st.one_of(
        st.sampled_from([{"level": level} for level in LEVELS]),
        st.sampled_from([{"level": {"at_least": level}} for level in LEVELS]),
        st.sampled_from([{"kind": kind} for kind in KINDS]),
        st.just({"gained_by": "certificated"}),
    )


@st.composite
def awards(draw: st.DrawFn, *, cuts: bool = True) -> Plain:
    """An award of one to three parts, lines that look, and perhaps ways in."""
    total = draw(st.sampled_from([40, 60, 90]))
    parts = []
    for number in range(draw(st.integers(0, 2))):
        part: Plain = {"id": f"part-{number}"}
        if draw(st.booleans()):
            part["modules"] = "any"
            if draw(st.booleans()):
                part["where"] = draw(wheres())
        else:
            names = st.sampled_from(NAMES)
            part["modules"] = draw(st.lists(names, min_size=3, max_size=5, unique=True))
        if draw(st.booleans()):
            part["at_least"] = f"{draw(st.sampled_from([10, 20]))} credits"
        if draw(st.integers(0, 3)) == 0:
            part["at_most"] = f"{draw(st.sampled_from([20, 30, 45]))} credits"
            part["excess"] = "left_out"
        parts.append(part)
    parts.append({"id": "rest", "modules": "any"})  # so that few awards are refused
    lines = []
    cut = False
    for number in range(draw(st.integers(0, 3))):
        line: Plain = {"id": f"line-{number}", "where": draw(wheres())}
        match draw(st.integers(0, 3)):
            case 0:
                line["at_most"] = draw(st.sampled_from(["20 credits", "1/3", "2"]))
                line["excess"] = "left_out"
            case 1 if cuts and not cut:
                line["at_most"], line["excess"] = "25 credits", "cut"
                cut = True
            case _:
                line["at_least"] = draw(st.sampled_from(["20 credits", "1/4", "2"]))
        lines.append(line)
    award: Plain = {
        "title": "Award", "at_least": f"{total} credits", "made_of": parts,
    }  # fmt: skip
    if lines:
        award["of_which"] = lines
    if draw(st.booleans()):
        prior = {
            "id": "prior", "where": {"gained_by": "certificated"},
            "at_most": draw(st.sampled_from(["1/2", "20 credits"])),
            "excess": "left_out",
        }  # fmt: skip
        award["accepts"] = [{"id": "studied", "where": {"gained_by": "study"}}, prior]
    return award


def framework_of(award: Plain) -> Plain:
    """A framework with one award and the modules it may name."""
    modules = {
        name: {"title": name, "credits": f"{SIZES[place % 4]} credits",
               "level": LEVELS[place % 3], "kind": KINDS[place % 2]}
        for place, name in enumerate(NAMES)
    }  # fmt: skip
    return {
        "framework": "generated",
        "title": "Generated",
        "illustrative": "all",
        "scales": {"level": {"title": "Level", "order": ["4", *LEVELS]}},
        "modules": modules,
        "qualifications": {"award": award},
    }


@st.composite
def modules(draw: st.DrawFn, most: int = 6) -> list[Plain]:
    """Modules of a record, each once: the framework's own, and others."""
    names = draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True))
    found: list[Plain] = [{"module": name} for name in names]
    for number in range(draw(st.integers(0, most - len(names)))):
        found.append(
            {
                "module": f"other-{number}",
                "title": f"Other {number}",
                "credits": str(draw(st.sampled_from(SIZES))),
                "level": draw(st.sampled_from(LEVELS)),
                "kind": draw(st.sampled_from(KINDS)),
            }
        )
    for number, one in enumerate(found):
        one["gained_by"] = draw(st.sampled_from(["study", "study", "certificated"]))
        one["achieved"] = f"2024-{number + 1:02d}-15"
        one["state"] = "passed"
    return found


# --- an oracle that knows nothing of the library ------------------------------------


def facts(module: Plain) -> Plain:
    """A module of a record with what is declared of it, its credit as a number."""
    declared = framework_of({})["modules"].get(module["module"], {})
    found = {**declared, **module}
    return {**found, "size": int(str(found["credits"]).split()[0])}


def passes(where: Plain | None, module: Plain) -> bool:
    """Whether a module passes a condition, read straight from the file."""
    for field, test in (where or {}).items():
        if isinstance(test, dict):
            if int(module[field]) < int(test["at_least"]):
                return False
        elif module[field] != test:
            return False
    return True


def number(text: str, total: int) -> tuple[float, bool]:
    """A bound as a number, and whether it counts modules."""
    if "/" in text:
        above, below = text.split("/")
        return total * int(above) / int(below), False
    if " " in text:
        return int(text.split()[0]), False
    return int(text), True


def is_met(award: Plain, taken: list[Plain]) -> bool:
    """Whether some placement meets an award: all of them are tried."""
    given = [facts(module) for module in taken]
    parts = award["made_of"]
    choices = []
    for module in given:
        fits: list[int | None] = [None]
        for place, part in enumerate(parts):
            named = part["modules"]
            listed = named == "any" or module["module"] in named
            if listed and passes(part.get("where"), module):
                fits.append(place)
        choices.append(fits)
    return any(_holds(award, given, placed) for placed in product(*choices))


def _holds(award: Plain, given: list[Plain], placed: tuple[int | None, ...]) -> bool:
    total = int(award["at_least"].split()[0])
    used = [(module, part) for module, part in zip(given, placed, strict=True)
            if part is not None]  # fmt: skip
    lost: dict[str, float] = {}
    for place, part in enumerate(award["made_of"]):
        if not _within(part, [m for m, p in used if p == place], total):
            return False
    for line in award.get("of_which", ()):
        seen = [m for m, _ in used if passes(line["where"], m)]
        if line.get("excess") == "cut":
            most, _ = number(line["at_most"], total)
            lost["cut"] = max(0, sum(m["size"] for m in seen) - most)
        elif not _within(line, seen, total):
            return False
    for way in award.get("accepts", ()):
        by = [m for m, _ in used if passes(way["where"], m)]
        if not _within(way, by, total):
            return False
    return sum(m["size"] for m, _ in used) - sum(lost.values()) >= total


def _within(bound: Plain, seen: list[Plain], total: int) -> bool:
    credit = sum(module["size"] for module in seen)
    for key in ("at_least", "at_most"):
        if key in bound:
            wanted, of_modules = number(bound[key], total)
            have = len(seen) if of_modules else credit
            if have < wanted if key == "at_least" else have > wanted:
                return False
    return True
