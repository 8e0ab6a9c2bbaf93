from __future__ import annotations

from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from polden.kit.pictures import HEIGHT, WIDTH, line_picture

SVG = "{http://www.w3.org/2000/svg}"
SHARP = "<script>alert('1')</script> & \"so\""


def drawn(
    values: list[float], *, title: str = "t", describe: str = "d", end: str = "e", mark: str = ""
) -> ElementTree.Element:
    return ElementTree.fromstring(  # noqa: S314 - our own picture
        line_picture(values, title=title, describe=describe, low=end, high=end, marks={0: mark})
    )


def test_every_text_is_escaped() -> None:
    picture = drawn([0.1, 0.9], title=SHARP, describe=SHARP, end=SHARP, mark=SHARP)
    assert not list(picture.iter(f"{SVG}script"))
    texts = [element.text for element in picture.iter() if element.text]
    assert texts.count(SHARP) == 5


def test_it_can_be_read_aloud() -> None:
    picture = drawn([0.5], title="Openness", describe="After each message: 50%")
    assert picture.get("role") == "img"
    labels = {element.get("id"): element.text for element in picture.iter() if element.get("id")}
    assert [labels[name] for name in (picture.get("aria-labelledby") or "").split()] == [
        "Openness",
        "After each message: 50%",
    ]


@given(st.lists(st.floats(-2, 3), max_size=60))
def test_every_value_has_its_dot_inside_the_picture(values: list[float]) -> None:
    dots = list(drawn(values).iter(f"{SVG}circle"))
    assert len(dots) == len(values)
    assert all(0 <= float(dot.get("cx", -1)) <= WIDTH and 0 <= float(dot.get("cy", -1)) <= HEIGHT for dot in dots)


def test_higher_values_stand_higher() -> None:
    heights = [float(dot.get("cy", 0)) for dot in drawn([0.1, 0.5, 0.9]).iter(f"{SVG}circle")]
    assert heights == sorted(heights, reverse=True)
