"""The picture of a year shows what is answered today; it is written by a script."""

import importlib.util
import sys
import xml.etree.ElementTree as ET
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

import swcareers as sw

ROOT = Path(__file__).resolve().parents[1]
AGAIN = "run: python docs/generate/year.py"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def year() -> ModuleType:
    path = ROOT / "docs" / "generate" / "year.py"
    spec = importlib.util.spec_from_file_location("docs_year", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn(year: ModuleType) -> dict[str, list[tuple[date, date, str]]]:
    """The stretches of every rule, as the picture has them."""
    found: dict[str, list[tuple[date, date, str]]] = {}
    for group in ET.parse(year.PICTURE).getroot().iter(f"{SVG}g"):
        if (rule := group.get("data-rule")) is not None:
            first, last = group.get("data-from"), group.get("data-to")
            assert first is not None
            assert last is not None
            found.setdefault(rule, []).append(
                (
                    date.fromisoformat(first),
                    date.fromisoformat(last),
                    group.get("data-kind") or "",
                )
            )
    return found


def test_every_rule_has_every_day_once(year, drawn):
    assert list(drawn) == year.paths()
    for stretches in drawn.values():
        assert stretches[0][0] == year.FIRST
        assert stretches[-1][1] == year.LAST
        for one, following in pairwise(stretches):
            assert following[0] == one[1] + timedelta(days=1)


def test_the_answers_of_today_change_on_the_days_the_picture_shows(year, drawn):
    """Each stretch is asked for again, on its first and on its last day."""
    record, framework = year.whole_record(), sw.load_framework("thurrock")
    days = {day for stretches in drawn.values() for one in stretches for day in one[:2]}
    told = {
        day: {
            path: year.state_of(outcome).kind
            for path, outcome in year.outcomes(record, framework, day).items()
        }
        for day in sorted(days)
    }
    for path, stretches in drawn.items():
        for first, last, kind in stretches:
            assert told[first][path] == kind, f"{path} on {first}; {AGAIN}"
            assert told[last][path] == kind, f"{path} on {last}; {AGAIN}"


def test_the_table_of_the_page_has_a_line_for_every_change(year, drawn):
    text = year.PAGE.read_text("utf-8")
    _, _, rest = text.partition(year.BEGIN)
    rows, _, _ = rest.partition(year.END)
    lines = [line for line in rows.splitlines() if line.startswith("| ")]
    changes = sum(len(stretches) - 1 for stretches in drawn.values())
    assert len(lines) == changes + 1, AGAIN


def test_the_picture_needs_nothing_from_outside_and_runs_nothing(year):
    text = year.PICTURE.read_text("utf-8")
    for word in ("<script", "href", "url(", "@import", "<image"):
        assert word not in text
    assert text.count("http") == 1  # the name of the language it is written in
