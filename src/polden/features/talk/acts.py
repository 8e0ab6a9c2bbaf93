"""The names of what a message does, and of what a line of a loved one can answer.

The acts follow the behaviour codes of motivational interviewing (MITI 4.2.1: questions, simple and complex
reflections, affirm, seeking permission, confront, persuade without permission), with the everyday ones that a family
talk needs beside them.
"""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """Something that a message does; several at once are usual."""

    OPEN_QUESTION = "open_question"
    CLOSED_QUESTION = "closed_question"
    LOADED_QUESTION = "leading_or_rhetorical_question"
    SIMPLE_REFLECTION = "simple_reflection"
    COMPLEX_REFLECTION = "complex_reflection"
    AFFIRMATION = "affirmation"
    ACKNOWLEDGEMENT = "acknowledgement"
    OWN_STORY = "own_story"
    OTHER_STORY = "other_story"
    PERMISSION = "permission_ask"
    FACT = "fact_claim"
    ADVICE = "advice_without_permission"
    COMMAND = "command"
    INSULT = "label_or_insult"
    CONTEMPT = "contempt_or_sarcasm"
    BLAME = "blame_you_statement"
    LECTURE = "lecture"
    COMMON_GROUND = "agreement_common_ground"
    FEELING = "feeling_statement"
    TOPIC_CHANGE = "topic_change"
    GOODBYE = "goodbye"
    OTHER = "other"


QUESTIONS = frozenset({Act.OPEN_QUESTION, Act.CLOSED_QUESTION, Act.LOADED_QUESTION})
REFLECTIONS = frozenset({Act.SIMPLE_REFLECTION, Act.COMPLEX_REFLECTION})
STORIES = frozenset({Act.OWN_STORY, Act.OTHER_STORY})
HURTING = frozenset({Act.INSULT, Act.CONTEMPT, Act.BLAME, Act.COMMAND})
CLOSING = HURTING | {Act.ADVICE, Act.LECTURE, Act.LOADED_QUESTION}


class Ask(StrEnum):
    """What a loved one's line can answer: the kinds of ``for`` in a pack's lines."""

    WHY = "why"
    HOW_KNOW = "how_know"
    FEEL = "feel"
    WANT = "want"
    EXAMPLE = "example"
    FACT = "fact"
    STORY = "story"
    REFLECTION = "reflection"
    COMMON = "common"
    ANY = "any"


class Level(StrEnum):
    """How open a loved one is at a moment, in words that a line can be written for."""

    CLOSED = "closed"
    GUARDED = "guarded"
    LISTENING = "listening"
    OPEN = "open"


LEVELS = tuple(Level)
