"""Drawings that come with a pack: plain shapes only, since they are put into the page as they are."""

from __future__ import annotations

from xml.etree import ElementTree

LONGEST = 20_000
_SPACE = "{http://www.w3.org/2000/svg}"
_SHAPES = {"svg", "g", "path", "circle", "ellipse", "rect", "line", "polygon", "polyline"}
_TRAITS = {
    "viewBox", "aria-hidden", "focusable", "role", "d", "cx", "cy", "r", "rx", "ry", "x", "y", "x1", "y1", "x2", "y2",
    "width", "height", "points", "transform", "fill", "fill-opacity", "fill-rule", "stroke", "stroke-width",
    "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-dasharray", "opacity",
}  # fmt: skip


def what_is_wrong(drawing: str) -> str:
    """Why a drawing may not be shown, or an empty text when it may."""
    if len(drawing) > LONGEST or "<!" in drawing or "<?" in drawing:
        return f"longer than {LONGEST} characters, or with a declaration in it"
    try:
        root = ElementTree.fromstring(drawing)  # noqa: S314 - no declarations, so no entities
    except ElementTree.ParseError as error:
        return f"not well-formed: {error}"
    for element in root.iter():
        if element.tag.removeprefix(_SPACE) not in _SHAPES:
            return f"<{element.tag.removeprefix(_SPACE)}> is no plain shape"
        for name, value in element.attrib.items():
            if name not in _TRAITS or "(" in value.replace("rotate(", "").replace("translate(", "").replace(
                "scale(", ""
            ):
                return f"{name}=“{value[:40]}” is not allowed"
    return ""
