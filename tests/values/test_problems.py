"""A problem says where, what, and what to write instead."""

import pytest

from swcareers.values.places import Place
from swcareers.values.problems import (
    CODES,
    FrameworkError,
    Problem,
    RecordError,
    sorted_problems,
)


def problem(line: str, column: int, **more: str) -> Problem:
    place = Place("a.yaml", 4, column)
    return Problem(code="SWC201", message="what", place=place, line=line, **more)  # type: ignore[arg-type]  # every extra here is a text


def test_the_caret_stands_under_the_column() -> None:
    assert problem("  titel: x", 3).render().splitlines() == [
        "a.yaml:4:3 SWC201 what",
        "      titel: x",
        "      ^",
    ]


def test_a_hint_stands_below_the_caret() -> None:
    assert (
        problem("titel: x", 1, hint="write: title")
        .render()
        .endswith("    ^\n  write: title")
    )


def test_a_long_line_is_trimmed_around_the_caret() -> None:
    line = "a" * 300 + "HERE" + "b" * 300
    _, shown, caret = problem(line, 301).render().splitlines()
    assert len(shown) < 90
    assert shown[len(caret) - 1] == "H"
    assert shown.strip().startswith("…")
    assert shown.endswith("…")


def test_the_caret_stays_right_at_the_very_end_of_a_long_line() -> None:
    line = "a" * 300 + "Z"
    _, shown, caret = problem(line, 301).render().splitlines()
    assert shown[len(caret) - 1] == "Z"
    assert not shown.endswith("…")


def test_tabs_and_control_characters_are_shown_and_keep_the_column() -> None:
    _, shown, caret = problem("\tti\x1b[2Jtle: x", 5).render().splitlines()
    assert shown == "    →ti·[2Jtle: x"
    assert caret == "        ^"


def test_wide_letters_take_two_columns_of_the_terminal() -> None:
    assert problem("日本: x", 3).render().splitlines()[-1] == "        ^"


def test_the_line_of_a_record_can_be_left_out_for_logs() -> None:
    assert problem("born: 1990", 1).render(show_line=False) == str(
        problem("born: 1990", 1)
    )


def test_a_problem_without_a_file_is_placed_by_its_pointer() -> None:
    found = Problem(code="SWC201", message="what", pointer="/learning/3")
    assert str(found) == "/learning/3 SWC201 what"


def test_a_warning_says_so() -> None:
    found = problem("x", 1, severity="warning")
    assert str(found) == "a.yaml:4:1 SWC201 warning: what"


def test_problems_are_sorted_by_place_and_said_once() -> None:
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1)]
    found = [Problem(code="SWC201", message="what", place=place) for place in places]
    assert [one.place for one in sorted_problems(found + found)] == places[::-1]


@pytest.mark.parametrize("error", [FrameworkError, RecordError])
def test_an_error_shows_all_its_problems(error: type[FrameworkError]) -> None:
    first, second = problem("one", 1), problem("two", 2)
    raised = error([second, first])
    assert raised.problems == (first, second)
    assert str(raised) == f"{first.render()}\n{second.render()}"


def test_every_code_has_a_short_title() -> None:
    for code, title in CODES.items():
        assert code[:3] == "SWC"
        assert len(code) == 6
        assert title[0].isupper() or title.startswith("null")
        assert not title.endswith(".")
