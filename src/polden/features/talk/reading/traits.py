"""Traits of a sentence that the machines weigh beside its meaning and its words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from polden.core.words import stems_of, word_list
from polden.features.talk.reading.cues import NAMES, cues_in, plain
from polden.kit.meaning.encoder import Matrix, Vector

_INDEX = {name: number for number, name in enumerate(NAMES)}
_YOU = re.compile(
    r"\b(?:ты|теб[яе]|тобой|тво(?:й|я|и|е|их|ю|ей|его|ему)|вы|вас|вам|ваш\w*|you|your|yours|you're|u|ur|yourself)\b"
)
_ME = re.compile(r"\b(?:я|меня|мне|мной|мо(?:й|я|и|е|ю)|i|me|my|i'm|i've)\b")
_THEY = re.compile(
    r"\b(?:он|она|они|его|ее|их|ему|им|это|эта|этот|эти|he|she|they|him|her|them|it|this|that|these|those)\b"
)
CUE_WEIGHT = 0.5
LENGTH = 60


def traits_of(
    sentences: Sequence[str],
    vectors: Matrix,
    partner: str,
    before: Vector,
    *,
    first: Sequence[bool],
    last: Sequence[bool],
) -> NDArray[np.float32]:
    """Cues, what is shared with the partner's words, length, signs and place in the message (n × TRAITS)."""
    theirs = stems_of(partner)
    rows = np.zeros((len(sentences), TRAITS), np.float32)
    for row, sentence in enumerate(sentences):
        rows[row, : len(NAMES)] = cue_row(sentence)
        mine = stems_of(sentence)
        shared = len(mine & theirs) / max(1, min(len(mine), len(theirs)))
        words = min(1.0, len(word_list(sentence)) / LENGTH)
        near = float(vectors[row] @ before) if partner else 0.0
        rows[row, len(NAMES) :] = (shared, near, words, "?" in sentence, "!" in sentence, first[row], last[row])
    return rows


TRAITS = len(NAMES) + 7


def cue_row(sentence: str) -> NDArray[np.float32]:
    """The cues of a sentence, one column each."""
    row = np.zeros(len(NAMES), np.float32)
    for cue in cues_in(sentence):
        row[_INDEX[cue]] = CUE_WEIGHT
    return row


def persons_of(text: str) -> tuple[bool, bool, bool]:
    """Whether a text speaks of “you”, of “I”, and of somebody or something else."""
    said = plain(text)
    return bool(_YOU.search(said)), bool(_ME.search(said)), bool(_THEY.search(said))
