"""The picture of a pathway: nothing on top of anything, whatever leads wherever."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest

from swcareers.framework.framework import Framework
from swcareers.presenting.pathway_layout import beneath, columns_of
from swcareers.queries.pathway import pathway
from swcareers.reading.loading import load_framework

ON = "2026-11-06"
SHIPPED = (
    "newham", "thurrock", "tower-hamlets", "barking-and-dagenham",
    "north-east-london", "bia",
)  # fmt: skip
STAGES = {
    "first": "a", "second": "b", "beside": "b", "nights": "b",
    "third": "c", "lead": "c", "manager": "d", "principal": "d",
}  # fmt: skip
WAYS = (
    (["first"], "second"), (["first"], "beside"), (["second"], "beside"),
    (["beside"], "nights"), (["second"], "lead"), (["beside"], "third"),
    (["first"], "manager"), (["principal"], "second"), (["third"], "nights"),
    (["outside", "any"], "lead"), (["outside"], "first"),
    (["second", "beside", "nights", "third"], "principal"),
)  # fmt: skip


def crowded() -> Framework:
    """Ways up, down, sideways, across, past others, from any stage and from outside."""
    return load_framework(
        {
            "framework": "crowded", "title": "Crowded", "illustrative": "all",
            "capabilities": {"set": {"title": "Set", "levels": {
                name: {"title": name} for name in "abcd"}}},
            "stages": {name: {"title": f"A post called {name}", "level": f"set/{level}"}
                       for name, level in STAGES.items()},
            "qualifications": {
                "one": {"title": "One"},
                "two": {"title": "Two", "entry": [{"id": "one", "holds": "one"}]},
                "apart": {"title": "Apart"},
            },
            "progressions": {
                f"w{n}": {"title": f"Way {n}", "from": from_, "to": to}
                for n, (from_, to) in enumerate(WAYS)
            },
        }
    )  # fmt: skip


def drawn(framework: Framework) -> ElementTree.Element:
    return ElementTree.fromstring(pathway(framework, on=ON).to_svg())


def numbers(one: ElementTree.Element, *keys: str) -> list[float]:
    return [float(one.attrib[key]) for key in keys]


def of_class(picture: ElementTree.Element, word: str) -> list[ElementTree.Element]:
    return [one for one in picture.iter() if word in one.get("class", "").split()]


def boxes(picture: ElementTree.Element) -> list[list[float]]:
    return [numbers(one, "x", "y", "width", "height") for one in
            of_class(picture, "box")]  # fmt: skip


def frameworks() -> list[Any]:
    return [pytest.param(lambda n=name: load_framework(n), id=name)
            for name in SHIPPED] + [pytest.param(crowded, id="crowded")]  # fmt: skip


@pytest.mark.parametrize("made", frameworks())
def test_no_box_lies_on_another_and_all_lie_in_the_picture(made: Any) -> None:
    picture = drawn(made())
    wide, high = numbers(picture, "width", "height")
    found = boxes(picture)
    for index, (x, y, width, height) in enumerate(found):
        assert x >= 0
        assert x + width <= wide
        assert y + height <= high
        for left, top, other_wide, other_high in found[:index]:
            apart = x >= left + other_wide or left >= x + width
            assert apart or y >= top + other_high or top >= y + height


@pytest.mark.parametrize("made", frameworks())
def test_no_number_of_a_way_lies_on_another_or_on_a_box(made: Any) -> None:
    picture = drawn(made())
    found = [numbers(one, "cx", "cy") for one in of_class(picture, "n")]
    for index, (x, y) in enumerate(found):
        for left, top in found[:index]:
            assert abs(x - left) + abs(y - top) > 16
        for box_x, box_y, width, height in boxes(picture):
            assert not (box_x < x < box_x + width and box_y < y < box_y + height)


@pytest.mark.parametrize("made", frameworks())
def test_no_arrow_goes_up_or_down_through_a_box(made: Any) -> None:
    picture = drawn(made())
    found = boxes(picture)
    for one in of_class(picture, "way"):
        at_x, at_y = 0.0, 0.0
        for word, rest in re.findall(r"([MHVQCL])([^MHVQCL]*)", one.attrib["d"]):
            points = [float(number) for number in rest.split()]
            if word == "V":
                low, high = sorted((at_y, points[0]))
                for x, y, width, height in found:
                    inside = x < at_x < x + width
                    assert not (inside and low < y + height and high > y)
                at_y = points[0]
            elif word == "H":
                at_x = points[0]
            else:
                at_x, at_y = points[-2:]


def test_words_stay_in_their_box_and_the_picture_stands_alone() -> None:
    picture = drawn(crowded())
    for group in picture.iter("{http://www.w3.org/2000/svg}g"):
        texts = [one.text or "" for one in group.iter(
            "{http://www.w3.org/2000/svg}text")]  # fmt: skip
        assert all(len(text) * 7 <= 172 - 10 for text in texts)


def test_what_is_for_no_stage_stands_apart_from_what_is_for_one() -> None:
    """Nobody reads from the place of an award that it belongs to the stage above."""
    found = pathway(load_framework("newham"), on=ON)
    stages = [node for node in found.nodes if node.kind == "stage"]
    gained = [node for node in found.nodes if node.kind != "stage"]
    under, rest = beneath(gained, columns_of(stages, found.ways))
    for_stages = {node.id for _, some in under for node in some}
    assert {"asye-child-family", "asye-adults"} <= for_stages
    loose = [[node.id for node in some] for _, some in rest]
    assert "systemic-start" not in for_stages
    assert sum(map(len, loose)) + len(for_stages) == len(gained)


def test_a_circle_of_needs_and_a_long_chain_are_drawn() -> None:
    entry = {"id": "one", "holds": "b"}
    many = {f"q{n}": {"title": f"Q{n}"} | ({"entry": [
        {"id": "next", "holds": f"q{n + 1}"}]} if n < 300 else {})
        for n in range(301)}  # fmt: skip
    framework = load_framework(
        {
            "framework": "round", "title": "Round", "illustrative": "all",
            "qualifications": {
                "a": {"title": "A", "entry": [entry]},
                "b": {"title": "B", "entry": [{"id": "two", "holds": "a"}]},
                **many,
            },
        }
    )  # fmt: skip
    assert len(boxes(drawn(framework))) == 303
