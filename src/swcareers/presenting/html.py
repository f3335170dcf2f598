"""A report, and a framework, as a quiet page in a notebook.

The page is a fragment: no script, nothing loaded from elsewhere, every word of a file
escaped. It takes its colours from the page around it, so that it is readable on light
and dark; a printed page shows what is folded on the screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from swcareers.framework.framework import Framework
from swcareers.presenting.handbook import Chapter, Page, handbook
from swcareers.presenting.lines import (
    CLOSING,
    Detail,
    Line,
    Owner,
    coming_lines,
    details,
    given_rows,
    head_words,
    line_of,
    lines_of,
    next_words,
    people_words,
    read_against,
    run_words,
    unused_head,
)
from swcareers.presenting.style import SHEET, STYLE
from swcareers.presenting.timeline import share, shown_marks
from swcareers.queries.answers import Answer, Mark, Run, SourceShown
from swcareers.values.text import counted
from swcareers.wording.moments import date_text_words, day_words

if TYPE_CHECKING:  # a report shows itself with this module
    from swcareers.queries.report import Report


def report_html(report: "Report") -> str:
    """A report as a fragment of HTML, complete in itself.

    Args:
        report: plain data.
    """
    on = report.on
    return _page(
        [
            *_head(report),
            *(_year(run, on) for run in report.runs),
            f'<p class="swc-sentence">{_text(report.sentence)}</p>',
            *_attention(report),
            *_unused(report),
            *_sides(report),
            *_coming(report),
            *_given(report),
            *_for_people(report),
            *_closing(report),
        ],
        f"Report on {report.reference}, {day_words(on)}",
    )


def document_html(title: str, fragments: Iterable[str]) -> str:
    """Fragments as a document of their own, to be kept, sent or printed.

    ASCII alone, so that it reads the same however a terminal or a mail spells letters;
    light or dark as the reader's screen is.

    Args:
        title: the words of the window, not yet escaped.
        fragments: what `report_html` and `framework_html` give.
    """
    inside = "\n".join(fragments)
    whole = (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        f"<title>{_text(title)}</title>\n<style>{SHEET}</style>\n</head>\n"
        f"<body>\n{inside}\n</body>\n</html>\n"
    )
    return whole.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _page(pieces: Iterable[str], label: str) -> str:
    inside = "\n".join(pieces)
    return (
        f'<section class="swc" aria-label="{_text(label)}">\n'
        f"<style>{STYLE}</style>\n{inside}\n</section>"
    )


def _text(words: str) -> str:
    """Words of a file, made harmless: also in an attribute."""
    shown = "".join(
        letter
        if letter.isprintable()
        else " "
        if letter.isspace()
        else "\N{MIDDLE DOT}"
        for letter in words
    )
    return escape(shown, quote=True)


# --- the head -------------------------------------------------------------------------


def _head(report: "Report") -> Iterator[str]:
    yield (
        '<header class="swc-head">'
        f'<p class="swc-who">{_text(report.reference)}</p>'
        f'<p class="swc-when">{_text(day_words(report.on))}</p></header>'
    )
    under = [head_words(report)]
    if report.post:
        under.append(f"{report.post[:1].upper()}{report.post[1:]}")
    if report.as_of and report.as_of != report.on.isoformat():
        kept = date_text_words(report.as_of, near=report.on)
        under.append(f"The record was kept up to {kept}.")
    yield f'<p class="swc-quiet">{"<br>".join(map(_text, under))}</p>'


# The picture in its own units: how wide, where the line begins, ends and lies.
_WIDE, _BEGINS, _ENDS, _LIES = 760, 76, 684, 34
_DOT = 5  # its radius


def _year(run: Run, on: date) -> str:
    """The line of a programme's year, as a picture with its words beside it."""
    words = _text(run_words(run, on))
    moved = "".join(f'<p class="swc-quiet">{_text(why)}</p>' for why in run.moved_by)
    if run.first is None or run.last is None:
        return f'<p class="swc-quiet">{words}</p>{moved}'
    first, last = run.first, run.last

    def across(day: date) -> float:
        return round(_BEGINS + share(day, first, last) * (_ENDS - _BEGINS), 1)

    marks = [(across(mark.day), mark) for mark in shown_marks(run)]
    pieces = [
        *_line(across(on), [x for x, mark in marks if _to_come(mark)]),
        _label(0, _LIES + 4, "start", day_words(first, near=on)),
        _label(_WIDE, _LIES + 4, "end", day_words(last, near=on)),
    ]
    before = -float(_WIDE)
    for x, mark in marks:
        state = "open" if _to_come(mark) else "done"
        pieces.append(f'<circle class="swc-{state}" cx="{x}" cy="{_LIES}" r="{_DOT}"/>')
        if x - before >= 6.5 * len(mark.label) + 8:  # or it would touch the last one
            pieces.append(_label(x, _LIES + 24, "middle", mark.label))
            before = x
    if first <= on <= last:
        x = across(on)
        pieces.append(_stroke("today", x, _LIES - 12, x, _LIES + 9))
        pieces.append(_label(x, _LIES - 18, "middle", "today"))
    paused = '<p class="swc-quiet">The clock is paused.</p>' if run.paused else ""
    return (
        f'<svg class="swc-year" viewBox="0 0 {_WIDE} 66" role="img" '
        f'aria-label="{words}"><title>{words}</title>{"".join(pieces)}</svg>'
        f"{paused}{moved}"
    )


def _to_come(mark: Mark) -> bool:
    return mark.state not in ("done", "late")


def _line(today: float, gaps: Sequence[float]) -> Iterator[str]:
    """The line, heavy up to today; it stops at open dots, which have no filling."""
    begins = float(_BEGINS)
    for gap in [*gaps, float(_ENDS + _DOT)]:
        ends = max(begins, gap - _DOT)
        turn = min(max(today, begins), ends)
        if turn > begins:
            yield _stroke("past", begins, _LIES, turn, _LIES)
        if ends > turn:
            yield _stroke("all", turn, _LIES, ends, _LIES)
        begins = gap + _DOT


def _stroke(name: str, x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line class="swc-{name}" x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'


def _label(x: float, y: float, anchor: str, words: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{_text(words)}</text>'


# --- what needs somebody, and the two sides -------------------------------------------


def _attention(report: "Report") -> Iterator[str]:
    if not report.attention:
        return
    rows = [
        (one.title, f"{one.message}{next_words(one.next, report.on)}")
        for one in report.attention
    ]
    yield f'<div class="swc-attention">{_pairs(rows)}</div>'


def _unused(report: "Report") -> Iterator[str]:
    if not report.unused:
        return
    head = unused_head(report.unused)
    items = "".join(
        f"<li>{_text(one.message)}{_text(f' ({one.hint})' if one.hint else '')}"
        + (f' <span class="swc-quiet">{_text(one.place)}</span>' if one.place else "")
        + "</li>"
        for one in report.unused
    )
    yield (
        f'<details class="swc-fold"><summary>{_text(head)}</summary>'
        f"<ul>{items}</ul></details>"
    )


def _pairs(rows: Sequence[tuple[str, str]]) -> str:
    inside = "".join(f"<dt>{_text(a)}</dt><dd>{_text(b)}</dd>" for a, b in rows)
    return f"<dl>{inside}</dl>"


def _sides(report: "Report") -> Iterator[str]:
    heads = (
        ("Support", "from the employer", report.support),
        ("Assessment", "from the learner", report.assessment),
    )
    columns = []
    for head, whose, side in heads:
        owners = lines_of(side, report.on)
        if not owners:
            continue
        inside = "".join(
            _owner(owner, report.on, titled=len(owners) > 1) for owner in owners
        )
        columns.append(
            f'<div class="swc-side"><h3>{head}<span>, {whose}</span></h3>{inside}</div>'
        )
    if columns:
        yield f'<div class="swc-sides">{"".join(columns)}</div>'


def _owner(owner: Owner, on: date, *, titled: bool) -> str:
    head = f"<h4>{_text(owner.title)}</h4>" if titled else ""
    rows = "".join(_row(line, on) for line in owner.lines)
    if owner.out:
        why = [(one.title, one.answer.because or one.words) for one in owner.out]
        things = counted(len(why), "rule")
        does = "does" if len(why) == 1 else "do"
        rows += (
            f'<details class="swc-row swc-out"><summary>{_text(things)} {does} not '
            f"apply</summary>{_pairs(why)}</details>"
        )
    return head + rows


def _row(line: Line, on: date) -> str:
    """A line that opens to the block behind it."""
    words = "" if line.words == line.standing else f" ({line.words})"
    return (
        '<details class="swc-row"><summary>'
        f'<span class="swc-sign" aria-hidden="true">{line.symbol}</span>'
        f'<span class="swc-title">{_text(line.title)}</span>'
        f'<span class="swc-stands">{_text(line.standing)}'
        f'<span class="swc-spoken">{_text(words)}</span></span></summary>'
        f"{_block(line.answer, on)}</details>"
    )


def _block(answer: Answer, on: date) -> str:
    found = list(details(answer, on))
    pieces = [f"<p>{_text(one.text)}</p>" for one in found if not one.label]
    points = [
        (date_text_words(part.label, near=on), _point(part, on))
        for part in answer.parts
        if part.label
    ]
    pieces.append(_details(points, [one for one in found if one.label], answer))
    inner = [part for part in answer.parts if not part.label]
    pieces += [_row(line_of(part, on), on) for part in inner]
    pieces.append(f'<p class="swc-id">{_text(answer.id)}</p>')
    return f'<div class="swc-block">{"".join(pieces)}</div>'


def _point(part: Answer, on: date) -> str:
    words = line_of(part, on).words
    if part.late_days:
        words += f", late by {counted(part.late_days, 'day')}"
    if part.verdict != "met" and part.due is not None:
        words += f", due {day_words(part.due, near=on)}"
    return f"{words}: {part.because}" if part.because else words


def _details(
    points: Sequence[tuple[str, str]], found: Sequence[Detail], answer: Answer
) -> str:
    rows = [f"<dt>{_text(a)}</dt><dd>{_text(b)}</dd>" for a, b in points]
    for one in found:
        text = _text(one.text)
        if one.label == "source":
            text = "; ".join(map(_source, answer.requirement.sources))
        rows.append(f"<dt>{_text(one.label)}</dt><dd>{text}</dd>")
    return f"<dl>{''.join(rows)}</dl>" if rows else ""


def _source(source: SourceShown) -> str:
    """A publication; its title is a link where it has an address of the web."""
    title = _text(source.title or source.url or "")
    url = source.url or ""
    if url.startswith(("https://", "http://")):
        link = f'href="{_text(url)}" rel="noopener noreferrer"'
        title = f"<a {link}>{title or _text(url)}</a>"
    day = _text(date_text_words(source.date)) if source.date else ""
    pieces = [_text(source.publisher or ""), title, _text(source.clause or ""), day]
    return ", ".join(piece for piece in pieces if piece)


# --- a framework ----------------------------------------------------------------------


def framework_html(framework: Framework, on: date | None = None) -> str:
    """A framework as a quiet card; its chapters open to the handbook.

    Args:
        framework: any framework.
        on: the day it is read; None: no word on whether it is in force.
    """
    book = handbook(framework, on)
    head = " ".join(book.head)
    counts = "".join(f"<li>{_text(words)}</li>" for words in book.counts)
    about = [(one.label, one.text) for one in book.about]
    doubts = "".join(f"<li>{_text(words)}</li>" for words in book.doubts)
    return _page(
        [
            f'<header class="swc-head"><h2>{_text(book.title)}</h2>'
            f'<p class="swc-quiet">{_text(book.id)}</p></header>',
            f'<p class="swc-sentence">{_text(head)}</p>' if head else "",
            f"<ul>{counts}</ul>" if counts else "",
            _fold("About it", _pairs(about)) if about else "",
            *(_fold(chapter.title, _chapter(chapter)) for chapter in book.chapters),
            _fold(f"What is unsure ({len(book.doubts)})", f"<ul>{doubts}</ul>")
            if doubts
            else "",
        ],
        f"Framework {book.title}",
    )


def _fold(title: str, inside: str) -> str:
    return (
        '<details class="swc-row swc-part"><summary><span class="swc-sign" '
        'aria-hidden="true">\N{BLACK RIGHT-POINTING SMALL TRIANGLE}</span>'
        f'<span class="swc-title">{_text(title)}</span></summary>'
        f'<div class="swc-block">{inside}</div></details>'
    )


def _chapter(chapter: Chapter) -> str:
    pieces = [_entry(page) for page in chapter.pages]
    if chapter.inherited:
        words = f"Inherited: {'; '.join(chapter.inherited)}."
        pieces.append(f'<p class="swc-quiet">{_text(words)}</p>')
    return "".join(pieces)


def _entry(page: Page) -> str:
    """One entry or rule of a framework, with what stands inside it."""
    head = f"<h5>{_text(page.title)} <code>{_text(page.id)}</code></h5>"
    rows = [(one.label, one.text) for one in page.facts]
    inside = "".join(
        f"<h4>{_text(chapter.title)}</h4>{_chapter(chapter)}" for chapter in page.pages
    )
    return (
        f'<div class="swc-entry">{head if page.title else ""}'
        f"<p>{_text(' '.join(page.sentences))}</p>"
        f"{_pairs(rows) if rows else ''}{inside}</div>"
    )


# --- the foot -------------------------------------------------------------------------


def _coming(report: "Report") -> Iterator[str]:
    rows = coming_lines(report.coming, report.on)
    if rows:
        yield f'<div class="swc-coming"><h3>Coming</h3>{_pairs(rows)}</div>'


def _given(report: "Report") -> Iterator[str]:
    rows = given_rows(report.entitlements)
    if rows:
        yield (
            '<details class="swc-fold"><summary>What meeting rules gives</summary>'
            f"{_pairs(rows)}</details>"
        )


def _for_people(report: "Report") -> Iterator[str]:
    words = people_words(report.for_people)
    if words:
        yield f"<p><b>For people:</b> {_text(words)}.</p>"


def _closing(report: "Report") -> Iterator[str]:
    if report.marks:
        facts = counted(len(report.marks), "fact")
        are = "is" if len(report.marks) == 1 else "are"
        items = "".join(f"<li>{_text(mark)}</li>" for mark in report.marks)
        yield (
            f'<details class="swc-fold"><summary>{_text(facts)} behind these rules '
            f"{are} unsure</summary><ul>{items}</ul></details>"
        )
    lines = [report.note or "", read_against(report), CLOSING]
    shown = "<br>".join(_text(line) for line in lines if line)
    yield f'<footer class="swc-quiet">{shown}</footer>'
