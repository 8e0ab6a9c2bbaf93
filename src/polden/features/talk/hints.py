"""A hint: one thing that could be said now, with an example, chosen from how the talk stands."""

from __future__ import annotations

from dataclasses import dataclass

from polden.core.chance import pick
from polden.features.talk.acts import QUESTIONS, REFLECTIONS, STORIES, Act, Level
from polden.features.talk.content import Practice
from polden.features.talk.conversation import Talk
from polden.features.talk.marks import Gender, filled
from polden.features.talk.mind import level_of
from polden.features.talk.wording import Wording


@dataclass(frozen=True)
class Hint:
    """Why, and an example to change and use."""

    kind: str
    why: str
    example: str


def hint_for(talk: Talk, practice: Practice | None, wording: Wording, listener: Gender = "f") -> Hint:
    """What one could say now; another one when it is asked for at another turn."""
    kind = _kind(talk)
    language = talk.setup.language
    seed = f"{talk.setup.seed}/hint/{len(talk.turns)}"
    examples = (
        getattr(practice, kind)[language]
        if practice and kind in {"reflect", "ask", "share"}
        else wording.examples[kind]
    )
    example = filled(pick(seed + kind, examples), speaker=talk.setup.user_gender, listener=listener)
    return Hint(kind, pick(seed, wording.hints[kind]), example)


def _kind(talk: Talk) -> str:
    """``repair``, ``reflect``, ``ask``, ``permission`` or ``share``."""
    state = talk.state
    last = set(talk.turns[-1].acts) if talk.turns else set()
    if state.heat >= 0.45 or last & {Act.INSULT, Act.CONTEMPT, Act.BLAME, Act.COMMAND}:
        return "repair"
    if last & REFLECTIONS:
        told = any(STORIES & set(turn.acts) for turn in talk.turns)
        if state.trust >= 0.5 and not told:
            return (
                "share" if last & {Act.PERMISSION} or level_of(state) in {Level.LISTENING, Level.OPEN} else "permission"
            )
        return "ask"
    return "reflect" if last & QUESTIONS or not last else "reflect" if len(talk.turns) % 2 else "ask"
