from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polden.kit.sealing import LONGEST, BrokenSeal, Sealer

SEALER = Sealer("a key for tests", "talk")
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=12,
)


@given(PLAIN)
def test_what_was_sealed_is_opened_again(value: object) -> None:
    assert SEALER.open(SEALER.seal(value)) == value


def test_a_parcel_can_stand_in_a_form_field() -> None:
    assert SEALER.seal({"said": '«Ты где? & "я"» <b>'}).isascii()


@given(st.data())
def test_an_altered_parcel_is_refused(data: st.DataObject) -> None:
    parcel = SEALER.seal(["Мам, привет", 0.25])
    at = data.draw(st.integers(0, len(parcel) - 1))
    letter = data.draw(st.characters(codec="ascii").filter(lambda found: found != parcel[at]))
    altered = parcel[:at] + letter + parcel[at + 1 :]
    try:
        opened = SEALER.open(altered)
    except BrokenSeal:
        return
    # The last letter of unpadded base64 holds bits that nobody reads; what is said is unchanged all the same.
    assert at == len(parcel) - 1
    assert opened == ["Мам, привет", 0.25]


@given(st.integers(0, 60))
def test_a_truncated_parcel_is_refused(length: int) -> None:
    parcel = SEALER.seal(["слово " * 40])
    with pytest.raises(BrokenSeal):
        SEALER.open(parcel[: min(length, len(parcel) - 1)])


@given(st.text(max_size=200))
@settings(max_examples=200)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BrokenSeal):
        SEALER.open(text)


@pytest.mark.parametrize("other", [Sealer("another key", "talk"), Sealer("a key for tests", "sign")])
def test_another_key_or_purpose_does_not_open_it(other: Sealer) -> None:
    with pytest.raises(BrokenSeal):
        other.open(SEALER.seal([1]))


def test_a_huge_parcel_is_refused_before_it_is_looked_at() -> None:
    with pytest.raises(BrokenSeal, match="too long"):
        SEALER.open("a" * (LONGEST + 1))


def test_a_parcel_that_swells_is_refused() -> None:
    """Four million spaces pack into a few kilobytes."""
    swelling = SEALER.seal(" " * 5_000_000)
    assert len(swelling) < LONGEST
    with pytest.raises(BrokenSeal):
        SEALER.open(swelling)
