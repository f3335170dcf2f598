"""Whether a framework holds together, before anybody asks it about a learner."""

from pathlib import Path

import pytest

from swcareers.framework.model import FrameworkFile
from swcareers.reading import catalogue
from swcareers.reading.links import framework_troubles
from swcareers.reading.loading import load_framework_and_warnings
from swcareers.reading.model_types import bare, key_types, members
from swcareers.rules.requirement import KINDS, Rule
from swcareers.values.keys import keys_of
from swcareers.values.problems import FrameworkError, Problem

BROKEN = Path(__file__).resolve().parents[1] / "broken" / "frameworks"
HEAD = "framework: an-academy\ntitle: An academy\nillustrative: all\n"
TYPES = """
evidence_types:
  supervision: {title: Supervision, fields: {minutes: number, supervisor: person}}
  written-work: {title: Written work, fields: {kind: [report, notes], seen: date}}
  cpd: {title: CPD}
registers: {swe: {title: The register}}
"""


def said(text: str, folder: Path, name: str = "academy") -> list[Problem]:
    """What is said about a framework of this text."""
    path = folder / f"{name}.yaml"
    path.write_text(HEAD + text, "utf-8")
    try:
        return list(load_framework_and_warnings(path)[1])
    except FrameworkError as error:
        return list(error.problems)


def codes(text: str, folder: Path) -> list[str]:
    return [problem.code for problem in said(text, folder)]


def rule(body: str) -> str:
    return f"{TYPES}\nrequires:\n  - {{id: one, title: One, {body}}}\n"


# --- all at once ---------------------------------------------------------------------


def test_thirty_different_mistakes_yield_thirty_located_messages() -> None:
    found = load_framework_and_warnings(BROKEN / "thirty-mistakes.yaml")[1]
    wanted = (BROKEN / "thirty-mistakes.txt").read_text("utf-8").splitlines()
    told = [f"{p.place.line}:{p.place.column} {p.code}" for p in found if p.place]
    assert told == wanted
    assert len(wanted) == 30


def test_every_message_says_what_to_write_instead() -> None:
    for path in BROKEN.glob("SWC3*.yaml"):
        try:
            found = load_framework_and_warnings(path)[1]
        except FrameworkError as error:
            found = error.problems
        for problem in found:
            if int(problem.code[3:]) >= 306:
                assert problem.hint, problem


@pytest.mark.parametrize("listed", catalogue.shipped(), ids=lambda one: one.path.stem)
def test_a_shipped_framework_has_no_error(listed: catalogue.Listed) -> None:
    found = load_framework_and_warnings(listed.path)[1]
    assert [str(one) for one in found if one.severity == "error"] == []


def test_what_is_found_does_not_change_from_run_to_run() -> None:
    book = load_framework_and_warnings(BROKEN / "thirty-mistakes.yaml")[0]
    assert list(framework_troubles(book)) == list(framework_troubles(book))


def test_an_empty_framework_is_a_good_one(tmp_path: Path) -> None:
    assert codes("", tmp_path) == []


# --- ids -----------------------------------------------------------------------------


def test_every_key_that_names_something_is_looked_up() -> None:
    """The walk is driven by the models: no reference of theirs is out of its reach."""
    from swcareers.reading.checking.ids import _plan

    reached: set[type] = set()
    waiting: list[type] = [FrameworkFile, Rule, *KINDS.values()]
    while waiting:
        cls = waiting.pop()
        if cls in reached:
            continue
        reached.add(cls)
        planned = {name for name, _, _ in _plan(cls).keys}
        types = key_types(cls)
        for field, (key, reference) in keys_of(cls).items():
            name = key.name or field
            inner = [bare(member) for member in members(types[name])]
            waiting += [one for one in inner if isinstance(one, type) and keys_of_(one)]
            if reference is not None and (cls.__name__, name) != ("Amendment", "rule"):
                assert name in planned, (cls.__name__, name)


def keys_of_(cls: type) -> bool:
    return hasattr(cls, "__attrs_attrs__") and bool(keys_of(cls))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("evidence: supervison, at_least: 2", "supervision"),
        ("holds: sew", "swe"),
        ("cadence: supervison, every: 1 month", "supervision"),
        ("confirmation: words, waivable: {by: asessor}", "assessor"),
        (
            "confirmation: words, confirmed_by: {any_of: [assesor, assessor]}",
            "assessor",
        ),
        ("evidence: supervision, due: {at_most: 3 days, after: qualifed}", "qualified"),
        ("evidence: supervision, within: {from: qualifed}", "qualified"),
        ("evidence: supervision, at: [strat, month 3]", "start"),
        ("evidence: supervision, where: {supervisor: {holds: sew}}", "swe"),
        ("evidence: supervision, where: {supervisor: {role: asessor}}", "assessor"),
        ("evidence: supervision, at_least: updatings", "updating"),
        ("all: [{holds: swe}, {any: [{holds: sew}]}]", "swe"),
        ("holds: swe, applies_when: {event: qualifed}", "qualified"),
        ("holds: swe, unless: {event: qualifed}", "qualified"),
        ("holds: swe, for: {stage: nqws}", "nqsw"),
        ("holds: swe, source: hanbook", "handbook"),
        ("time_since: qualifed, at_least: 1 year", "qualified"),
        ("decision: outcom", "outcome"),
        ("measure: case-load, at_most: 90%", "caseload"),
        ("evidence: supervision, in_each: yaer", "year"),
        ("in_place: asessor", "assessor"),
        ("evidence: supervision, covering: [pcf, pfc]", "pcf"),
        ("assessed: pcf/nqws", "pcf/nqsw"),
        ("evidence: supervision, shares_with: [asey]", "asye"),
        ("evidence: supervision, besides: [asye/obsevations]", "asye/observations"),
        ("evidence: written-work, where: {seen: {after: qualifed}}", "qualified"),
    ],
)
def test_an_id_with_a_slip_is_said_with_what_was_meant(
    written: str, meant: str, tmp_path: Path
) -> None:
    text = rule(written) + (
        "sources: {handbook: {title: A handbook}}\n"
        "roles: {assessor: {title: Assessor}}\n"
        "stages: {nqsw: {title: Newly qualified}}\n"
        "events: {qualified: {title: Qualified}}\n"
        "figures: {updating: {title: Days, gives: 3}}\n"
        "decisions: {outcome: {title: Outcome}}\n"
        "measures: {caseload: {title: Caseload, unit: cases}}\n"
        "periods: {year: {title: Year, runs: {from: 1 April, to: 31 March}}}\n"
        "programmes:\n"
        "  asye:\n    title: The year\n    requires:\n"
        "      - {id: observations, title: O, evidence: supervision}\n"
        "capabilities:\n  pcf:\n    title: PCF\n"
        "    levels: {nqsw: {title: NQSW}}\n    domains: {values: {title: Values}}\n"
    )
    found = said(text, tmp_path)
    assert [problem.hint for problem in found] == [f"did you mean {meant}?"]
    line = HEAD.count("\n") + text.count("\n", 0, text.index("- {id")) + 1
    assert [p.place.line for p in found if p.place] == [line]


@pytest.mark.parametrize(
    "key", ["in_place: manager", "time_in: manager, at_least: 1 year"]
)
def test_a_word_taken_for_a_reason_of_absence_is_said_where_none_is_known(
    key: str, tmp_path: Path
) -> None:
    (found,) = said(rule(key), tmp_path)
    assert (found.code, found.severity) == ("SWC306", "warning")
    assert found.message.startswith("manager is read as a reason of absence")
    assert found.place is not None


def test_a_reason_of_absence_that_is_usual_or_named_elsewhere_is_none_to_ask_about(
    tmp_path: Path,
) -> None:
    assert said(rule("in_place: secondment"), tmp_path) == []
    clock = (
        "programmes: {year: {title: Year, clock: {runs_for: 12 months, "
        "pauses_for: [jury-service]}}}\n"
    )
    assert said(rule("in_place: jury-service") + clock, tmp_path) == []
    assert len(said(rule("in_place: jury-service"), tmp_path)) == 1


def test_pieces_with_a_word_for_them_are_written_with_the_number_alone(
    tmp_path: Path,
) -> None:
    units = "units: {visits: {title: Visits, is: 2 hours}}\n"
    (found,) = said(rule("evidence: cpd, at_least: 3 visits") + units, tmp_path)
    assert found.code == "SWC309"
    assert found.hint is not None
    assert found.hint.startswith("write 3 where pieces are counted, or declare it")


def test_an_id_of_another_section_is_said_to_be_what_it_is(tmp_path: Path) -> None:
    found = said(rule("evidence: swe"), tmp_path)
    assert "swe is a register, and an evidence type" in found[0].message


def test_a_group_stands_only_for_things_of_the_right_kind(tmp_path: Path) -> None:
    text = rule("evidence: both") + "groups: {both: [supervision, swe]}\n"
    assert (
        "the group both holds swe, which is a register"
        in said(text, tmp_path)[0].message
    )


def test_a_type_a_decision_and_a_register_are_events_too(tmp_path: Path) -> None:
    text = rule("time_since: supervision, at_least: 1 year, due: swe")
    assert codes(text, tmp_path) == []


def test_a_key_of_a_version_is_found_in_the_version(tmp_path: Path) -> None:
    text = TYPES + (
        "requires:\n"
        "  - id: one\n"
        "    title: One\n"
        "    evidence: supervision\n"
        "    versions:\n"
        "      - {from: 2020-01-01, at_least: 2}\n"
        "      - {from: 2022-01-01, evidence: supervison}\n"
    )
    (problem,) = said(text, tmp_path)
    assert problem.pointer == "/requires/0/versions/1/evidence"


def test_a_mistake_all_versions_inherit_is_said_once(tmp_path: Path) -> None:
    text = TYPES + (
        "requires:\n"
        "  - id: one\n"
        "    title: One\n"
        "    evidence: supervision\n"
        "    where: {minuets: {at_least: 60}}\n"
        "    versions:\n"
        "      - {from: 2020-01-01, at_least: 2}\n"
        "      - {from: 2022-01-01, at_least: 3}\n"
    )
    (problem,) = said(text, tmp_path)
    assert problem.pointer == "/requires/0/where/minuets"


def test_the_new_keys_of_an_amendment_are_looked_up_where_they_stand(
    tmp_path: Path,
) -> None:
    base = "framework: base\nedition: 1\ntitle: Base\nillustrative: all\n"
    (tmp_path / "base.yaml").write_text(
        base + rule("evidence: supervision, at_least: 2"), "utf-8"
    )
    text = (
        "extends: {base: 1}\n"
        "amends:\n"
        "  - {rule: one, because: more, where: {minuets: {at_least: 60}}}\n"
    )
    (problem,) = said(text, tmp_path)
    assert (problem.code, problem.pointer) == ("SWC351", "/amends/0/where/minuets")


def test_of_a_framework_it_extends_only_errors_are_said(tmp_path: Path) -> None:
    base = "framework: base\nedition: 1\ntitle: Base\nillustrative: all\n"
    (tmp_path / "base.yaml").write_text(
        base + "stages: {manager: {grade: PO6}}\n" + rule("evidence: supervison"),
        "utf-8",
    )
    found = said("extends: {base: 1}\n", tmp_path)
    assert [problem.code for problem in found] == ["SWC306"]


# --- what rules mean -----------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "evidence: supervision, where: {date: {from: 2026-01-01}, by: {holds: swe}}",
        "evidence: supervision, where: {supervisor: {holds: swe, anything: true}}",
        "evidence: cpd, where: {submitted: {to: end}, peer_reflection: true}",
        "evidence: any, where: {kind: report}",
        "evidence: supervision, at_least: 90 minutes",
        "evidence: written-work, distinct: kind, at_least: 2",
        "modules: any, where: {level: 7, gained_by: study, mark: {at_least: 50}}",
        "time_in: posts, where: {stage: any-group, employer: us, hours: {at_least: 1}}",
        "time_in: absences, where: {reason: sickness}",
        "holds: swe, where: {from: {before: start}}",
        "evidence: supervision, due: {at_least: 10 days, before: end}",
        "evidence: supervision, closes: {at_most: 3 weeks, after: start}",
        "any: [{holds: swe, strength: recommended}, {holds: swe, id: b}]",
        "evidence: supervision, at: [month 3], window: {early: 1 week}",
        "cadence: supervision, phases: [{until: week 6, every: 1 week}, "
        "{until: month 6, every: 2 weeks}, {every: 1 month}]",
        "decision: judged, is: [agreed, not-agreed]",
        "evidence: supervision, subject: cohort, at_least: 5%",
        "evidence: written-work, at_least: 4, of_which: "
        "[{where: {kind: report}, at_most: 1/2, excess: cut}, "
        "{where: {kind: notes}, at_most: 1/2, excess: cut}]",
    ],
)
def test_what_can_be_meant_is_left_alone(body: str, tmp_path: Path) -> None:
    text = rule(body) + (
        "decisions: {judged: {title: Judged}}\n"
        "stages: {nqsw: {title: Newly qualified}}\ngroups: {any-group: [nqsw]}\n"
    )
    assert codes(text, tmp_path) == []


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("evidence: supervision, where: {supervisor: {before: start}}", "SWC353"),
        ("evidence: supervision, where: {minutes: {holds: swe}}", "SWC353"),
        ("evidence: supervision, where: {minutes: ninety}", "SWC353"),
        ("evidence: written-work, where: {kind: {not: letter}}", "SWC352"),
        ("evidence: written-work, where: {any: [{kind: letter}]}", "SWC352"),
        ("evidence: supervision, distinct: learner, at_least: 2", "SWC351"),
        ("modules: any, where: {colour: red}", "SWC351"),
        ("time_in: posts, where: {grade: PO2}, at_least: 1 year", "SWC351"),
        ("average: makr, at_least: 50", "SWC351"),
        ("evidence: supervision, closes: {at_most: 1 week, before: end}", "SWC341"),
        ("evidence: supervision, at: [month 3], in_each: {between: [start, end]}",
         "SWC342"),
        ("evidence: supervision, in_each: {between: [start]}", "SWC342"),
        ("evidence: supervision, of_which: [{at_most: 2}]", "SWC344"),
        ("evidence: supervision, of_which: [{at_least: 1/2}]", "SWC364"),
        ("cadence: supervision, every: 1 week, phases: [{every: 1 week}]", "SWC346"),
        ("cadence: supervision, every: 1 week, at_least: 3", "SWC348"),
        ("none: [{holds: swe, strength: should}]", "SWC349"),
        ("evidence: supervision, at_least: 3 fortnights", "SWC309"),
        ("time_since: swe, at_least: 3 years, at_most: 2 years", "SWC354"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(body: str, code: str, tmp_path: Path) -> None:
    assert codes(rule(body), tmp_path) == [code]


def test_a_group_inside_a_recommendation_may_be_as_weak_as_it(tmp_path: Path) -> None:
    body = "strength: should, all: [{holds: swe, strength: should}]"
    assert codes(rule(body), tmp_path) == []


def test_a_date_may_be_compared_with_another_date_of_the_same_item(
    tmp_path: Path,
) -> None:
    body = "evidence: written-work, where: {seen: {to: {at_most: 3 days, after: date}}}"
    assert codes(rule(body), tmp_path) == []


# --- versions ------------------------------------------------------------------------


def versions(body: str) -> str:
    return TYPES + (
        "requires:\n"
        f"  - {{id: one, title: One, evidence: supervision, versions: [{body}]}}\n"
    )


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("{from: 2020, at_least: 1}, {from: 2020, at_least: 2}", "SWC321"),
        ("{from: 2020, until: 2023, at_least: 1}, {from: 2022, at_least: 2}", "SWC321"),
        ("{from: 2020-05-01, until: 2020-04-01, at_least: 1}", "SWC321"),
        ("{from: 2020, until: 2021, at_least: 1}, {from: 2023, at_least: 2}", "SWC322"),
        ("{from: 2020, until: 2021-03-31, at_least: 1}", "SWC323"),
        ("{from: unknown, at_least: 1}", "SWC324"),
    ],
)
def test_versions_follow_each_other_without_gap_or_overlap(
    body: str, code: str, tmp_path: Path
) -> None:
    assert codes(versions(body), tmp_path) == [code]


def test_a_gap_is_left_alone_where_no_source_tells(tmp_path: Path) -> None:
    body = "{from: 2020, until: 2021, at_least: 1}, {from: 2023, at_least: 2}"
    text = versions(body).replace("versions:", "not_stated: [versions], versions:")
    assert codes(text, tmp_path) == []


# --- circles, words, sources ----------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "groups: {a: [b], b: [a]}\n",
        "programmes:\n  a: {title: A, extends: b}\n  b: {title: B, extends: a}\n",
        "qualifications:\n  a: {title: A, exits: [b]}\n  b: {title: B, exits: [a]}\n",
        "qualifications:\n  a: {title: A, succeeds: [a]}\n",
        "programmes:\n  a: {title: A, requires: [{id: x, completes: a}]}\n",
        "programmes:\n  a:\n    title: A\n"
        "    requires: [{id: x, confirmation: c, applies_when: {completes: a}}]\n",
        "events: {e: {title: E, completes: a}}\n"
        "programmes: {a: {title: A, clock: {starts: e}}}\n",
        "figures:\n  a: {title: A, gives: b}\n  b: {title: B, gives: a}\n",
        "approvals:\n  a: {title: A, requires: [{id: x, any: [{holds: b}]}]}\n"
        "  b: {title: B, requires: [{id: x, holds: a}]}\n",
    ],
)
def test_what_waits_for_itself_is_refused_once(text: str, tmp_path: Path) -> None:
    assert codes(text, tmp_path) == ["SWC307"]


def test_what_a_decision_grants_does_not_wait_for_its_rules(tmp_path: Path) -> None:
    text = (
        "decisions: {granted: {title: Granted}}\n"
        "approvals:\n"
        "  a: {title: A, requires: [{id: x, decision: granted}, {id: y, holds: b}]}\n"
        "  b: {title: B, requires: [{id: x, holds: a}]}\n"
    )
    assert codes(text, tmp_path) == []


def test_a_word_used_twice_or_like_no_other_is_nobodys_slip(tmp_path: Path) -> None:
    away = "[sickness, maternity-leave, paternity-leave, jury-service]"
    text = f"programmes: {{a: {{title: A, clock: {{pauses_for: {away}}}}}}}\n"
    assert codes(text, tmp_path) == []


@pytest.mark.parametrize(
    "marked",
    ["source: handbook", "illustrative: all", "unverified: [holds]"],
)
def test_a_source_or_a_mark_says_where_a_rule_comes_from(
    marked: str, tmp_path: Path
) -> None:
    path = tmp_path / "academy.yaml"
    path.write_text(
        "framework: a\ntitle: A\nsources: {handbook: {title: Handbook}}\n"
        "registers: {swe: {title: The register}}\n"
        f"requires: [{{id: one, title: One, holds: swe, {marked}}}]\n",
        "utf-8",
    )
    assert load_framework_and_warnings(path)[1] == ()
