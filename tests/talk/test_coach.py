from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polden.core.words import LANGUAGES, Language
from polden.features.talk.acts import CLOSING, Act
from polden.features.talk.coach import Feedback, Tone, feedback_on, open_now
from polden.features.talk.content import Moves, Practice
from polden.features.talk.mind import State, moved, push_of
from polden.features.talk.reading.values import Form, Reading, Signal
from polden.features.talk.service import TalkRoom
from polden.features.talk.wording import wording
from tests.talk.readings import better, readings, said, states

CALM = State(0.5, 0.4, 0.1, 0.3)
HELPS = [
    Act.COMPLEX_REFLECTION,
    Act.SIMPLE_REFLECTION,
    Act.OPEN_QUESTION,
    Act.ACKNOWLEDGEMENT,
    Act.COMMON_GROUND,
    Act.PERMISSION,
    Act.OWN_STORY,
    Act.OTHER_STORY,
    Act.AFFIRMATION,
    Act.FEELING,
]


def coached(reading: Reading, before: State = CALM, *, practice: Practice | None = None, language: Language = "ru", seed: str = "s",
            asked_twice: bool = False, broke_promise: bool = False, touched: str = "") -> Feedback:  # fmt: skip
    after = moved(before, push_of(reading, asked_twice=asked_twice, broke_promise=broke_promise), Moves())
    return feedback_on(
        reading,
        before,
        after,
        wording=wording(language),
        practice=practice,
        language=language,
        seed=seed,
        asked_twice=asked_twice,
        broke_promise=broke_promise,
        touched=touched,
    )


def noted(feedback: Feedback) -> list[tuple[Tone, str]]:
    return [(note.tone, note.act) for note in feedback.notes if note.act != "level"]


@given(
    readings,
    states,
    st.sampled_from(LANGUAGES),
    st.text(max_size=5),
    st.booleans(),
    st.booleans(),
    st.sampled_from(["", "это"]),
)
def test_any_message_gets_one_or_two_notes_with_every_mark_filled(
    reading: Reading,
    before: State,
    language: Language,
    seed: str,
    asked_twice: bool,
    broke: bool,
    touched: str,
) -> None:
    feedback = coached(
        reading,
        before,
        language=language,
        seed=seed,
        asked_twice=asked_twice,
        broke_promise=broke,
        touched=touched,
    )
    tones = [note.tone for note in feedback.notes if note.act != "level"]
    assert tones in ([Tone.HELPED], [Tone.CLOSED], [Tone.HELPED, Tone.CLOSED], [Tone.NOTICED])
    for text in (*(note.text for note in feedback.notes), feedback.try_instead):
        assert not re.search(r"[{}]", text)
    assert -1 <= feedback.change <= 1
    assert feedback.try_instead or Tone.CLOSED not in tones


@pytest.mark.parametrize("act", HELPS)
def test_what_helped_is_named(act: Act) -> None:
    assert noted(coached(said(act))) == [(Tone.HELPED, act)]


@pytest.mark.parametrize("act", sorted(CLOSING))
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_closed_the_door_is_named_with_something_to_try(act: Act, language: Language) -> None:
    feedback = coached(said(act), language=language)
    assert noted(feedback) == [(Tone.CLOSED, act)]
    assert feedback.try_instead
    assert feedback.change < 0


def test_both_sides_of_a_message_are_named() -> None:
    assert noted(coached(said(Act.OPEN_QUESTION, Act.BLAME))) == [
        (Tone.HELPED, Act.OPEN_QUESTION),
        (Tone.CLOSED, Act.BLAME),
    ]


def test_nothing_helped_in_an_insult() -> None:
    reading = said(Act.COMPLEX_REFLECTION, Act.OPEN_QUESTION, toxicity=0.9)
    assert noted(coached(reading)) == [(Tone.CLOSED, Act.INSULT)]


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ({"broke_promise": True}, "promise_broken"),
        ({"touched": "когда про телевизор"}, "trigger"),
        ({"asked_twice": True}, "asked_twice"),
    ],
)
def test_what_the_talk_remembers_is_named(told: dict[str, str | bool], name: str) -> None:
    feedback = coached(said(Act.OTHER), touched=str(told.get("touched", "")), asked_twice=bool(told.get("asked_twice")),
                       broke_promise=bool(told.get("broke_promise")))  # fmt: skip
    assert noted(feedback) == [(Tone.CLOSED, name)]
    if name == "trigger":
        assert "когда про телевизор" in feedback.notes[0].text


def test_a_fact_alone_is_not_a_fact_with_care() -> None:
    assert noted(coached(said(Act.FACT))) == [(Tone.CLOSED, "fact_alone")]
    assert noted(coached(said(Act.FACT, Act.CLOSED_QUESTION)))[0] == (Tone.HELPED, "fact_with_care")
    assert noted(coached(said(Act.FACT, Act.SIMPLE_REFLECTION))) == [(Tone.HELPED, Act.SIMPLE_REFLECTION)]


def test_a_story_before_trust_is_called_early() -> None:
    assert noted(coached(said(Act.OWN_STORY), replace(CALM, trust=0.39))) == [(Tone.HELPED, "story_too_early")]
    assert noted(coached(said(Act.OWN_STORY), CALM)) == [(Tone.HELPED, Act.OWN_STORY)]


@pytest.mark.parametrize("form", [form for form in Form if form is not Form.WORDS])
def test_what_cannot_be_read_is_noticed(form: Form) -> None:
    assert noted(coached(said(Act.OTHER, form=form))) == [(Tone.NOTICED, form.value)]


def test_small_things_are_noticed() -> None:
    assert noted(coached(said(Act.OTHER, signals=frozenset({Signal.SHORT})))) == [(Tone.NOTICED, "short")]
    assert noted(coached(said(Act.OTHER, signals=frozenset({Signal.APOLOGY})))) == [(Tone.HELPED, "apology")]
    assert noted(coached(said(Act.GOODBYE))) == [(Tone.NOTICED, Act.GOODBYE)]


def test_a_change_of_level_is_told() -> None:
    closing = coached(said(Act.INSULT), State(0.5, 0.5, 0.2, 0.35))
    assert closing.notes[-1].text in wording("ru").level_down
    opening = coached(said(Act.COMPLEX_REFLECTION, Act.OPEN_QUESTION), State(0.5, 0.65, 0.1, 0.3))
    assert opening.notes[-1].text in wording("ru").level_up


def test_examples_come_from_the_subject_where_there_is_one(room: TalkRoom) -> None:
    draft = room.library.draft("N01")
    assert draft is not None
    given_examples = [*draft.practice.reflect["ru"], *draft.practice.ask["ru"], *draft.practice.share["ru"]]
    for seed in "abcde":
        text = coached(said(Act.BLAME), practice=draft.practice, seed=seed).try_instead
        assert any(example in text for example in given_examples)


def test_a_long_quote_is_shortened_at_a_word() -> None:
    reading = replace(said(Act.BLAME), where={Act.BLAME: "слово " * 40})
    quoting = next(
        note.text for seed in map(str, range(30)) for note in coached(reading, seed=seed).notes if "слово" in note.text
    )
    assert "слово…" in quoting
    assert len(quoting) < 300


@given(st.data(), states)
def test_openness_as_shown_keeps_the_order_of_states(data: st.DataObject, state: State) -> None:
    assert 0 <= open_now(state) <= 1
    assert open_now(data.draw(better(state))) >= open_now(state) - 1e-12


def test_a_note_never_scolds() -> None:
    """Words that judge the person who practises have no place in the coach's sentences."""
    scolding = re.compile(r"\b(?:плохо|неправильно|ошибка|ошибся|стыдно|bad|wrong|mistake|shame|you must not)\b", re.I)
    for language in LANGUAGES:
        words = wording(language)
        texts = [
            text for table in (words.helped, words.closed, words.noticed) for some in table.values() for text in some
        ]
        assert [text for text in texts if scolding.search(text)] == []
