"""A pathway as a Mermaid flowchart: text that many tools draw."""

import re

from swcareers.queries.pathway import Node, Pathway, PathwayWay

_SHAPES = {
    "stage": ('["', '"]'),
    "programme": ('(["', '"])'),
    "approval": ('{{"', '"}}'),
    "qualification": ('>"', '"]'),
}


def pathway_mermaid(pathway: Pathway) -> str:
    """A pathway as Mermaid: stages in boxes, what is gained in other shapes.

    A dashed arrow is a way whose requirements no source states.
    """
    lines = ["flowchart LR"]
    lines += [f"  {_node(node)}" for node in pathway.nodes]
    known = {node.id for node in pathway.nodes}
    words = {word for way in pathway.ways for word in way.from_} - known
    shown = {"any": "any stage", "outside": "outside"}
    lines += [f'  {_id(word)}(("{shown.get(word, word)}"))' for word in sorted(words)]
    for way in pathway.ways:
        lines += [f"  {line}" for line in _arrows(way)]
    for node in pathway.nodes:
        lines += [f"  {_id(need)} -.- {_id(node.id)}" for need in node.needs
                  if need in known]  # fmt: skip
    undescribed = [node for node in pathway.nodes if node.unknown]
    if undescribed:
        lines.append("  classDef unknown stroke-dasharray: 4 3")
        ids = ",".join(_id(node.id) for node in undescribed)
        lines.append(f"  class {ids} unknown")
    return "\n".join(lines) + "\n"


def _node(node: Node) -> str:
    left, right = _SHAPES[node.kind]
    title = _text(node.title)
    if node.expected:
        title += f"<br/>{_text(node.expected)}"
    return f"{_id(node.id)}{left}{title}{right}"


def _arrows(way: PathwayWay) -> list[str]:
    arrow = "-->" if way.described else "-.->"
    label = way.mechanism_words
    if not way.described:
        label = f"not described; {label}"
    found = [
        f'{_id(start)} {arrow}|"{_text(label)}"| {_id(end)}'
        for start in way.from_
        for end in way.to
        if start != end
    ]
    for need in way.needs:
        found += [f"{_id(need)} -.- {_id(end)}" for end in way.to]
    return found


def _id(text: str) -> str:
    # Mermaid reads "end" as a word of its own, and hyphens as pieces of arrows.
    return "n_" + re.sub(r"[^0-9A-Za-z]", "_", text)


def _text(text: str) -> str:
    clean = " ".join(text.split())
    return clean.replace("&", "&amp;").replace('"', "#quot;").replace("<", "&lt;")
