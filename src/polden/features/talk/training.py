"""Making what a pack's recognition needs: weights for its positions, and vectors of the phrases that lines answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from polden.core.words import LANGUAGES
from polden.features.talk.acts import LEVELS
from polden.features.talk.library import Library
from polden.kit.meaning.encoder import Encoder
from polden.kit.meaning.phrases import store_phrases
from polden.kit.meaning.recogniser import Sayings, taught

RECOGNITION, PHRASES = "recognition.npz", "phrases.npz"


def sayings_of(library: Library) -> Sayings:
    """What is said for and against each position, in all languages, and what else comes up in such talks."""
    of: dict[str, list[str]] = {}
    against: dict[str, list[str]] = {}
    for name in library.position_ids:
        position = library.position(name)
        of[name] = [text for language in LANGUAGES for text in (position.text[language], *position.wordings[language])]
        against[name] = [text for language in LANGUAGES for text in position.opposites[language]]
    return Sayings(of, against, [text for language in LANGUAGES for text in library.others.get(language, [])])


def phrases_of(library: Library) -> Iterator[str]:
    """Every phrase that a message is compared with."""
    for language in LANGUAGES:
        for name in library.position_ids:
            lines = library.position_lines(name, language)
            yield from (phrase for level in LEVELS for line in lines.at(level) for phrase in line.to)
        for name in library.person_ids:
            yield from (phrase for topic in library.person_lines(name, language).topics for phrase in topic.asks)
            yield from (phrase for trigger in library.person(name).triggers for phrase in trigger.to[language])


def train_pack(root: Path, say: Callable[[str], object]) -> None:
    """Learn a pack's positions and phrases, and write both files into its folder. Takes about a minute."""
    library, encoder = Library(root), Encoder()
    say(f"{root}: learning {len(library.position_ids)} positions …")
    taught(sayings_of(library), encoder).save(root / RECOGNITION)
    phrases = list(phrases_of(library))
    say(f"{root}: reading {len(set(phrases))} phrases …")
    store_phrases(phrases, encoder, root / PHRASES)
    say(f"{root}: done")
