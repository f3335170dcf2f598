"""Every rule says itself in one plain sentence, and nothing of it is left unsaid."""

from typing import Any

import attrs
import pytest

from swcareers.reading.structure import structure
from swcareers.rules.requirement import KINDS, Count, Entry, Phase, Rule
from swcareers.values.keys import keys_of, spelling
from swcareers.wording.nouns import plain_title
from swcareers.wording.rules import sentence

TITLES = {
    "supervision": "Supervision session",
    "progress-review": "Progress review",
    "direct-observation": "Direct observation",
    "social-work-england": "Register of social workers in England",
    "assessor": "Assessor",
    "programme-coordinator": "Programme coordinator",
    "cpd": "CPD record",
    "nqsw": "Newly qualified social worker",
    "asye": "Assessed and supported year in employment",
    "pcf": "Professional Capabilities Framework",
    "pe-stage-1": "Practice educator, stage 1",
    "qualified": "Qualified as a social worker",
    "left": "Left the register",
    "asye-outcome": "Outcome of the year",
    "caseload": "Caseload",
    "registration-year": "Registration year",
    "written-work": "Written work",
    "training": "Further training",
}


def titles(id_: str) -> str:
    return TITLES.get(id_) or plain_title(id_)


def said(**plain: Any) -> str:
    return sentence(structure(plain, Rule), titles)


# --- sentences as people read them --------------------------------------------------

READ = [
    (
        {
            "cadence": "supervision",
            "where": {
                "minutes": {"at_least": "90"},
                "supervisor": {"holds": "social-work-england"},
            },
            "phases": [
                {"until": "week 6", "every": "1 week"},
                {"until": "month 6", "every": "2 weeks"},
                {"every": "1 month"},
            ],
            "confirmed_by": {"any_of": ["assessor", "programme-coordinator"]},
        },
        "A supervision session every week until week 6, every two weeks until month 6, "
        "then every month; at least 90 minutes and with a supervisor on the register "
        "of social workers in England; a confirmation by the assessor or the programme "
        "coordinator will do.",
    ),
    (
        {
            "evidence": "direct-observation",
            "at_least": "3",
            "where": {"observer": {"holds": "social-work-england"}},
            "of_which": [
                {"where": {"observer": {"role": "assessor"}}, "at_least": "2"}
            ],
        },
        "At least 3 direct observations, each with an observer on the register of "
        "social workers in England; of these, at least 2 with an observer who is the "
        "assessor.",
    ),
    (
        {
            "evidence": "direct-observation",
            "where": {"observer": {"role": {"not": "assessor"}}},
        },
        "A direct observation with an observer who is not the assessor.",
    ),
    (
        {"evidence": "progress-review", "at": ["month 3", "month 6", "end"]},
        "A progress review at month 3, month 6 and the end.",
    ),
    (
        {"measure": "caseload", "at_most": "90%", "averaged_over": "programme"},
        "Caseload is at most 90%, averaged over the programme.",
    ),
    (
        {"confirmation": "time to shadow other social workers"},
        "Confirmed: time to shadow other social workers.",
    ),
    (
        {"decision": "asye-outcome", "is": "pass"},
        "“Outcome of the year” is decided as pass.",
    ),
    (
        {"assessed": "pcf/nqsw"},
        "Judged by a named person against the Professional Capabilities Framework at "
        "the level “Newly qualified social worker”.",
    ),
    (
        {"holds": "pe-stage-1"},
        "Holding “Practice educator, stage 1”.",
    ),
    (
        {"holds": "social-work-england", "as_at": "start"},
        "On the register of social workers in England, as at the start.",
    ),
    (
        {"time_since": "qualified", "at_least": "2 years"},
        "At least 2 years have passed since “Qualified as a social worker”.",
    ),
    (
        {
            "time_in": "posts",
            "where": {"employer": "us"},
            "at_least": "1 year",
            "less": ["career-break"],
        },
        "At least 1 year has been spent in posts with this employer; not counting "
        "career break.",
    ),
    (
        {"in_place": "assessor", "where": {"holds": "social-work-england"}},
        "An assessor on the register of social workers in England is in place.",
    ),
    (
        {
            "none": [{"event": "left"}],
            "within": {"last": "5 years", "before": "start"},
        },
        "It is not so that “Left the register” has happened, in the 5 years before the "
        "start.",
    ),
    (
        {
            "any": [
                {"time_since": "qualified", "at_most": "2 years"},
                {"all": [{"holds": "pe-stage-1"}, {"decision": "asye-outcome"}]},
                {"confirmation": "leave of absence"},
            ]
        },
        "One of these: at most 2 years have passed since “Qualified as a social "
        "worker”; both holding “Practice educator, stage 1” and “Outcome of "
        "the year” is decided in favour; or confirmed: leave of absence.",
    ),
    (
        {
            "in_each": "registration-year",
            "for": {"holds": "social-work-england"},
            "evidence": "cpd",
            "at_least": "4",
            "strength": "recommended",
        },
        "For everyone on the register of social workers in England, in each "
        "registration year: at least 4 CPD records; recommended only.",
    ),
    (
        {
            "evidence": "training",
            "at_least": "18 hours",
            "consequence": "the approval ends",
        },
        "At least 18 hours of further training; otherwise the approval ends.",
    ),
    (
        {
            "evidence": "progress-review",
            "version_by": "start",
            "versions": [
                {"from": "2015-04", "at": ["month 3", "end"]},
                {"from": "2022-09-01", "at": ["month 3", "month 6"]},
                {"from": "2027-04-01", "withdrawn": "true"},
            ],
        },
        "The version in force at the start counts throughout. From April 2015: a "
        "progress review at month 3 and the end. From 1 September 2022: a progress "
        "review at month 3 and month 6. From 1 April 2027: withdrawn.",
    ),
    (
        {
            "evidence": "written-work",
            "at_least": "3",
            "variants": [
                {"when": {"holds": "pe-stage-1"}, "strength": "recommended"},
                {"when": {"event": "left"}, "at_least": "1"},
            ],
        },
        "At least 3 records of written work. Where holding “Practice educator, stage "
        "1”: recommended only. Where “Left the register” has happened: at least one "
        "record of written work.",
    ),
]


@pytest.mark.parametrize(("plain", "words"), READ, ids=[w[:30] for _, w in READ])
def test_a_rule_reads_like_the_handbook(plain: dict[str, Any], words: str) -> None:
    assert said(**plain) == words


# --- nothing is left unsaid ---------------------------------------------------------

# Another rule beside each, differing in one key.
KIND_KEYS: dict[str, dict[str, Any]] = {
    "all": {"all": [{"event": "left"}, {"event": "qualified"}]},
    "any": {"any": [{"event": "left"}, {"event": "qualified"}], "at_least": "2"},
    "none": {"none": [{"event": "left"}, {"event": "qualified"}]},
    "in_order": {"in_order": [{"event": "left"}, {"event": "qualified"}]},
    "evidence": {"evidence": "cpd"},
    "modules": {"modules": ["law", "ethics"]},
    "event": {"event": "left"},
    "completes": {"completes": "asye"},
    "holds": {"holds": "pe-stage-1"},
    "cadence": {
        "cadence": "supervision",
        "every": "2 weeks",
        "phases": [{"every": "3 weeks"}],
        "where": {"minutes": "60"},
        "at_least": "90%",
        "longest_gap": "6 weeks",
        "excused_by": ["annual-leave"],
    },
    "in_place": {"in_place": "assessor", "where": {"contract": "permanent"}},
    "time_in": {
        "time_in": "posts",
        "where": {"service": "adults"},
        "at_least": "2 years",
        "at_most": "3 years",
        "usually": "20 months",
        "counted_from": "2024-09-01",
        "counted_by": "hours",
        "breaks": {"longest": "3 months"},
        "less": ["career-break"],
    },
    "time_since": {
        "time_since": "qualified",
        "at_least": "2 years",
        "at_most": "4 years",
        "usually": "3 years",
    },
    "measure": {
        "measure": "caseload",
        "at_least": "10%",
        "at_most": "90%",
        "averaged_over": "6 months",
    },
    "average": {
        "average": "mark",
        "where": {"level": "7"},
        "weighted_by": "credits",
        "best": "90 credits",
        "shares": [{"where": {"level": "6"}, "weighs": "70%"}],
        "rounded": "half up to 1",
        "at_least": "60",
        "at_most": "69",
    },
    "assessed": {"assessed": "pcf/nqsw"},
    "decision": {"decision": "asye-outcome", "is": ["pass", "refer"]},
    "confirmation": {"confirmation": "fees paid"},
}
COUNT_KEYS: dict[str, Any] = {
    "where": {"learner": "present-one"},
    "distinct": "learner",
    "at_least": "7 hours",
    "at_most": "18 credits",
    "excess": "left_out",
    "covering": "pcf",
    "besides": ["reports"],
    "shares_with": ["asye"],
    "of_which": [{"at_least": "2", "where": {"observer": {"role": "assessor"}}}],
}
COMMON_KEYS: dict[str, Any] = {
    "strength": "should",
    "within": {"from": "2026-01-01", "to": "2026-12-31"},
    "as_at": "midway",
    "applies_when": {"decision": "asye-outcome", "is": "concern"},
    "unless": {"in_place": "secondment"},
    "waivable": {"by": {"all_of": ["assessor", "head-of-practice"]}},
    "confirmed_by": "programme-coordinator",
    "due": {"at_most": "3 weeks", "after": "left"},
    "closes": "year-end",
    "consequence": "the registration must be removed",
    "subject": "cohort",
    "at": ["month 6", "month 12"],
    "window": {"early": "2 weeks", "late": "3 weeks"},
    "for_each": "handover",
    "in_each": {"between": ["start", "midway", "end"]},
    "for": {"stage": "nqsw", "service": "children"},
    "open": [{"from": "2016-01-01", "to": "2020-06-30"}],
    "version_by": "day",
    "expected": "in development",
    "versions": [{"from": "2022-09-01", "strength": "recommended"}],
    "variants": [{"when": {"in_place": "posts"}, "strength": "recommended"}],
}
# What stands beside a sentence wherever it is shown, and is not in it.
BESIDE = {
    "id", "title", "source", "note", "about", "formerly", "review_by",
    "illustrative", "unverified", "not_stated",
}  # fmt: skip
COUNTS = sorted(word for word, kind in KINDS.items() if issubclass(kind, Count))


def test_the_tables_of_this_test_name_every_key_there_is() -> None:
    assert set(KIND_KEYS) == set(KINDS)
    assert set(COUNT_KEYS) == {spelling(Count, name) for name in keys_of(Count)}
    own = {spelling(Rule, name) for name in keys_of(Rule)}
    assert set(COMMON_KEYS) | BESIDE == own
    for word, kind in KINDS.items():
        asked = {spelling(kind, name) for name in keys_of(kind)}
        counted = set(COUNT_KEYS) if issubclass(kind, Count) else set()
        assert asked - counted == set(KIND_KEYS[word]), word


@pytest.mark.parametrize("word", sorted(KINDS))
@pytest.mark.parametrize("key", sorted(COMMON_KEYS))
def test_every_common_key_is_said_with_every_kind(word: str, key: str) -> None:
    with_key = {**KIND_KEYS[word], key: COMMON_KEYS[key]}
    assert said(**with_key) != said(**KIND_KEYS[word])


@pytest.mark.parametrize("word", COUNTS)
@pytest.mark.parametrize("key", sorted(COUNT_KEYS))
def test_every_key_of_a_count_is_said(word: str, key: str) -> None:
    with_key = {**KIND_KEYS[word], key: COUNT_KEYS[key]}
    assert said(**with_key) != said(**KIND_KEYS[word])


@pytest.mark.parametrize(
    ("word", "key"),
    [(w, k) for w, keys in KIND_KEYS.items() for k in keys if k != w],
)
def test_every_key_of_a_kind_is_said(word: str, key: str) -> None:
    without = {k: v for k, v in KIND_KEYS[word].items() if k != key}
    assert said(**KIND_KEYS[word]) != said(**without)


@pytest.mark.parametrize("word", sorted(KINDS))
def test_kinds_cannot_be_mistaken_for_each_other(word: str) -> None:
    others = {said(**KIND_KEYS[other]) for other in KINDS if other != word}
    assert said(**KIND_KEYS[word]) not in others


@pytest.mark.parametrize("word", COUNTS)
def test_above_the_most_each_of_three_words_says_something_else(word: str) -> None:
    ways = ("cut", "left_out", "breach")
    sentences = {
        said(**KIND_KEYS[word], at_most="18 credits", excess=way) for way in ways
    }
    assert len(sentences) == 3


@pytest.mark.parametrize(
    "key",
    sorted(set(COUNT_KEYS) - {"where", "at_least"} | {"modules", "strength"}),
)
def test_every_key_of_a_line_of_which_is_said(key: str) -> None:
    value = {**COUNT_KEYS, "modules": ["law"], "strength": "should"}[key]
    line = {"at_least": "2", "where": {"kind": "report"}}
    plain = said(evidence="cpd", of_which=[line])
    assert said(evidence="cpd", of_which=[{**line, key: value}]) != plain


@pytest.mark.parametrize("name", sorted(keys_of(Phase)))
def test_every_key_of_a_phase_is_said(name: str) -> None:
    keys = {
        "until": "week 6",
        "every": "2 weeks",
        "where": {"minutes": "60"},
        "strength": "should",
    }
    plain = said(cadence="supervision", phases=[{"every": "1 week"}])
    phase = {"every": "1 week", name: keys[name]}
    assert said(cadence="supervision", phases=[phase]) != plain


TESTS: list[Any] = [
    "report", "us", "same", "true", "false", ["report", "letter"],
    {"at_least": "2"}, {"at_most": "2"}, {"under": "2"}, {"before": "start"},
    {"after": "start"}, {"not": "draft"}, {"not": ["draft", "note"]},
    {"present": "true"}, {"present": "false"},
    {"at_least": "2", "or_decided": "still-current"}, {"is": "report",
    "or_decided": "still-current"}, {"from": "2020-01-01"}, {"to": "2020-01-01"},
    {"last": "5 years", "before": "start"},
    {"last": "5 years", "before": "start", "or_decided": "still-current"},
    {"all": {"kind": "x"}}, {"any": {"kind": "x"}}, {"role": "assessor"},
    {"holds": "pe-stage-1"}, {"may": "assess-nqsw"},
    {"holds": "pe-stage-1", "as_at": "start"},
    {"holds": "pe-stage-1", "as_at": {"last": "3 years", "before": "date"}},
    {"role": "assessor", "or_decided": "still-current"},
]  # fmt: skip


@pytest.mark.parametrize(
    "field", ["kind", "minutes", "employer", "level", "date", "gained_by"]
)
def test_every_test_of_a_field_has_words_of_its_own(field: str) -> None:
    sentences = [said(evidence="cpd", where={field: test}) for test in TESTS]
    assert len(set(sentences)) == len(TESTS)


def test_alternatives_and_their_decision_are_said() -> None:
    ways = [{"method": "study"}, {"method": "practice", "supervisor": {"role": "a"}}]
    words = said(evidence="cpd", where={"any": ways, "or_decided": "looked-at"})
    for piece in ("study", "practice", "supervisor", "looked at", "or "):
        assert piece in words


AUDIENCES: dict[str, Any] = {
    "stage": ["nqsw", "student"], "employer": "us", "service": "children",
    "setting": "hospital", "contract": "agency", "joined": "newham",
    "holds": "pe-stage-1", "anyone": ["partners"],
}  # fmt: skip


@pytest.mark.parametrize("key", AUDIENCES)
def test_every_word_of_an_audience_is_said(key: str) -> None:
    without = {k: v for k, v in AUDIENCES.items() if k != key}
    alone = {key: AUDIENCES[key]}
    sentences = {
        said(confirmation="fees", **{"for": who}) for who in (AUDIENCES, without, alone)
    }
    assert len(sentences) == 3


EDITIONS: dict[str, Any] = {
    "until": "2023-09-01", "seen": "2021", "everyone_from": "2025-10-01",
    "withdrawn": "true", "expected": "announced in May", "at_least": "3",
}  # fmt: skip


@pytest.mark.parametrize("key", EDITIONS)
def test_every_key_of_a_version_is_said(key: str) -> None:
    plain = said(evidence="cpd", versions=[{"from": "2022-09-01"}])
    version = {"from": "2022-09-01", key: EDITIONS[key]}
    assert said(evidence="cpd", versions=[version]) != plain
    assert "no source gives" in said(evidence="cpd", versions=[{"from": "unknown"}])


@pytest.mark.parametrize("word", ["all", "any", "in_order", "none"])
def test_a_part_brings_its_versions_and_variants_along(word: str) -> None:
    part = {
        "evidence": "cpd",
        "versions": [{"from": "2022-09-01", "at_least": "3"}, {"from": "2025-01-01"}],
    }
    other = {
        "evidence": "cpd",
        "variants": [{"when": {"event": "left"}, "at_least": "9"}],
    }
    words = said(**{word: [part, other]})
    for piece in ("1 September 2022", "1 January 2025", "3 CPD", "9 CPD", "Left"):
        assert piece in words


def test_a_sentence_begins_with_a_capital_and_ends_with_one_full_stop() -> None:
    for word, plain in KIND_KEYS.items():
        words = said(**plain, **({} if word == "none" else {"strength": "should"}))
        assert words[0].isupper() or words[0] == "“"
        assert words.endswith(".")
        assert ".." not in words
        assert "  " not in words


def test_a_rule_without_titles_still_says_itself() -> None:
    rule = structure({"evidence": "progress-review", "at_least": "2"}, Rule)
    assert sentence(rule) == "At least 2 progress reviews."


def test_the_keys_beside_a_sentence_do_not_change_it() -> None:
    beside = {"id": "a", "title": "Reviews", "source": "lga", "note": "as seen"}
    assert said(evidence="cpd", **beside) == said(evidence="cpd")
    assert all(attrs.fields_dict(Entry)[name] for name in beside)
