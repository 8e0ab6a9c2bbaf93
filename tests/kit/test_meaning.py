"""Meaning without the encoder's 200 MB: made-up vectors, an encoder of words, and dense sums to hold the fast ones to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polden.kit.meaning.encoder import DIMENSIONS, Encoder, Matrix
from polden.kit.meaning.grams import BUCKETS as ALL_BUCKETS
from polden.kit.meaning.grams import grams_of, tokens_of
from polden.kit.meaning.learning import kernel, logistic, machine_of, solve
from polden.kit.meaning.machine import BUCKETS, Floats, Machine, Mix, Texts, texts_of
from polden.kit.meaning.phrases import Phrasebook, mark_of, store_phrases
from polden.kit.meaning.recogniser import Recogniser, Sayings, taught

MIX = Mix(width=1.5, pieces=0.8, traits=0.4, ridge=0.1)
SENTENCES = [
    "Мой голос ничего не решает",
    "All politicians lie",
    "Война — это плохо",
    "Я устал",
    "да",
    "",
    "??? 42",
]


class WordEncoder(Encoder):
    """Sentences as sums of their words' made-up vectors: like words, like sentences. Counts what it was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Matrix:
        self.asked += texts
        rows = [sum((word_vector(word) for word in tokens_of(text)), word_vector("")) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32).reshape(len(texts), DIMENSIONS)


def word_vector(word: str) -> Floats:
    return np.random.default_rng(mark_of(word)).normal(size=DIMENSIONS) * (0.3 if word == "" else 1)


# --- pieces of words --------------------------------------------------------------------------------------------------


def test_tokens_are_plain() -> None:
    assert tokens_of("Ещё ЁЛКА, нееееет!!! 2024") == ["еще", "елка", ",", "неет", "!", "!", "0"]


@given(st.text(max_size=200))
def test_grams_are_sorted_different_and_of_length_one(text: str) -> None:
    buckets, values = grams_of(text)
    assert buckets.dtype == np.int32
    assert len(buckets) == len(values)
    assert (np.diff(buckets) > 0).all()
    assert buckets.size == 0 or (buckets.min() >= 0 and buckets.max() < ALL_BUCKETS)
    assert float(values @ values) == pytest.approx(1.0 if tokens_of(text) else 0.0, abs=1e-5)


def test_grams_share_pieces_of_like_words_and_none_of_unlike() -> None:
    def shared(one: str, other: str) -> float:
        left, right = dict(zip(*grams_of(one), strict=True)), dict(zip(*grams_of(other), strict=True))
        return float(sum(value * right.get(bucket, 0) for bucket, value in left.items()))

    assert shared("голосовать", "голосование") > 0.4
    assert shared("голосовать", "weather") < 0.02
    assert shared("The same", "the SAME") == pytest.approx(1)


# --- the machine ------------------------------------------------------------------------------------------------------


def some_texts(sentences: Sequence[str], traits: int, seed: int) -> Texts:
    random = np.random.default_rng(seed)
    vectors = random.normal(size=(len(sentences), DIMENSIONS))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    given_traits = random.normal(size=(len(sentences), traits)).astype(np.float32) if traits else None
    return texts_of(sentences, vectors.astype(np.float32), given_traits)


def dense_kernel(one: Texts, other: Texts) -> Floats:
    """The kernel as its definition says, one pair of texts after another."""

    def pieces(texts: Texts, row: int) -> Floats:
        dense = np.zeros(BUCKETS)
        for bucket, value in zip(*texts.pieces[row], strict=True):
            dense[bucket % BUCKETS] += value
        return dense

    found = np.zeros((len(one), len(other)))
    for left in range(len(one)):
        for right in range(len(other)):
            apart = one.vectors[left].astype(float) - other.vectors[right]
            found[left, right] = np.exp(-MIX.width * float(apart @ apart))
            found[left, right] += MIX.pieces * float(pieces(one, left) @ pieces(other, right))
            if one.traits.size:
                found[left, right] += MIX.traits * float(one.traits[left] @ other.traits[right])
    return found


@pytest.mark.parametrize("traits", [0, 3])
def test_the_fast_kernel_is_the_one_defined(traits: int) -> None:
    one, other = some_texts(SENTENCES, traits, 1), some_texts(SENTENCES[:3], traits, 2)
    np.testing.assert_allclose(kernel(one, other, MIX), dense_kernel(one, other), atol=1e-5)


@pytest.mark.parametrize("traits", [0, 3])
def test_the_machine_scores_as_the_kernel_does(traits: int) -> None:
    """Folding the linear parts into eight-bit weights costs less than a hundredth."""
    taught_texts, new = (
        some_texts(SENTENCES, traits, 1),
        some_texts(["Мой голос решает", "I lie", ""], traits, 2),
    )
    wanted = np.random.default_rng(3).normal(size=(len(SENTENCES), 2))
    mean = np.array([0.25, -0.5])
    duals = solve(kernel(taught_texts, taught_texts, MIX), wanted, MIX)
    machine = machine_of(taught_texts, duals, MIX, mean)
    expected = dense_kernel(new, taught_texts) @ duals + mean
    np.testing.assert_allclose(machine.scores(new), expected, atol=0.01 * np.abs(duals).max())


def test_solving_is_ridge_regression() -> None:
    texts = some_texts(SENTENCES, 0, 1)
    known = kernel(texts, texts, MIX)
    wanted = np.eye(len(SENTENCES))
    duals = solve(known, wanted, MIX)
    np.testing.assert_allclose(known @ duals + MIX.ridge * duals, wanted, atol=1e-9)


def test_a_text_of_weight_two_counts_as_two() -> None:
    twice = [*SENTENCES, SENTENCES[0]]
    texts = some_texts(SENTENCES, 0, 1)
    doubled = Texts(
        np.vstack([texts.vectors, texts.vectors[:1]]),
        [grams_of(text) for text in twice],
        np.zeros((8, 0), np.float32),
    )
    wanted = np.arange(len(SENTENCES), dtype=float)[:, None]
    weights = np.array([2.0, *[1.0] * (len(SENTENCES) - 1)])
    known = kernel(texts, texts, MIX)
    weighted = known @ solve(known, wanted, MIX, weights)
    repeated = kernel(texts, doubled, MIX) @ solve(kernel(doubled, doubled, MIX), np.vstack([wanted, wanted[:1]]), MIX)
    np.testing.assert_allclose(weighted, repeated, atol=1e-8)


def test_a_machine_survives_its_file(tmp_path: Path) -> None:
    texts = some_texts(SENTENCES, 3, 1)
    wanted = np.random.default_rng(3).normal(size=(len(SENTENCES), 2))
    machine = machine_of(texts, solve(kernel(texts, texts, MIX), wanted, MIX), MIX, np.zeros(2))
    np.savez(tmp_path / "machine.npz", allow_pickle=False, **machine.arrays("it"))
    with np.load(tmp_path / "machine.npz") as data:
        again = Machine.of(data, "it")
    np.testing.assert_allclose(again.scores(texts), machine.scores(texts), atol=0.02)


def test_traits_are_at_most_of_unit_length() -> None:
    texts = texts_of(["a", "b"], np.zeros((2, DIMENSIONS), np.float32), np.array([[0, 0], [300, 400]], np.float32))
    lengths = np.linalg.norm(texts.traits, axis=1)
    assert lengths[0] == 0
    assert 0.99 < lengths[1] <= 1


def test_the_logistic_curve_finds_the_chances_again() -> None:
    random = np.random.default_rng(1)
    inputs = random.normal(size=20_000)
    truths = (random.random(20_000) < 1 / (1 + np.exp(-(2.5 * inputs - 0.7)))).astype(float)
    slope, offset = logistic(inputs, truths)
    assert slope == pytest.approx(2.5, abs=0.1)
    assert offset == pytest.approx(-0.7, abs=0.1)


# --- phrases ----------------------------------------------------------------------------------------------------------


def test_stored_phrases_lose_less_than_a_hundredth(tmp_path: Path) -> None:
    encoder = WordEncoder()
    store_phrases([*SENTENCES, SENTENCES[0]], encoder, tmp_path / "phrases.npz")
    encoder.asked.clear()
    book = Phrasebook(encoder, tmp_path / "phrases.npz")
    vectors = WordEncoder().encode([*SENTENCES, "голос решает всё"])
    exact = vectors @ vectors[: len(SENTENCES)].T
    for vector, row in zip(vectors, exact, strict=True):
        near = book.nearness(vector, SENTENCES)
        assert max(abs(found - true) for found, true in zip(near, row, strict=True)) < 0.01
    assert not encoder.asked


def test_new_phrases_are_encoded_once(tmp_path: Path) -> None:
    encoder = WordEncoder()
    store_phrases(["old"], encoder, tmp_path / "phrases.npz")
    encoder.asked.clear()
    book = Phrasebook(encoder, tmp_path / "phrases.npz")
    vector = WordEncoder().encode_one("new")
    assert book.nearness(vector, ["old", "new"])[1] == pytest.approx(1, abs=1e-5)
    book.nearness(vector, ["new", "old"])
    book.nearness(vector, ["new"])
    assert encoder.asked == ["new"]


def test_a_book_without_a_file_works_as_well(tmp_path: Path) -> None:
    book = Phrasebook(WordEncoder(), tmp_path / "nothing.npz")
    vector = WordEncoder().encode_one("a word")
    assert book.nearness(vector, []) == []
    assert book.nearness(vector, ["a word"]) == [pytest.approx(1, abs=1e-5)]


# --- the recogniser ---------------------------------------------------------------------------------------------------

TOPICS = {
    "vote": [
        "голос",
        "ничего",
        "не",
        "решает",
        "всё",
        "решено",
        "заранее",
        "выборы",
        "без",
        "меня",
        "обойдутся",
    ],
    "lies": ["политики", "врут", "воруют", "обещают", "обманывают", "одинаковые", "верить", "некому"],
    "tired": ["устал", "работа", "семья", "времени", "нет", "голова", "болит", "отдохнуть", "новости"],
}
ELSE = ["погода", "дождь", "собака", "чайник", "пирог", "огород", "рыбалка", "кино", "музыка", "море"]


def sayings() -> Sayings:
    random = np.random.default_rng(5)

    def some(words: Sequence[str], count: int) -> list[str]:
        return [" ".join(random.choice(words, 4, replace=False)) for _ in range(count)]

    against = {name: [f"нет неправда {text}" for text in some(words, 8)] for name, words in TOPICS.items()}
    return Sayings({name: some(words, 25) for name, words in TOPICS.items()}, against, some(ELSE, 30))


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return taught(sayings(), WordEncoder())


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("выборы решено без меня", "vote"),
        ("политики обманывают верить некому", "lies"),
        ("устал голова болит", "tired"),
        ("пирог чайник дождь", None),
        ("нет неправда голос решает выборы", None),
    ],
)
def test_it_tells_what_is_meant_and_when_nothing_fits(recogniser: Recogniser, text: str, label: str | None) -> None:
    found = recogniser.recognise(text)
    assert found.label == label
    assert {name for name, _ in found.ranked} == set(TOPICS)
    assert all(0 <= share <= 1 for _, share in found.ranked)
    assert [share for _, share in found.ranked] == sorted((share for _, share in found.ranked), reverse=True)
    assert (found.confidence >= found.threshold) == (label is not None)


def test_a_known_vector_saves_the_encoding(recogniser: Recogniser) -> None:
    text = "устал нет времени"
    vector = WordEncoder().encode_one(text)
    assert recogniser.recognise(text, vector) == recogniser.recognise(text)


def test_it_survives_its_file(recogniser: Recogniser, tmp_path: Path) -> None:
    recogniser.save(tmp_path / "recognition.npz")
    again = Recogniser.load(tmp_path / "recognition.npz", WordEncoder())
    assert (again.labels, again.threshold, again.mark) == (
        recogniser.labels,
        recogniser.threshold,
        sayings().mark,
    )
    for text in ("выборы решено без меня", "пирог чайник дождь"):
        found, before = again.recognise(text), recogniser.recognise(text)
        assert found.label == before.label
        assert found.confidence == pytest.approx(before.confidence, abs=0.02)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        Recogniser.load(tmp_path / "nothing.npz", WordEncoder())


def test_the_mark_changes_with_any_saying_and_not_with_their_order() -> None:
    one = Sayings({"a": ["x", "y"], "b": ["z"]}, {"a": ["w"]}, ["v"])
    assert one.mark == Sayings({"b": ["z"], "a": ["y", "x"]}, {"a": ["w"]}, ["v"]).mark
    others = [
        Sayings({"a": ["x"], "b": ["z", "y"]}, {"a": ["w"]}, ["v"]),
        Sayings({"a": ["x", "y"], "b": ["z"]}, {}, ["v"]),
        Sayings({"a": ["x", "y"], "b": ["z"]}, {"a": ["w"]}, ["v", "u"]),
    ]
    assert one.mark not in {other.mark for other in others}
