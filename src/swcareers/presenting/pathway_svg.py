"""A pathway as a picture: stages from left to right by level, ways as numbered arrows.

What is gained stands below, in the order in which one thing needs another; beneath
the picture each way is told in words. A dashed line is a way of which no source says
what it asks. Text stays text, so that it can be read aloud and searched.
"""

from collections.abc import Iterable, Mapping
from html import escape

from swcareers.presenting.pathway_layout import (
    BOX,
    LEFT,
    LETTER,
    LINE,
    Columns,
    Place,
    beneath,
    columns_of,
    lefts_of,
    stacked,
    wrapped,
)
from swcareers.queries.pathway import Node, Pathway, PathwayWay
from swcareers.values.text import safe
from swcareers.wording.moments import day_words

_TOP, _LANE = 84, 20
_STYLE = """
text{font:12px/1.2 system-ui,-apple-system,"Segoe UI",sans-serif;fill:#1f2933}
.t{font-size:17px;font-weight:600}.s{fill:#52606d}.h{font-weight:600}
.bg{fill:#fff}.box{fill:#fff;stroke:#52606d;stroke-width:1.2}.stage{fill:#eef3f7}
.gain{fill:#faf6ee}.unknown{stroke-dasharray:4 3}
.way{fill:none;stroke:#35536b;stroke-width:1.6}.undescribed{stroke-dasharray:5 4}
.need{fill:none;stroke:#8a6a24;stroke-width:1.4;stroke-dasharray:2 3}
.pill{fill:#fff;stroke:#35536b}.n,.head{fill:#35536b}.nt{fill:#fff;font-size:11px}
@media (prefers-color-scheme:dark){
text{fill:#e6ebf0}.s{fill:#b4bfca}.bg{fill:#15191e}
.box{stroke:#8895a3}.stage{fill:#222c36}.gain{fill:#2d281d}
.way,.pill{stroke:#8fb8d8}.pill{fill:#15191e}.need{stroke:#d3b268}
.n,.head{fill:#8fb8d8}.nt{fill:#15191e}}
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
    bands = beneath(gained, columns)
    size = max(len(some) for some in (columns, *bands))
    lefts = lefts_of(columns, pathway.ways, size)
    places, bottom = stacked(columns, lefts, top, stubbed, {})
    parts = _column_titles(columns, lefts, top, stubbed)
    arrows, bottom = _ways(pathway.ways, places, numbers, bottom)
    parts += arrows
    parts += [_box(node, places[node.id]) for node in stages]
    wanted = {
        node.id: [str(numbers[way.id]) for way in pathway.ways if node.id in way.needs]
        for node in gained
    }
    for band, head in zip(bands, _headings(bands), strict=True):
        nodes = [node for _, some in band for node in some]
        if not nodes:
            continue
        parts.append(_text(LEFT, bottom + 44, head, "h"))
        lower, bottom = stacked(band, lefts, bottom + 60, set(), wanted)
        parts += _needs(nodes, lower)
        parts += [_box(node, lower[node.id]) for node in nodes]
        places |= lower
    wide = max([place.right for place in places.values()], default=600) + LEFT
    wide = max(wide, 640)
    told, bottom = _legend(pathway, numbers, bottom + 40, wide)
    parts += told
    return _page(pathway, parts, wide, bottom + 20)


def _headings(bands: tuple[Columns, Columns]) -> tuple[str, str]:
    """What stands over what is for a stage, and over the rest."""
    what = "Programmes, approvals and awards"
    if any(some for _, some in bands[0]):
        first = f"{what}, under the first stage they are for or behind what they need"
        return first, "For no stage in particular"
    return "", f"{what}, for no stage in particular"


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
            '<path class="head" d="M0 0L8 4L0 8z"/></marker></defs>',
            '<rect class="bg" width="100%" height="100%"/>',
            _text(LEFT, 34, title, "t"),
            _text(LEFT, 54, sub, "s"),
            *parts,
            "</svg>",
            "",
        ]
    )


def _column_titles(
    columns: Columns, lefts: list[float], top: float, stubbed: set[str]
) -> list[str]:
    found = []
    for number, (title, nodes) in enumerate(columns):
        short = title.rpartition(", ")[2]
        if not short or any(node.title == short for node in nodes):
            continue
        x = lefts[number]
        y = top - 10 if nodes[0].id not in stubbed else top - 50
        found.append(_text(x, y, _cut(short, BOX), "s"))
    return found


# --- drawing --------------------------------------------------------------------------


def _ways(
    ways: tuple[PathwayWay, ...],
    places: Mapping[str, Place],
    numbers: Mapping[str, int],
    bottom: float,
) -> tuple[list[str], float]:
    """The arrows, and where the lowest of them ends."""
    lines: list[str] = []
    badges: list[tuple[float, float, int]] = []
    stubs: dict[str, list[tuple[str, str, int]]] = {}
    arcs: dict[int, int] = {}
    lane = bottom + 4
    for way in ways:
        style = "way" if way.described else "way undescribed"
        number = numbers[way.id]
        pairs = [
            (start, end)
            for start in way.from_
            for end in way.to
            if end in places and start != end
        ]
        for start, end in pairs:
            if start not in places:
                stubs.setdefault(end, []).append((start, style, number))
                continue
            one, other = places[start], places[end]
            if other.column == one.column + 1:
                points = _to_next(one, other)
            elif other.column == one.column:
                arc = arcs[one.column] = arcs.get(one.column, -1) + 1
                points = _beside(one, 34 + 10 * (arc % 4), other)
            else:
                lane += _LANE
                lines.append(_line(style, _under(one, other, lane)))
                badges.append(((one.right + other.x) / 2, lane, number))
                continue
            (x1, y1), (x2, y2), (x3, y3), (x4, y4) = points
            curve = f"M{x1:g} {y1:g}C{x2:g} {y2:g} {x3:g} {y3:g} {x4:g} {y4:g}"
            lines.append(_line(style, curve))
            badges.append((*_free(points, badges), number))
    for end, some in stubs.items():
        lines += _stubs(places[end], some)
    for x, y, number in badges:
        lines += _badge(x, y, number)
    return lines, max(bottom, lane + 12) if lane > bottom + 4 else bottom


def _line(style: str, path: str) -> str:
    return f'<path class="{style}" d="{path}" marker-end="url(#swc-a)"/>'


Point = tuple[float, float]
Curve = tuple[Point, Point, Point, Point]


def _to_next(one: Place, other: Place) -> Curve:
    """An arrow to the next column."""
    bend = (other.x - one.right) / 2
    return (
        (one.right, one.middle), (one.right + bend, one.middle),
        (other.x - bend, other.middle), (other.x, other.middle),
    )  # fmt: skip


def _beside(one: Place, out: float, other: Place) -> Curve:
    """An arrow to a box of the same column, out and in at its right side."""
    x = one.right
    return (
        (x, one.middle), (x + out, one.middle),
        (x + out, other.middle), (x, other.middle),
    )  # fmt: skip


def _under(one: Place, other: Place, lane: float) -> str:
    """An arrow between the columns down to its own lane, and up between others."""
    shift = 10 + 5 * (int(lane / _LANE) % 4)
    x1, x2 = one.right + shift, other.x - shift
    turn = 8 if x2 > x1 else -8
    return (
        f"M{one.right:g} {one.low:g}H{x1 - 6:g}Q{x1:g} {one.low:g} {x1:g} "
        f"{one.low + 6:g}V{lane - 8:g}Q{x1:g} {lane:g} {x1 + turn:g} {lane:g}"
        f"H{x2 - turn:g}Q{x2:g} {lane:g} {x2:g} {lane - 8:g}"
        f"V{other.low + 6:g}Q{x2:g} {other.low:g} {x2 + 6:g} {other.low:g}"
        f"H{other.x:g}"
    )


def _free(points: Curve, taken: list[tuple[float, float, int]]) -> Point:
    """Where on a curve its number stands: near the middle, and not on another."""
    found = _on(points, 0.5)
    for part in (0.5, 0.36, 0.64, 0.24, 0.76):
        x, y = _on(points, part)
        if all(abs(x - other[0]) + abs(y - other[1]) > 20 for other in taken):
            return x, y
    return found


def _on(points: Curve, part: float) -> Point:
    """A point of a curve, by how much of it lies before."""
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    pairs = list(zip(weights, points, strict=True))
    return sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)


def _stubs(place: Place, stubs: list[tuple[str, str, int]]) -> list[str]:
    """Short arrows from above, side by side: from any stage, from outside."""
    words = [{"any": "any stage"}.get(word, word) for word, _, _ in stubs]
    sizes = [len(word) * LETTER + 16 for word in words]
    left = place.x + BOX / 2 - (sum(sizes) + 30 * (len(sizes) - 1)) / 2
    y = place.y - 34
    found: list[str] = []
    for (_, style, number), word, wide in zip(stubs, words, sizes, strict=True):
        x = left + wide / 2
        down = min(max(x, place.x + 8), place.right - 8)
        found += [
            _line(style, f"M{x:g} {y + 9:g}L{down:g} {place.y:g}"),
            f'<rect class="pill" x="{left:.1f}" y="{y - 9:g}" width="{wide:.1f}" '
            'height="18" rx="9"/>',
            _text(x, y + 4, word, "", middle=True),
            *_badge(left + wide + 12, y, number),
        ]
        left += wide + 30
    return found


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
            if other.column <= one.column:
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
        f"{_KEYS.get(key, key.replace('_', ' '))}: {_MARKS[mark]}"
        for key, mark in way.marks.items()
        if mark in _MARKS
    ]
    words = way.words
    return f"{words[:-1]} ({'; '.join(marks)})." if marks else words


_KEYS = {
    "all": "all of it", "requires": "what it asks", "mechanism": "how it is taken",
}  # fmt: skip
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
