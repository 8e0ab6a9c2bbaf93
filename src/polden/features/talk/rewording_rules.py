"""Whether a model server's answer may stand in for a line of the pack. Pure; in doubt the pack's line stays.

An answer passes when it is one short line in the same language that says the same: no number or name more or less, no
question or "not" more or less, every clause near the line in meaning, nothing of the prompt, nothing rude. The checks are
deliberately narrow: a refused rewording costs nothing, a made-up fact would.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

from polden.core.words import Language, word_list
from polden.features.talk.reading.forms import language_of, sentences_of
from polden.features.talk.reading.values import INSULTING, Form, Reading
from polden.features.talk.rewording_prompt import Task
from polden.features.talk.rewording_words import negations_in, numbers_in, strange_names
from polden.kit.meaning.encoder import Matrix

SAME_MEANING = 0.5
"""Cosine of a whole answer with its line, at least; rewordings lie between .5 and .9, other sentences below .45."""
SAME_SUBJECT = 0.35
"""Cosine of each longer clause of one with the nearest clause of the other, at least."""
CLAUSE_WORDS = 3
"""A clause of fewer words ("well now", "so there you are") says too little to be compared."""
ECHOED_WORDS = 5
_THOUGHT = re.compile(r"^\s*<think>.*?</think>", re.S | re.I)
_PAIRS = (("«", "»"), ("“", "”"), ("„", "“"), ('"', '"'))
_MARKUP = re.compile(r"[<>{}\[\]*#`|\\_@~^=]|https?:|www\.")
_ODD = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "So", "Zl", "Zp"})
_SPEAKER = re.compile(r"(?:^|[.!?…»”\"]\s+|[—–]\s*)([^\W\d_][\w-]*(?: [\w-]+){0,2}):\s+(\W*\w)")
_ROLES = frozenset(
    {"я", "ты", "вы", "он", "она", "ответ", "пользователь", "ассистент", "собеседник"}
    | {"i", "me", "you", "he", "she", "answer", "user", "assistant", "system"}
)
_DIALOGUE = re.compile(r"(?:^|[.!?…]\s+)[—–-]\s")
_ABOUT_ITSELF = re.compile(
    r"языков\w+ модел|искусственн\w+ интеллект|нейросет|как (?:модель|ии)\b|перефраз|переформул|перепис(?:анн|ать)|реплик"
    r"|вот (?:вариант|ответ|мой)|исходн\w+ (?:текст|фраз)|language model|\bas an ai\b|\ban ai\b|assistant|rephras|reword"
    r"|rewrit|here(?:'s| is) (?:the|a|my|your)|original line|i (?:can(?:no|')t|am unable to) (?:help|assist|comply)",
    re.I,
)


class Refusal(StrEnum):
    """Why an answer is not used. Says nothing of its content, so it may be logged."""

    EMPTY = "empty"
    LENGTH = "too long or too short"
    LANGUAGE = "another language"
    SPEAKERS = "more than one speaker"
    MARKUP = "markup or odd characters"
    ITSELF = "it speaks of itself"
    ECHO = "it quotes what it was sent"
    NUMBERS = "other numbers"
    NAMES = "new names"
    QUESTION = "a question more or less"
    NEGATION = "a negation more or less"
    MEANING = "another meaning"
    RUDE = "an insult or words of danger"


def cleaned(answer: str) -> str:
    """The answer without a thinking part before it, outer spaces and quotation marks around the whole."""
    text = _THOUGHT.sub("", answer).strip()
    for opening, closing in _PAIRS:
        inner = text[1:-1].strip()
        if inner and text == f"{opening}{text[1:-1]}{closing}" and not {opening, closing} & set(inner):
            return inner
    return text


def refused_by_form(text: str, task: Task, common: frozenset[str]) -> Refusal | None:
    """What is wrong with a cleaned answer, judged by its letters and words; None when nothing is.

    ``common`` holds words that are no names, as ``common_words`` gives them.
    """
    for refusal, wrong in _FORM_CHECKS:
        if wrong(text, task):
            return refusal
    return Refusal.NAMES if strange_names(text, task.line, common, task.language) else None


def refused_by_meaning(answer: Reading, line: Reading, encode: Callable[[Sequence[str]], Matrix]) -> Refusal | None:
    """What is wrong with an answer, judged by how it reads beside the line; None when nothing is."""
    if answer.form is not Form.WORDS:
        return Refusal.LANGUAGE
    if answer.toxicity >= INSULTING or answer.danger is not None or (answer.insults and not line.insults):
        return Refusal.RUDE
    ours, theirs = [answer.text, *_clauses(answer.text)], [line.text, *_clauses(line.text)]
    vectors = encode([*ours, *theirs])
    near = vectors[: len(ours)] @ vectors[len(ours) :].T
    if float(near[0, 0]) < SAME_MEANING:
        return Refusal.MEANING
    best = [*zip(ours[1:], near.max(axis=1)[1:], strict=True), *zip(theirs[1:], near.max(axis=0)[1:], strict=True)]
    strays = any(score < SAME_SUBJECT for clause, score in best if len(word_list(clause)) >= CLAUSE_WORDS)
    return Refusal.MEANING if strays else None


def _clauses(text: str) -> list[str]:
    parts = [part.strip() for sentence in sentences_of(text) for part in re.split(r"[,;:()]|\s[—–-]\s", sentence)]
    return [part for part in parts if word_list(part)]


def _of_another_length(text: str, task: Task) -> bool:
    return not 0.4 * len(task.line) <= len(text) <= 1.6 * len(task.line) + 20


def _odd(text: str, task: Task) -> bool:
    strange = {sign for sign in text if unicodedata.category(sign) in _ODD}
    return bool((strange | set(_MARKUP.findall(text))) - set(task.line))


def _in_another_language(text: str, task: Task) -> bool:
    known = set(word_list(task.line))
    foreign = (
        word
        for word in word_list(text)
        if word not in known and not all(_is_letter_of(task.language, sign) for sign in word)
    )
    return language_of(text) != task.language or any(foreign)


def _is_letter_of(language: Language, sign: str) -> bool:
    if not sign.isalpha():
        return True
    return sign in "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" if language == "ru" else sign.isascii() or sign in "éèêïçñ"


def _several_speakers(text: str, task: Task) -> bool:
    roles = _ROLES | {name.lower() for name in task.names}
    labels = [found[1] for found in _SPEAKER.finditer(text) if found[2][-1].isupper() or found[1].lower() in roles]
    dashes = len(_DIALOGUE.findall(text)) > len(_DIALOGUE.findall(task.line))
    return len(text.splitlines()) > 1 or dashes or any(f"{label}:" not in task.line for label in labels)


def _echoes(text: str, task: Task) -> bool:
    sent = {run for other in task.sent for run in _runs(other)} - set(_runs(task.line))
    return any(run in sent for run in _runs(text)) or text in task.sent


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = word_list(text)
    return (tuple(words[start : start + ECHOED_WORDS]) for start in range(len(words) - ECHOED_WORDS + 1))


def _other_negation(text: str, task: Task) -> bool:
    ours, theirs = negations_in(text, task.language), negations_in(task.line, task.language)
    return bool(ours) != bool(theirs) or abs(ours - theirs) > 1


_FORM_CHECKS: tuple[tuple[Refusal, Callable[[str, Task], bool]], ...] = (
    (Refusal.EMPTY, lambda text, _: not word_list(text)),
    (Refusal.LENGTH, _of_another_length),
    (Refusal.SPEAKERS, _several_speakers),
    (Refusal.MARKUP, _odd),
    (Refusal.LANGUAGE, _in_another_language),
    (Refusal.ITSELF, lambda text, task: bool(_ABOUT_ITSELF.search(text)) and not _ABOUT_ITSELF.search(task.line)),
    (Refusal.ECHO, _echoes),
    (Refusal.NUMBERS, lambda text, task: numbers_in(text, task.language) != numbers_in(task.line, task.language)),
    (Refusal.QUESTION, lambda text, task: ("?" in text) != ("?" in task.line)),
    (Refusal.NEGATION, _other_negation),
)
