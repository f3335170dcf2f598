"""Awards written from published rules answer as their figures say, on both sides."""

import copy
import json
import shutil
from collections.abc import Iterator
from fractions import Fraction
from operator import eq
from pathlib import Path
from typing import Any

import pytest

import swcareers as sw
from swcareers.queries.ledger import Ledger, credit_ledger
from swcareers.reading.source import read
from swcareers.values.amounts import Amount
from swcareers.values.durations import Duration
from swcareers.values.problems import FrameworkError

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.yaml"))
NATIONAL = HERE.parents[1] / "frameworks" / "england" / "credit-framework.yaml"


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.stem)
def test_every_case_comes_out_as_it_was_worked_by_hand(cases: Path) -> None:
    assert sw.check_cases(cases) == ()


@pytest.mark.parametrize("cases", CASES, ids=lambda path: path.stem)
def test_every_worked_ledger_fits_its_page_and_goes_to_json_and_back(
    cases: Path,
) -> None:
    plain: Any = read(cases).data
    framework = sw.load_framework(cases.parent / plain["framework"])
    record = sw.load_record(plain["record"])
    case = plain["expected"][-1]
    here = record.adding(case["adding"]) if "adding" in case else record
    ledger = credit_ledger(here, framework, on=case["date"])
    assert Ledger.from_json(json.loads(json.dumps(ledger.to_json()))) == ledger
    for width in (40, 60, 80):
        lines = ledger.to_text(width=width).split("\n")
        assert all(len(line) <= width for line in lines)


MARKS = {"59.4": "Pass", "59.5": "Merit", "69.4": "Merit", "69.5": "Distinction"}


def test_a_mark_from_elsewhere_does_not_count_in_the_class() -> None:
    """Anglia Ruskin: imported marks do not count in classification."""
    framework = sw.load_framework(HERE / "worked" / "anglia-ruskin-awards.yaml")
    assert {mark: class_with(framework, mark) for mark in MARKS} == MARKS


def class_with(framework: Any, mark: str) -> str | None:
    """The class of a diploma of which a third was studied for, with this mark."""
    modules = [
        {"module": "research", "credits": "40", "level": "7", "mark": mark},
        {"module": "prior", "credits": "80", "level": "7", "mark": "90",
         "gained_by": "certificated"},
    ]  # fmt: skip
    return class_of(framework, "diploma", modules)


def class_of(framework: Any, award: str, modules: list[dict[str, str]]) -> str | None:
    """The class of an award for modules that were passed in 2026."""
    given = [{"title": one["module"], "achieved": "2026-06-01", **one}
             for one in modules]  # fmt: skip
    record = sw.load_record({"record": "classes", "modules": given})
    assert record.problems == ()
    ledger = credit_ledger(record, framework, towards=[award], on="2026-07-01")
    return ledger[award].class_


# --- the national sizes ---------------------------------------------------------------

SIZES = {
    "professional-doctorate": (540, 360, 8),
    "taught-masters": (180, 150, 7),
    "integrated-masters": (480, 120, 7),
    "postgraduate-diploma": (120, 90, 7),
    "pgce": (60, 40, 7),
    "postgraduate-certificate": (60, 40, 7),
    "graduate-diploma": (80, 80, 6),
    "graduate-certificate": (40, 40, 6),
}
BELIEVED = {
    "bachelors-with-honours": (360, 90, 6),
    "ordinary-bachelors": (300, 60, 6),
    "foundation-degree": (240, 90, 5),
    "diploma-of-higher-education": (240, 90, 5),
    "certificate-of-higher-education": (120, 90, 4),
}
EVERY_SIZE = [
    (type_, suffix, size)
    for suffix, table in (("", SIZES), ("-not-seen", BELIEVED))
    for type_, size in table.items()
]


def sized(type_: str, suffix: str, level: int, beside: list[Path]) -> Any:
    """An award of this type of the national size."""
    award = {
        "title": "An award",
        "type": type_,
        "at_least": f"award-credits{suffix}",
        "of_which": [
            {"id": "at-level", "where": {"level": str(level)},
             "at_least": f"award-credits-at-level{suffix}"}
        ],
    }  # fmt: skip
    plain = {
        "framework": "sizes",
        "title": "Sizes",
        "extends": {"credit-framework": "2021"},
        "illustrative": "all",
        "qualifications": {"award": award},
    }
    return sw.load_framework(plain, beside=beside)


def stands(framework: Any, total: int, at_level: int, level: int) -> tuple[str, ...]:
    """Verdict, what is missing and what is needed with so much credit, at the level."""
    given = [("at-level", at_level, level), ("below", total - at_level, level - 1)]
    modules = [
        {"module": name, "title": name, "credits": str(credit), "level": str(at),
         "achieved": "2026-06-01"}
        for name, credit, at in given
    ]  # fmt: skip
    record = sw.load_record({"record": "sizes", "modules": modules})
    ledger = credit_ledger(record, framework, towards=["award"], on="2026-07-01")
    award = ledger["award"]
    assert award.missing is not None
    assert award.total is not None
    return award.verdict, str(award.missing.credits), str(award.total.need)


@pytest.mark.parametrize(("type_", "suffix", "size"), EVERY_SIZE)
def test_an_award_of_national_size_is_met_at_its_figures_and_not_below(
    type_: str, suffix: str, size: tuple[int, int, int]
) -> None:
    total, at_level, level = size
    framework, need = sized(type_, suffix, level, []), str(total)
    assert stands(framework, total, at_level, level) == ("met", "0", need)
    assert stands(framework, total - 1, at_level - 1, level) == ("not_yet", "1", need)
    assert stands(framework, total, at_level - 1, level) == ("not_yet", "1", need)
    if at_level < total:
        assert stands(framework, total - 1, at_level, level) == ("not_yet", "1", need)


# --- every figure matters -------------------------------------------------------------

_FIGURES = ("at_least", "at_most", "gives", "is", "last", "otherwise", "credits",
            "runs_for")  # fmt: skip


def figures(part: Any, path: tuple[str | int, ...] = ()) -> Iterator[Any]:
    """Every figure of a framework: where it stands, and what it is."""
    if isinstance(part, dict):
        for key, value in part.items():
            if isinstance(value, str) and key in _FIGURES:
                yield (*path, key), value
            else:
                yield from figures(value, (*path, key))
    elif isinstance(part, list):
        for index, value in enumerate(part):
            yield from figures(value, (*path, index))


def changed(text: str) -> list[str]:
    """A figure one step smaller and one step larger; nothing for a word."""
    try:
        length = Duration.parse(text)
        return [f"{length.count + step} {length.unit}s" for step in (-1, 1)
                if length.count + step > 1]  # fmt: skip
    except ValueError:
        pass
    amount = Amount.parse(text)
    if amount.number is None:
        return []
    if amount.unit == "share":
        found = [amount.number + step * Fraction(1, 100) for step in (-1, 1)]
        return [f"{one.numerator}/{one.denominator}" for one in found]
    unit = "" if amount.unit is None else f" {amount.unit}"
    steps = [amount.number - 1, amount.number + 1]
    return [f"{one}{unit.removesuffix('s') if one == 1 else unit}"
            for one in steps if one > 0]  # fmt: skip


def with_figure(plain: Any, path: tuple[str | int, ...], text: str) -> Any:
    """The same framework with one figure changed."""
    found = copy.deepcopy(plain)
    inside = found
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = text
    return found


def answers(framework: Any, cases: list[Path]) -> list[Any]:
    """What a framework answers in all its worked cases, about all they ask."""
    found: list[Any] = []
    for path in cases:
        plain: Any = read(path).data
        record = sw.load_record(plain["record"])
        for case in plain["expected"]:
            here = record.adding(case["adding"]) if "adding" in case else record
            report = sw.report(here, framework, on=case["date"])
            for id_ in case["expect"]:
                one = report[id_]
                found.append(
                    (one.verdict, one.have, one.need, len(one.left_out), one.due)
                )
    if any(award.classes for award in framework.qualifications.values()):
        found += [class_with(framework, mark) for mark in MARKS]
    return found


@pytest.mark.parametrize(
    "worked", sorted((HERE / "worked").glob("*.yaml")), ids=lambda path: path.stem
)
def test_changing_any_one_figure_of_a_worked_award_changes_some_answer(
    worked: Path, tmp_path: Path
) -> None:
    """Mutation over figures: none is there for nothing, and each is held by a case."""
    folder = tmp_path / "worked"
    folder.mkdir()
    shutil.copy(worked, folder)
    cases = [path for path in CASES if f"/{worked.name}" in path.read_text("utf-8")]
    assert cases
    plain: Any = read(worked).data
    before = answers(sw.load_framework(folder / worked.name), cases)
    tried = 0
    for path, text in figures(plain):
        for other in changed(text):
            tried += 1
            try:
                framework = sw.load_framework(with_figure(plain, path, other))
            except FrameworkError:
                continue  # the figures no longer fit each other, and loading says so
            assert answers(framework, cases) != before, f"{path}: {text} to {other}"
    assert tried or "award-credits" in worked.read_text("utf-8")


def test_changing_any_one_figure_of_the_national_framework_changes_some_answer(
    tmp_path: Path,
) -> None:
    """The same over the shipped framework that the worked awards follow: the sizes of
    awards, the shares of three universities, the rate of European credit."""
    plain: Any = read(NATIONAL).data
    by_award = [path for path in CASES if path.stem.startswith(("uea", "uel", "angl"))]
    by_unit = [path for path in CASES if path.stem.startswith("units")]
    worked = {
        path.stem: HERE / "worked" / Path(read(path).data["framework"]).name  # type: ignore[index, call-overload, arg-type]  # its type is wider than what is in it
        for path in (*by_award, *by_unit)
    }

    def of_size(folder: Path, wanted: str) -> Iterator[Any]:
        for type_, suffix, (total, at_level, level) in EVERY_SIZE:
            if type_ != wanted:
                continue
            try:
                framework = sized(type_, suffix, level, [folder])
            except FrameworkError:
                yield "refused"  # more at its level than in all
                continue
            yield stands(framework, total, at_level, level)
            yield stands(framework, total, at_level - 1, level)

    def of_cases(folder: Path, cases: list[Path]) -> Iterator[Any]:
        for path in cases:
            framework = sw.load_framework(worked[path.stem], beside=[folder])
            yield answers(framework, [path])

    def written(data: Any, name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        (folder / "credit-framework.yaml").write_text(as_yaml(data), "utf-8")
        return folder

    as_it_is = written(plain, "as-it-is")
    shares = list(of_cases(as_it_is, by_award))
    rates = list(of_cases(as_it_is, by_unit))
    sizes = {type_: list(of_size(as_it_is, type_)) for type_, *_ in EVERY_SIZE}
    number = 0
    for path, text in figures(plain):
        if path[0] == "scales" or path[:2] == ("about", "credit"):
            continue  # words, and no figures
        is_size = str(path[1]).startswith("award-credits")
        if path[0] == "figures" and path[-1] == "is":
            continue  # a type of award, and no figure
        for other in changed(text):
            number += 1
            folder = written(with_figure(plain, path, other), f"changed-{number}")
            if is_size:
                type_ = plain["figures"][path[1]]["rows"][path[3]]["is"]
                same = all(map(eq, of_size(folder, type_), sizes[type_]))
            elif path[0] == "units":
                same = all(map(eq, of_cases(folder, by_unit), rates))
            else:
                same = all(map(eq, of_cases(folder, by_award), shares))
            assert not same, f"{path}: {text} to {other}"
    assert number > 50


def as_yaml(data: Any) -> str:
    """A framework as a file whose first lines name it."""
    return "".join(
        f"{key}: {value if key in ('framework', 'edition') else json.dumps(value)}\n"
        for key, value in data.items()
    )


@pytest.mark.parametrize(
    "framework", ["tower-hamlets", "newham", "thurrock", "former-awards", "systemic"]
)
def test_an_award_whose_credit_no_source_states_is_answered_so(framework: str) -> None:
    """The seeds state no credit, and nothing is invented for them."""
    record = sw.load_record({"record": "example", "modules": []})
    ledger = credit_ledger(record, sw.load_framework(framework), on="2026-11-06")
    assert ledger.awards
    for award in ledger.awards:
        assert (award.verdict, award.words) == ("undecided", "no source states it")
        assert award.missing is None
