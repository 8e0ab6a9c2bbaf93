"""Which acts a message holds, how toxic it is, and how far it opens or closes the door: trained weights.

Three machines (see ``kit.meaning.machine``) learnt from made-up messages that were labelled by hand: one scores the acts of
each sentence and of the whole; one scores whether a trainer would prefer the message; one whether it is aimed at the
partner as an insult, a threat or contempt. A fourth, linear, scores whether a Russian text is coarse in itself. What they
learnt from and how well they do stands in docs/model-card.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polden.features.talk.acts import Act
from polden.features.talk.reading.traits import cue_row, persons_of, traits_of
from polden.kit.meaning.encoder import Matrix, Vector
from polden.kit.meaning.grams import BUCKETS as ALL_BUCKETS
from polden.kit.meaning.machine import Machine, Pieces, Texts, texts_of, texts_with

WEIGHTS = Path(__file__).with_name("weights.npz")
ACTS = tuple(Act)
MEANING_WEIGHT = 0.7
"""Of the sentence vector beside the pieces, in the linear scores."""
COARSE_BORDER, SWEARING, UNADDRESSED = 0.3, 3.0, 2.0
"""In logits; chosen on a fifth of RUSSE's training split that was held out (docs/decisions/0006)."""
_RUSSIAN = re.compile(r"[а-яё]", re.I)


@dataclass(frozen=True)
class Judged:
    """Belief in each act (0 … 1), the sentence that shows it best, toxicity (0 … 1) and score (−1 … 1)."""

    acts: Mapping[Act, float]
    where: Mapping[Act, str]
    toxicity: float
    score: float


@dataclass(frozen=True)
class Linear:
    """A linear score of a text: hashed pieces (weights, one a bucket), its vector, an offset; 0 is the border."""

    pieces: NDArray[np.float32]
    meaning: NDArray[np.float32]
    offset: float

    def score(self, pieces: Pieces, vector: Vector) -> float:
        """The score of a text's pieces and meaning; the chance is its logistic curve."""
        buckets, values = pieces
        return float(values @ self.pieces[buckets]) + float(vector @ self.meaning) * MEANING_WEIGHT + self.offset


class Judge:
    """Judges messages. Safe to share between threads."""

    def __init__(self, weights: Path = WEIGHTS) -> None:
        self._weights = weights

    @cached_property
    def _arrays(self) -> dict[str, NDArray[Any]]:
        with np.load(self._weights) as data:
            return dict(data)

    @cached_property
    def _acts(self) -> Machine:
        return Machine.of(self._arrays, "acts")

    @cached_property
    def _preference(self) -> Machine:
        return Machine.of(self._arrays, "preference")

    @cached_property
    def _aimed(self) -> Machine:
        return Machine.of(self._arrays, "aimed")

    @cached_property
    def coarse(self) -> Linear:
        """Whether a Russian text is coarse in itself."""
        return self._linear("coarse")

    @cached_property
    def swearing(self) -> Linear:
        """Whether a text swears at nobody in particular."""
        return self._linear("swearing")

    def _linear(self, name: str) -> Linear:
        arrays = self._arrays
        pieces = arrays[f"{name}_pieces"].astype(np.float32)
        if len(pieces) != ALL_BUCKETS:
            raise ValueError(f"{self._weights.name} was made for another number of buckets; make it anew")
        return Linear(pieces, arrays[f"{name}_meaning"].astype(np.float32), float(arrays[f"{name}_offset"]))

    def judge(
        self, text: str, sentences: Sequence[str], partner: str, whole: Vector, parts: Matrix, before: Vector
    ) -> Judged:
        """The acts of a message, from its text and the vectors of the whole, its sentences and what came before."""
        texts = message_texts(text, sentences, partner, whole, parts, before)
        acts, where = self._found(self._acts.scores(texts), sentences)
        preference = self._preference.scores(row_of(texts, 0))[0]
        slope = self._arrays["preference_slope"]
        score = float(np.tanh(preference[0] * slope))
        return Judged(acts, where, self._toxicity(text, partner, whole, texts.pieces[0]), score)

    def _found(self, scores: NDArray[np.float32], sentences: Sequence[str]) -> tuple[dict[Act, float], dict[Act, str]]:
        """Each act's belief: the mean of the whole's score and the best sentence's, moved so that 0.5 is the border."""
        whole, parts = scores[0], scores[1:] if len(scores) > 1 else scores
        best = parts.argmax(axis=0)
        mean = (whole + parts.max(axis=0)) / 2
        belief = np.clip(mean - self._arrays["acts_borders"] + 0.5, 0, 1)
        order = np.argsort(-belief)
        acts = {ACTS[index]: float(belief[index]) for index in order.tolist()}
        return acts, {ACTS[index]: sentences[best[index]] for index in order.tolist()}

    def _toxicity(self, text: str, partner: str, vector: Vector, pieces: Pieces) -> float:
        """How surely it is an insult, a threat or contempt: aimed at the partner; without one, also coarse in itself.

        Without a partner nobody can be meant in particular, so a Russian text counts that is coarse in itself, unless it
        swears at nobody, as people do at the weather; and one that would be aimed at a partner beyond doubt.
        """
        coarse = self.coarse.score(pieces, vector) if _RUSSIAN.search(text) else 0.0
        traits = aimed_traits(text, coarse)
        aimed = float(self._aimed.scores(texts_with([pieces], vector[None, :], traits[None, :]))[0, 0])
        slope, border = self._arrays["aimed_curve"]
        surely = float(slope) * (aimed - float(border))
        if partner or not coarse:
            return _chance(surely)
        swears = max(0.0, self.swearing.score(pieces, vector) - float(self._arrays["swearing_border"]))
        return _chance(max(coarse - COARSE_BORDER - SWEARING * swears, surely - UNADDRESSED))


def message_texts(
    text: str, sentences: Sequence[str], partner: str, whole: Vector, parts: Matrix, before: Vector
) -> Texts:
    """The whole message and then its sentences, if there are several, as the machines see them."""
    if len(sentences) == 1:
        sentences, parts = (), parts[:0]  # the whole is its only sentence
    count = len(sentences)
    first = [True, *(index == 0 for index in range(count))]
    last = [True, *(index == count - 1 for index in range(count))]
    said = [text, *sentences]
    vectors = np.concatenate([whole[None, :], parts])
    return texts_of(said, vectors, traits_of(said, vectors, partner, before, first=first, last=last))


def row_of(texts: Texts, row: int) -> Texts:
    """One of the texts."""
    return Texts(texts.vectors[row : row + 1], texts.pieces[row : row + 1], texts.traits[row : row + 1])


def aimed_traits(text: str, coarse: float) -> NDArray[np.float32]:
    """Cues, whom a text speaks of and how coarse it is, for the machine that says whether it is aimed at the partner."""
    return np.concatenate([cue_row(text), [*persons_of(text), 2 * float(np.clip(coarse / 6, -1, 1))]]).astype(
        np.float32
    )


def _chance(score: float) -> float:
    return 1 / (1 + float(np.exp(-np.clip(score, -30, 30))))
