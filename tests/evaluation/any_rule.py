"""Any rule of the grammar and any record, over a small vocabulary, for fuzzing."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

Plain = dict[str, Any]

# What the generated rules may speak of: something of every section of a framework.
VOCABULARY: Mapping[str, Any] = {
    "framework": "vocabulary",
    "title": "A vocabulary",
    "about": {"publisher": "borough"},
    "capabilities": {
        "pcf": {
            "levels": {"first": {}, "second": {}},
            "domains": {"values": {}, "law": {}},
            "judged": {"by": "a named person", "a_view_on_each": "domain"},
        },
        "kss": {"domains": {"1": {}, "2": {}}},
    },
    "stages": {"nqsw": {"level": "first"}, "senior": {}},
    "roles": {"assessor": {}, "manager": {}, "panel": {}},
    "programmes": {
        "year": {
            "clock": {
                "starts": "begun",
                "runs_for": "12 months",
                "stretches_with": "hours",
                "pauses_for": ["sickness"],
                "changes_need": "change",
            },
            "outcome": "outcome",
        },
        "second-year": {"extends": "year"},
        "loose": {},
    },
    "learning": {
        "course": {"sessions": "2", "credits": "10 credits"},
        "talk": {"format": "talk"},
    },
    "formats": {"talk": "Talk"},
    "modules": {
        "social-law": {"credits": "20 credits", "level": "7"},
        "ethics": {"credits": "10 credits", "level": "6", "must_pass": "true"},
    },
    "qualifications": {
        "diploma": {"level": "6", "recognised_as": [{"award": "old-diploma"}]},
        "old-diploma": {"open": [{"to": "2015-12-31"}]},
        "degree": {"confers": [{"award": "diploma"}]},
    },
    "approvals": {
        "educator": {
            "lasts": "2 years",
            "requires": [{"id": "granted", "decision": "approval"}],
            "permits": [{"act": "assess"}],
        },
        "current": {"requires": [{"id": "talks", "evidence": "talk-given"}]},
    },
    "decisions": {
        "outcome": {
            "by": "panel",
            "proposed_by": "assessor",
            "outcomes": {"pass": "met", "fail": "not_met", "deferred": "not_yet"},
        },
        "approval": {"by": {"any_of": ["panel", "manager"]}},
        "change": {"by": "manager"},
        "still-good": {"by": "panel"},
    },
    "events": {
        "begun": {"in_place": "posts", "where": {"stage": "nqsw"}, "which": "first"},
        "left": {"title": "Left the agency"},
        "seen": {"evidence": "observation", "which": "each"},
        "latest-talk": {"evidence": "talk-given", "which": "latest"},
        "registered": {"holds": "register", "which": "first"},
    },
    "evidence_types": {
        "observation": {
            "fields": {
                "observer": "person",
                "minutes": "number",
                "hours": "hours",
                "learner": "text",
                "submitted": "date",
                "led": "true or false",
                "kind": ["home", "office"],
            }
        },
        "talk-given": {"fields": {"hours": "hours", "days": "number"}},
        "cpd": {"fields": {"peer_reflection": "true or false"}},
    },
    "groups": {
        "anything-seen": ["observation", "talk-given"],
        "both-modules": ["social-law", "ethics"],
        "awards": ["diploma", "educator"],
    },
    "registers": {"register": {"title": "The register"}},
    "measures": {
        "caseload": {"unit": "cases", "of": "a full caseload", "scales_with": "hours"},
        "growth": {"scale": ["low", "middle", "high"]},
        "away": {"time_since": "left"},
    },
    "periods": {
        "school-year": {
            "runs": {"from": "1 September", "to": "31 August"},
            "moments": {"year-end": "31 August 23:59"},
        },
        "own-year": {"starts": "begun", "lasts": "1 year"},
    },
    "figures": {
        "days-needed": {
            "by": "away",
            "rows": [{"under": "2 years", "gives": "1"}, {"otherwise": "3"}],
        },
        "number": {"versions": [{"from": "2024-01-01", "gives": "2"}]},
    },
    "units": {"days": {"is": "6 hours"}},
    "scales": {"level": {"order": ["5", "6", "7"], "also_called": {"M": "7"}}},
    "calendars": {"england": {"holidays": ["2025-12-25"]}},
}

DAYS = (
    "2024-02-29", "2024-09-01", "2025-01-31", "2025-03", "2025-08-31", "2025",
    "about 2024", "2025-10-15", "late 2024", "2026-01-01",
)  # fmt: skip
EXACT = tuple(day for day in DAYS if len(day) == 10 and day[:1].isdigit())
REASONS = ("sickness", "holiday")
EVIDENCE = ("observation", "talk-given", "cpd")
PEOPLE = ("anna", "ben", "assessor")

days = st.sampled_from(DAYS)
exact_days = st.sampled_from(EXACT)
lengths = st.sampled_from(
    ("1 week", "2 weeks", "1 month", "6 months", "2 years", "10 days", "3 working days")
)
evidence_names = st.sampled_from((*EVIDENCE[:2], "anything-seen", "any"))


def rarely(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The key is left out most of the time."""
    return st.one_of(st.none(), st.none(), st.none(), what)


def often(what: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """The key is there most of the time."""
    return st.one_of(what, what, what, st.none())


def sections(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    """The sections of a record, most of which are there."""
    return st.fixed_dictionaries(
        {name: often(what) for name, what in optional.items()}
    ).map(lambda found: {k: v for k, v in found.items() if v is not None})


def keys(**optional: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    """A mapping of which each key may be there; `none_` stands for `none`."""
    return st.fixed_dictionaries(
        {name: rarely(what) for name, what in optional.items()}
    ).map(lambda found: {k.rstrip("_"): v for k, v in found.items() if v is not None})


def with_keys(
    head: st.SearchStrategy[Plain], *more: st.SearchStrategy[Plain]
) -> st.SearchStrategy[Plain]:
    """A mapping and further keys."""
    return st.tuples(head, *more).map(
        lambda found: {k: v for one in reversed(found) for k, v in one.items()}
    )


plain_points = st.sampled_from(
    (
        "2025-01-31", "1 November", "start", "midway", "end", "today", "week 6",
        "month 3", "left", "latest-talk", "registered", "outcome", "diploma",
        "2024-12-31 17:00",
    )
)  # fmt: skip
points = st.one_of(
    plain_points,
    st.builds(
        lambda word, length, side, anchor: {word: length, side: anchor},
        st.just("at_most"), lengths, st.just("after"), plain_points,
    ),
    st.builds(
        lambda word, length, side, anchor: {word: length, side: anchor},
        st.just("at_least"), lengths, st.just("before"), plain_points,
    ),
)  # fmt: skip
windows = st.one_of(
    st.builds(lambda a, b: {"from": a, "to": b}, plain_points, plain_points),
    st.builds(lambda a: {"from": a}, plain_points),
    st.builds(lambda a: {"to": a}, plain_points),
    st.builds(lambda n, p: {"last": n, "before": p}, lengths, plain_points),
)
audiences = with_keys(
    st.sampled_from(({"stage": "nqsw"}, {"holds": "register"}, {"employer": "us"})),
    keys(service=st.just("adults"), joined=st.just("borough")),
)

persons = st.sampled_from(
    (
        {"holds": "register"}, {"role": "assessor"}, {"may": "assess"},
        {"holds": "awards", "role": ["assessor", "manager"]},
        {"holds": "register", "as_at": {"last": "1 year", "before": "date"}},
        {"any": [{"holds": "register"}, {"role": "manager"}]},
    )
)  # fmt: skip
tests_of_evidence = st.one_of(
    st.one_of(
        persons.map(lambda person: {"observer": person}),
        persons.map(lambda person: {"by": person}),
    ),
    st.sampled_from(
        (
            {"minutes": {"at_least": "60"}},
            {"minutes": {"under": "60", "or_decided": "still-good"}},
            {"kind": "home"},
            {"kind": {"not": "home"}},
            {"learner": {"present": "true"}},
            {"submitted": {"last": "6 months", "before": "today"}},
            {"submitted": {"before": "end"}},
            {"date": {"after": "start"}},
            {"led": "true", "or_decided": "still-good"},
            {"mapped_to": {"any": {"is": "pcf/values"}}},
        )
    ),
)
wheres = st.one_of(
    tests_of_evidence,
    st.builds(lambda one, two: {"any": [one, two]}, tests_of_evidence, persons.map(
        lambda person: {"observer": person}
    )),
).filter(bool)  # fmt: skip

bare_amounts = st.sampled_from(("1", "2", "3", "number", "days-needed"))
summed = st.sampled_from(("2 hours", "10 hours", "2 days", "1.5 hours"))
numbers = st.sampled_from(("1", "2"))
shares = st.sampled_from(("50%", "1/3"))
excesses = st.sampled_from(("cut", "left_out", "breach"))


def lines(depth: int = 1) -> st.SearchStrategy[Any]:
    """Lines of `of_which`, one inside the other to a depth."""
    more = {"of_which": lines(depth - 1)} if depth else {}
    bounded = st.one_of(
        st.one_of(bare_amounts, summed, shares).map(lambda a: {"at_least": a}),
        st.tuples(st.one_of(bare_amounts, summed, shares), excesses).map(
            lambda found: {"at_most": found[0], "excess": found[1]}
        ),
    )
    return st.lists(with_keys(bounded, keys(where=wheres, **more)), max_size=2)


counts = with_keys(
    st.one_of(
        st.just({}),
        st.one_of(bare_amounts, summed).map(lambda a: {"at_least": a}),
        st.tuples(bare_amounts, excesses).map(
            lambda found: {"at_most": found[0], "excess": found[1]}
        ),
    ),
    keys(
        where=wheres,
        distinct=st.sampled_from(("learner", "kind")),
        of_which=lines(),
        covering=st.sampled_from(("pcf", "kss", ["home", "office"])),
        shares_with=st.just(["loose"]),
    ),
)
few = keys(at_least=st.sampled_from(("1", "2", "all")))

simple_kinds = st.one_of(
    with_keys(st.just({"evidence": "observation"}), counts),
    with_keys(st.just({"evidence": "observation"}), counts),
    with_keys(
        st.builds(lambda name: {"evidence": name}, evidence_names),
        st.one_of(st.just({}), bare_amounts.map(lambda need: {"at_least": need})),
        keys(where=st.just({"date": {"after": "start"}})),
    ),
    with_keys(
        st.sampled_from(
            (
                {"modules": "any"}, {"modules": "taken"},
                {"modules": ["social-law", "ethics"]}, {"modules": ["both-modules"]},
            )
        ),
        keys(
            at_least=st.sampled_from(("1", "all", "20 credits")),
            where=st.sampled_from(
                (
                    {"level": {"at_least": "6"}}, {"mark": {"at_least": "50"}},
                    {"achieved": {"last": "4 years", "before": "start"}},
                    {"started": {"before": "achieved"}},
                    {"gained_by": ["study", "certificated"]},
                )
            ),
        ),
    ),
    with_keys(
        st.sampled_from(("left", "seen", "latest-talk", "observation", "outcome")).map(
            lambda name: {"event": name}
        ),
        keys(at_least=st.sampled_from(("1", "2"))),
    ),
    with_keys(
        st.sampled_from(
            ("year", "loose", "social-law", "course", "both-modules", "second-year")
        ).map(lambda name: {"completes": name}),
        few,
    ),
    with_keys(
        st.sampled_from(
            ("diploma", "educator", "current", "register", "awards", "degree")
        ).map(lambda name: {"holds": name}),
        few,
    ),
    with_keys(
        st.sampled_from(
            (
                {"every": "2 weeks"}, {"every": "1 month", "at_least": "90%"},
                {"phases": [
                    {"until": "week 6", "every": "1 week"}, {"every": "1 month"},
                ]},
            )
        ),
        st.just({"cadence": "observation"}),
        keys(
            where=tests_of_evidence.filter(bool),
            longest_gap=lengths, excused_by=st.just(["holiday"]),
        ),
    ),
    with_keys(
        st.sampled_from(
            ("posts", "sickness", "assessor", "year", "nqsw", "absences")
        ).map(lambda name: {"in_place": name}),
    ),
    with_keys(
        st.sampled_from(
            ({"in_place": "posts"}, {"time_in": "posts", "at_least": "6 months"})
        ),
        st.sampled_from(
            (
                {"employer": "us"}, {"setting": "same"}, {"contract": "permanent"},
                {"stage": {"not": "nqsw"}}, {"hours": {"at_least": "50%"}},
            )
        ).map(lambda where: {"where": where}),
    ),
    with_keys(
        st.sampled_from(("posts", "assessor", "year", "nqsw", "sickness")).map(
            lambda name: {"time_in": name}
        ),
        st.sampled_from(
            ({"at_least": "6 months"}, {"at_most": "2 years"}, {"at_least": "40 weeks"})
        ),
        keys(
            counted_from=plain_points,
            counted_by=st.just("hours"),
            breaks=st.just({"longest": "1 month"}),
            less=st.just(["sickness"]),
            usually=lengths,
        ),
    ),
    with_keys(
        st.sampled_from(("left", "registered", "begun", "outcome", "diploma")).map(
            lambda name: {"time_since": name}
        ),
        st.sampled_from(({"at_least": "6 months"}, {"at_most": "2 years"})),
    ),
    with_keys(
        st.sampled_from(
            (
                {"measure": "caseload", "at_most": "90%"},
                {"measure": "caseload", "at_least": "2"},
                {"measure": "growth", "at_least": "middle"},
                {"measure": "away", "at_least": "6 months"},
            )
        ),
        keys(averaged_over=st.sampled_from(("programme", "6 months"))),
    ),
    with_keys(
        st.just({"average": "mark", "at_least": "50"}),
        keys(
            weighted_by=st.just("credits"), rounded=st.just("half up to 1"),
            where=st.just({"level": "7"}),
        ),
    ),
    with_keys(
        st.sampled_from(("pcf/first", "pcf", "kss/1", "kss")).map(
            lambda name: {"assessed": name}
        ),
        keys(at_least=st.sampled_from(("1", "2", "all"))),
    ),
    st.just({"assessed": "pcf", "covering": "pcf", "at_least": "all"}),
    with_keys(
        st.sampled_from(("outcome", "approval")).map(lambda name: {"decision": name}),
    ),
    st.just({"decision": "outcome", "is": ["fail", "deferred"]}),
    st.just({"confirmation": "time to read"}),
)  # fmt: skip

repeats = st.one_of(
    st.just({}), st.just({}), st.just({}),
    with_keys(
        st.lists(points, min_size=1, max_size=3, unique_by=str).map(
            lambda found: {"at": found}
        ),
        keys(window=st.just({"early": "2 weeks", "late": "10 days"})),
    ),
    st.sampled_from(("seen", "left", "observation", "begun")).map(
        lambda name: {"for_each": name}
    ),
    st.sampled_from(
        ("school-year", "own-year", {"between": ["start", "midway", "end"]})
    ).map(lambda name: {"in_each": name}),
)  # fmt: skip

PAIR = ["assessor", "manager"]
strengths = st.sampled_from(("must", "should", "recommended"))


def common(conditions: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    """The keys that any rule may have."""
    return with_keys(
        repeats,
        keys(
            strength=strengths,
            within=windows,
            as_at=st.one_of(plain_points, windows),
            applies_when=conditions,
            unless=conditions,
            due=points,
            closes=points,
            for_=audiences,
        ),
        keys(
            waivable=st.just({"by": {"all_of": ["assessor", "manager"]}}),
            confirmed_by=st.sampled_from(
                ("assessor", {"any_of": ["manager", "panel"]}, {"all_of": PAIR})
            ),
            subject=st.sampled_from(("employer", "cohort")),
            version_by=st.sampled_from(("start", "day", "period", "left")),
            not_stated=st.sampled_from(("version_by", "due")),
            consequence=st.just("it is told"),
        ),
    )  # fmt: skip


def _versions(rule: Plain) -> Plain:
    return {
        **rule,
        "versions": [
            {"from": "2024-06-01", "due": "month 3"},
            {"from": "2025-02-01", "everyone_from": "2025-06-01", "title": "New"},
            {"from": "2025-09-01", "withdrawn": "true"},
        ],
    }


def _variants(rule: Plain) -> Plain:
    south = {"in_place": "posts", "where": {"setting": "south"}}
    return {**rule, "variants": [{"when": south, "strength": "recommended"}]}


def rules(depth: int = 2) -> st.SearchStrategy[Plain]:
    """A rule: one kind word, its own keys and any common keys."""
    kinds: st.SearchStrategy[Plain] = simple_kinds
    conditions: st.SearchStrategy[Any] = simple_kinds
    if depth:
        parts = st.lists(rules(depth - 1), min_size=1, max_size=3).map(_named)
        groups = st.one_of(
            st.sampled_from(("all", "any", "none", "in_order")).flatmap(
                lambda word: parts.map(lambda found: {word: found})
            ),
            st.tuples(parts, st.sampled_from(("1", "1", "all"))).map(
                lambda found: {"any": found[0], "at_least": found[1]}
            ),
        )
        kinds = st.one_of(simple_kinds, groups)
        conditions = rules(0)
    whole = with_keys(kinds, common(conditions))
    return st.one_of(whole, whole, whole, whole.map(_versions), whole.map(_variants))


def _named(found: list[Plain]) -> list[Plain]:
    return [{"id": f"part-{index}", **rule} for index, rule in enumerate(found)]


lists_of_rules = st.lists(rules(), min_size=1, max_size=3).map(
    lambda found: [{"id": f"rule-{index}", **rule} for index, rule in enumerate(found)]
)
places = st.sampled_from(
    (
        ("programmes", "year", "requires"), ("programmes", "year", "support"),
        ("programmes", "year", "entry"), ("programmes", "loose", "requires"),
        ("stages", "nqsw", "throughout"), ("approvals", "educator", "throughout"),
        ("", "", "requires"), ("", "", "support"),
    )
)  # fmt: skip


def frameworks() -> st.SearchStrategy[Plain]:
    """The vocabulary with a few rules somewhere in it."""
    return st.tuples(places, lists_of_rules).map(lambda found: placed(*found))


def placed(place: tuple[str, str, str], rules: list[Plain]) -> Plain:
    """The vocabulary with these rules in one of its lists."""
    section, entry, name = place
    book: Plain = dict(VOCABULARY)
    if not section:
        return {**book, name: rules}
    entries = dict(book[section])
    entries[entry] = {**entries[entry], name: rules}
    return {**book, section: entries}


# --- records ------------------------------------------------------------------------


def _dated(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    when = st.one_of(
        days.map(lambda day: {"date": day}),
        st.lists(exact_days, min_size=1, max_size=3, unique=True).map(
            lambda found: {"dates": found}
        ),
        exact_days.map(lambda day: {"planned": day}),
        st.just({}),
    )
    return with_keys(when, keys(**more))


def _spells(**more: st.SearchStrategy[Any]) -> st.SearchStrategy[Plain]:
    when = st.one_of(
        days.map(lambda day: {"from": day}),
        st.just({"from": "2024-09-01", "to": "2025-08-31"}),
        st.just({"from": "2025", "to": "2026"}),
        st.just({"from": "2025-01-31", "planned": "true"}),
        st.just({}),
    )
    return with_keys(when, keys(**more))


def _listed(what: st.SearchStrategy[Plain], **head: Any) -> st.SearchStrategy[Any]:
    return st.lists(what.map(lambda found: {**head, **found}), max_size=4)


people = st.sampled_from(PEOPLE)
observations = _dated(
    observer=people, minutes=st.sampled_from(("45", "90", "many")),
    hours=st.sampled_from(("1", "2.5", "7")), learner=st.sampled_from(("x", "y")),
    submitted=exact_days, led=st.sampled_from(("true", "false")),
    kind=st.sampled_from(("home", "office")), by=people,
    mapped_to=st.sampled_from((["pcf/values"], ["pcf/law", "kss/1"])),
    programme=st.sampled_from(("year", "loose")), days=st.sampled_from(("1", "2")),
)  # fmt: skip


def _one_of(name: str, words: tuple[str, ...], what: Any) -> st.SearchStrategy[Plain]:
    return st.tuples(st.sampled_from(words), what).map(
        lambda found: {name: found[0], **found[1]}
    )


records = with_keys(
    st.just({"record": "somebody"}),
    keys(as_of=st.just("2025-10-15"), since=st.just("2024-02-29")),
    sections(
        events=keys(
            left=st.one_of(days, st.lists(exact_days, min_size=1, max_size=2))
        )
    ),
    sections(
        people=st.just(
            {
                "anna": {"holds": {"register": "2019", "educator": "2024-09-01"}},
                "ben": {"holds": {}},
            }
        )
    ),
    st.fixed_dictionaries(
        {
            "evidence": st.one_of(
                st.none(),
                st.lists(
                    _one_of("type", (*EVIDENCE, "unheard-of"), observations), max_size=6
                ),
            ),
            "posts": st.one_of(
                st.none(),
                _listed(
                    _spells(
                        stage=st.sampled_from(("nqsw", "senior")),
                        employer=st.sampled_from(("borough", "elsewhere")),
                        service=st.just("adults"), setting=st.just("south"),
                        contract=st.sampled_from(("permanent", "agency")),
                        hours=st.sampled_from(("0.6", "22.2 of 37", "50%")),
                    )
                ),
            ),
            "programmes": st.one_of(
                st.none(),
                st.lists(
                    _one_of(
                        "programme", ("year", "second-year", "loose"),
                        keys(
                            started=days, ended=exact_days, planned=exact_days,
                            roles=st.just({"assessor": "anna", "manager": ["ben"]}),
                        ),
                    ),
                    min_size=1, max_size=2,
                ),
            ),
        }
    ),
    sections(
        absences=_listed(_one_of("reason", REASONS, _spells())),
        registrations=_listed(_spells(), register="register"),
        approvals=_listed(_one_of("approval", ("educator", "current"), _spells())),
        awards=_listed(
            _one_of(
                "award", ("diploma", "old-diploma", "degree"),
                keys(achieved=days, planned=exact_days),
            )
        ),
        modules=_listed(
            _one_of(
                "module", ("social-law", "ethics"),
                keys(
                    mark=st.sampled_from(("38", "62")), achieved=days, started=days,
                    state=st.sampled_from(("passed", "failed", "studying")),
                    credits=st.sampled_from(("20", "15 credits")),
                    gained_by=st.just("study"), planned=exact_days,
                ),
            )
        ),
        learning=_listed(
            _one_of(
                "learning", ("course", "talk"),
                with_keys(
                    _dated(),
                    keys(
                        state=st.sampled_from(("booked", "completed")),
                        cpd=st.just({"submitted": "2025-01-31"}),
                    ),
                ),
            )
        ),
    ),
    sections(
        assessments=_listed(
            _one_of(
                "assessed", ("pcf/first", "pcf/second", "kss/1", "kss"),
                _dated(
                    by=people, verdict=st.sampled_from(("met", "not_yet")),
                    views=st.just({"values": "good", "law": "good"}),
                ),
            )
        ),
        decisions=_listed(
            st.one_of(
                _one_of(
                    "decision", ("outcome",),
                    _dated(is_=st.sampled_from(("pass", "fail", "deferred", "maybe"))),
                ),
                _one_of(
                    "decision", ("approval", "change", "still-good"),
                    _dated(
                        is_=st.sampled_from(("agreed", "not-agreed")),
                        of=st.sampled_from(("evidence/0", "absences/0")),
                    ),
                ),
            )
        ),
        confirmations=_listed(
            _one_of(
                "of", ("year/rule-0", "rule-0", "year/rule-1"),
                with_keys(
                    _dated(by=people),
                    keys(within=st.just({"from": "2024-09-01", "to": "2025-08-31"})),
                ).map(lambda found: {k: v for k, v in found.items() if k != "dates"}),
            )
        ),
        readings=_listed(
            st.one_of(
                _one_of(
                    "measure", ("caseload",),
                    _dated(value=st.sampled_from(("9", "75%"))),
                ),
                _one_of("measure", ("growth",), _dated(value=st.just("middle"))),
            )
        ),
        waivers=_listed(
            with_keys(
                st.sampled_from(("year/rule-0", "year/rule-0/part-0", "rule-0")).map(
                    lambda path: {"of": path, "by": "anna", "because": "agreed"}
                ),
                keys(
                    date=days, down_to=st.sampled_from(("1", "2 hours")),
                    at=st.sampled_from(("month 3", "2024/25", "2025-01-31")),
                    roles=st.just(["assessor", "manager"]),
                ),
            )
        ),
        studies=_listed(
            keys(started=days, state=st.just("studying")), qualification="educator"
        ),
    ),
).map(lambda found: {k: v for k, v in found.items() if v is not None})  # fmt: skip
