"""A pathway as a picture: stages from left to right by level, ways as numbered arrows.

What is gained stands below, in the order in which one thing needs another; beneath
the picture each way is told in words. A dashed line is a way of which no source says
what it asks. Text stays text, so that it can be read aloud and searched.
"""

from collections.abc import Iterable, Mapping
from html import escape

from swcareers.presenting.pathway_layout import (
    BOX,
    GAP,
    LEFT,
    LETTER,
    LINE,
    Place,
    beneath,
    columns_of,
    room_under,
    stacked,
    wrapped,
)
from swcareers.queries.pathway import Node, Pathway, PathwayWay
from swcareers.values.text import safe
from swcareers.wording.moments import day_words

_TOP = 84
_STYLE = """
text{font:12px/1.2 system-ui,-apple-system,"Segoe UI",sans-serif;fill:#1f2933}
.t{font-size:17px;font-weight:600}.s{fill:#52606d}.h{font-weight:600}
.box{fill:#fff;stroke:#52606d;stroke-width:1.2}.stage{fill:#eef3f7}
.gain{fill:#faf6ee}.unknown{stroke-dasharray:4 3}
.way{fill:none;stroke:#35536b;stroke-width:1.6}.undescribed{stroke-dasharray:5 4}
.need{fill:none;stroke:#a07c32;stroke-width:1.2;stroke-dasharray:2 3}
.pill{fill:#fff;stroke:#35536b}.n{fill:#35536b}.nt{fill:#fff;font-size:11px}
@media (prefers-color-scheme:dark){.bg{fill:#fff}}
""".strip()


def pathway_svg(pathway: Pathway) -> str:
    """A pathway as one self-contained SVG, laid out by level."""
    stages = [node for node in pathway.nodes if node.kind == "stage"]
    gained = [node for node in pathway.nodes if node.kind != "stage"]
    numbers = {way.id: number for number, way in enumerate(pathway.ways, start=1)}
    columns = columns_of(stages, pathway.ways)
    stubbed = {
        end
        for way in pathway.ways
        if {"any", "outside"} & set(way.from_)
        for end in way.to
    }
    firsts = {nodes[0].id for _, nodes in columns}
    top = _TOP + (46 if stubbed & firsts else 24)
    places, bottom = stacked(columns, top, stubbed, {})
    bottom += room_under(pathway.ways, places)
    titles = _column_titles(columns, top, stubbed)
    parts = [*titles, *_ways(pathway.ways, places, numbers)]
    parts += [_box(node, places[node.id]) for node in stages]
    if gained:
        head = bottom + 44
        parts.append(_text(LEFT, head, "Programmes, approvals and awards", "h"))
        wanted = {
            node.id: [str(numbers[way.id]) for way in pathway.ways
                      if node.id in way.needs]
            for node in gained
        }  # fmt: skip
        lower, bottom = stacked(beneath(gained, columns), head + 16, set(), wanted)
        parts += _needs(gained, lower)
        parts += [_box(node, lower[node.id]) for node in gained]
        places = {**places, **lower}
    wide = max([place.right for place in places.values()], default=600) + LEFT
    wide = max(wide, 640)
    told, bottom = _legend(pathway, numbers, bottom + 40, wide)
    parts += told
    return _page(pathway, parts, wide, bottom + 20)


def _page(pathway: Pathway, parts: Iterable[str], wide: float, high: float) -> str:
    title = f"Pathway: {pathway.framework.title}"
    edition = pathway.framework.edition
    sub = f"As on {day_words(pathway.on)}" + (f"; edition {edition}" if edition else "")
    spoken = " ".join(way.words for way in pathway.ways) or "No ways are described."
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0f}" '
            f'height="{high:.0f}" viewBox="0 0 {wide:.0f} {high:.0f}" role="img" '
            'aria-labelledby="swc-t swc-d">',
            f'<title id="swc-t">{_safe(title)}</title>',
            f'<desc id="swc-d">{_safe(spoken)}</desc>',
            f"<style>{_STYLE}</style>",
            '<defs><marker id="swc-a" viewBox="0 0 8 8" refX="7" refY="4" '
            'markerWidth="8" markerHeight="8" orient="auto">'
            '<path d="M0 0L8 4L0 8z" fill="#35536b"/></marker></defs>',
            '<rect class="bg" width="100%" height="100%" fill="#fff"/>',
            _text(LEFT, 34, title, "t"),
            _text(LEFT, 54, sub, "s"),
            *parts,
            "</svg>",
            "",
        ]
    )


def _column_titles(
    columns: list[tuple[str, list[Node]]], top: float, stubbed: set[str]
) -> list[str]:
    found = []
    for number, (title, nodes) in enumerate(columns):
        short = title.rpartition(", ")[2]
        if not short or any(node.title == short for node in nodes):
            continue
        x = LEFT + number * (BOX + GAP)
        y = top - 10 if nodes[0].id not in stubbed else top - 50
        found.append(_text(x, y, _cut(short, BOX), "s"))
    return found


# --- drawing --------------------------------------------------------------------------


def _ways(
    ways: tuple[PathwayWay, ...],
    places: Mapping[str, Place],
    numbers: Mapping[str, int],
) -> list[str]:
    found: list[str] = []
    taken: dict[str, int] = {}
    low = max((place.y + place.height for place in places.values()), default=0)
    stubs: dict[str, int] = {}
    for way in ways:
        style = "way" if way.described else "way undescribed"
        for start in way.from_:
            for end in way.to:
                if end not in places or start == end:
                    continue
                if start in places:
                    found += _arrow(
                        places[start], places[end], style, numbers[way.id], taken, low
                    )
                else:
                    side = stubs[end] = stubs.get(end, -1) + 1
                    found += _stub(places[end], start, style, numbers[way.id], side)
    return found


def _arrow(
    one: Place,
    other: Place,
    style: str,
    number: int,
    taken: dict[str, int],
    low: float,
) -> list[str]:
    """An arrow from box to box: to the next column, beside, or under the others."""
    if 0 < other.x - one.right <= GAP + 1:
        x1, y1, x2, y2 = one.right, one.middle, other.x, other.middle
        bend = (x2 - x1) / 2
        path = f"M{x1} {y1}C{x1 + bend} {y1} {x2 - bend} {y2} {x2} {y2}"
        at = ((x1 + x2) / 2, (y1 + y2) / 2)
    elif one.x == other.x:
        shift = taken["beside"] = taken.get("beside", -1) + 1
        x, out = one.right, 36 + 10 * (shift % 4)
        path = f"M{x} {one.middle}C{x + out} {one.middle} {x + out} {other.middle} "
        path += f"{x} {other.middle}"
        at = (x + out * 0.75, (one.middle + other.middle) / 2)
    else:
        shift = taken["under"] = taken.get("under", -1) + 1
        y = low + 18 + 14 * shift
        right = other.x > one.x
        x1 = one.x + BOX * (0.7 if right else 0.3)
        x2 = other.x + BOX * (0.3 if right else 0.7)
        turn = 12 if right else -12
        y1, y2 = one.y + one.height, other.y + other.height
        path = (
            f"M{x1:.1f} {y1}V{y - 12}Q{x1:.1f} {y} {x1 + turn:.1f} {y}"
            f"H{x2 - turn:.1f}Q{x2:.1f} {y} {x2:.1f} {y - 12}V{y2}"
        )
        at = ((x1 + x2) / 2, y)
    return [
        f'<path class="{style}" d="{path}" marker-end="url(#swc-a)"/>',
        *_badge(at[0], at[1], number),
    ]


def _stub(place: Place, word: str, style: str, number: int, side: int) -> list[str]:
    """A short arrow from above: from any stage, from outside."""
    words = {"any": "any stage", "outside": "outside"}.get(word, word)
    x = place.x + BOX / 2 + side * 40
    y = place.y - 34
    wide = len(words) * LETTER + 16
    return [
        f'<path class="{style}" d="M{x} {y + 9}L{x} {place.y}" '
        'marker-end="url(#swc-a)"/>',
        f'<rect class="pill" x="{x - wide / 2:.1f}" y="{y - 9}" width="{wide:.1f}" '
        'height="18" rx="9"/>',
        _text(x, y + 4, words, "", middle=True),
        *_badge(x + wide / 2 + 12, y, number),
    ]


def _badge(x: float, y: float, number: int) -> list[str]:
    return [
        f'<circle class="n" cx="{x:.1f}" cy="{y:.1f}" r="9"/>',
        _text(x, y + 4, str(number), "nt", middle=True),
    ]


def _needs(gained: list[Node], places: Mapping[str, Place]) -> list[str]:
    found = []
    for node in gained:
        for need in node.needs:
            if need not in places or need == node.id:
                continue
            one, other = places[need], places[node.id]
            if other.x <= one.x:
                continue
            bend = (other.x - one.right) / 2
            found.append(
                f'<path class="need" d="M{one.right} {one.middle}C{one.right + bend} '
                f"{one.middle} {other.x - bend} {other.middle} {other.x} "
                f'{other.middle}"/>'
            )
    return found


def _box(node: Node, place: Place) -> str:
    style = "stage" if node.kind == "stage" else "gain"
    unknown = " unknown" if node.unknown else ""
    radius = 4 if node.kind == "stage" else 14
    told = f"{node.title}: not stated: {', '.join(node.unknown)}" if node.unknown else (
        node.title
    )  # fmt: skip
    size = len(wrapped(node.title, BOX - 20))
    lines = [
        _text(
            place.x + 10,
            place.y + 12 + LINE * (number + 0.6),
            line,
            "" if number < size else "s",
        )
        for number, line in enumerate(place.lines)
    ]
    return (
        f"<g><title>{_safe(told)}</title>"
        f'<rect class="box {style}{unknown}" x="{place.x}" y="{place.y}" '
        f'width="{BOX}" height="{place.height}" rx="{radius}"/>'
        f"{''.join(lines)}</g>"
    )


def _legend(
    pathway: Pathway, numbers: Mapping[str, int], top: float, wide: float
) -> tuple[list[str], float]:
    """Each way in words, under the picture."""
    if not pathway.ways:
        words = "This framework describes no ways from stage to stage."
        return [_text(LEFT, top, words, "s")], top
    found = [_text(LEFT, top, "The ways", "h")]
    y = top + 24
    for way in pathway.ways:
        found += _badge(LEFT + 9, y - 4, numbers[way.id])
        for line in wrapped(_told(way), wide - LEFT * 2 - 30):
            found.append(_text(LEFT + 28, y, line, ""))
            y += LINE + 1
        y += 6
    if any(not way.described for way in pathway.ways):
        y += 6
        words = "Dashed arrow: open, and no source states what the way asks."
        found.append(_text(LEFT, y, words, "s"))
        y += LINE
    if any(node.unknown for node in pathway.nodes):
        words = "Dashed box: no source states something of it, its level or its credit."
        found.append(_text(LEFT, y, words, "s"))
        y += LINE
    if any(node.needs for node in pathway.nodes if node.kind != "stage"):
        words = "Dotted line: the left one is needed for the right one."
        found.append(_text(LEFT, y, words, "s"))
        y += LINE
    return found, y


def _told(way: PathwayWay) -> str:
    marks = [
        f"{key.replace('_', ' ')} {_MARKS[mark]}"
        for key, mark in way.marks.items()
        if mark in _MARKS
    ]
    words = way.words
    return f"{words[:-1]} ({'; '.join(marks)})." if marks else words


_MARKS = {
    "illustrative": "made up for the example", "unverified": "not seen in a source",
}  # fmt: skip


# --- text -----------------------------------------------------------------------------


def _text(
    x: float, y: float, words: str, style: str = "", *, middle: bool = False
) -> str:
    anchor = ' text-anchor="middle"' if middle else ""
    class_ = f' class="{style}"' if style else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{class_}{anchor}>{_safe(words)}</text>'


def _safe(text: str) -> str:
    return escape(safe(" ".join(text.split())), quote=True)


def _cut(text: str, wide: float) -> str:
    most = int(wide / LETTER)
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
