"""Small things that a loved one notices: an apology, thanks, a promise, their own words, what kind of question it is."""

from __future__ import annotations

import re

from polden.core.words import word_list
from polden.features.talk.acts import Ask
from polden.features.talk.reading.cues import plain
from polden.features.talk.reading.values import Signal

SHORT_WORDS, LONG_WORDS = 3, 90
QUOTED_WORDS = 4
MOST_BARE = 6

_SIGNALS = (
    (Signal.APOLOGY, re.compile(r"\b(?:прости(?:те)?|извини(?:те)?|прошу прощения|(?:я )?(?:был|была) неправ[а]?|погорячил(?:ся|ась)|sorry|i apologi[sz]e|forgive me|my fault|i was wrong|i shouldn't have)\b", re.I)),
    (Signal.THANKS, re.compile(r"\b(?:спасибо|благодарю|thank(?:s| you))\b", re.I)),
    (Signal.PROMISE, re.compile(r"\b(?:обещаю|не буду (?:спорить|давить|учить|перебивать|ругаться|уговаривать|переубеждать|читать лекци)\w*|просто (?:послушаю|хочу (?:послушать|понять|услышать))|только слушаю|i promise|i won't (?:argue|lecture|push|interrupt|judge|try to convince)|i(?:'ll| will) just listen|i just want to (?:listen|hear|understand)|not (?:here )?to argue)\b", re.I)),
    (Signal.GREETING, re.compile(r"^(?:ну |ой |о )?(?:привет\w*|здравствуй(?:те)?|добр(?:ый|ое) (?:день|вечер|утро)|алло|hi|hello|hey|good (?:morning|evening|afternoon))\b", re.I)),
)  # fmt: skip

_ASKS = (
    (Ask.HOW_KNOW, re.compile(r"откуда (?:ты |вы |это |такая |такие |у тебя )|с чего ты (?:взял|реши)|кто (?:тебе|вам) (?:это )?(?:сказал|рассказ)|где ты (?:это )?(?:слышал|прочит|видел|узна)|как ты (?:\w+ )?(?:узна|провер|понима\w+,? что (?:это )?правд|реши\w+,? (?:что|кому|чему) (?:вер|правд))|как (?:можно |бы )?проверить|почему (?:ты )?(?:веришь|доверяешь)|чему ты веришь|how do you (?:know|tell|decide|check)|where (?:did|do) you (?:hear|read|get|see|learn)|who told you|what makes you (?:trust|sure|certain|believe)|how (?:sure|certain) are you|how could (?:we|you|one|anyone) (?:check|tell|know)", re.I)),
    (Ask.FEEL, re.compile(r"(?:что|как) (?:ты |вы )?(?:\w+ )?(?:чувству|ощуща|пережива)|чего (?:ты |вы )?(?:\w+ ){0,3}бо(?:ишься|итесь)|что (?:тебя|вас|тебе) (?:\w+ ){0,3}(?:пуга|тревож|беспоко|волну|страш|больн|мучает|ранит|злит|обид|трудн|тяж|держит|груст)|каково (?:тебе|вам|это)|как (?:тебе|вам) (?:\w+ )?(?:жив|с этим|там|самой|самому|от этого)|тебе (?:\w+ ){0,2}(?:страшно|больно|обидно|тяжело|одиноко|грустно|тревожно)[^.]*\?|как ты (?:себя|это (?:пережи|вынос))|how (?:do|did|does|are) (?:you|that|it|all this)(?: make you)? (?:feel|feeling|coping|holding|bearing)|what(?:'s| is)? (?:\w+ )?(?:scares|frightens|worries|hurts|hardest|afraid|upsets|bothers|on your mind)|what are you (?:\w+ )?(?:afraid|scared|worried)|are you (?:\w+ )?(?:afraid|scared|worried|ok|alright|tired|lonely)|what(?:'s| is) it like|how is it for you|what (?:is it|does it feel) like", re.I)),
    (Ask.WANT, re.compile(r"(?:чего|что) (?:бы )?(?:ты |вы |тебе |вам )(?:бы )?(?:\w+ ){0,3}(?:хоч|хотел|нужно|важн|надо|не хватает|жд[её]ш)|что (?:бы )?(?:должно|могло|нужно)|каким (?:ты|вы|бы)|каким?(?:ой|ое|ая)? (?:бы )?(?:ты |тебе )?(?:видишь|хочешь|хотел)|о ч[её]м (?:ты )?мечта|что для тебя (?:\w+ )?(?:важн|главн|дорог)|что помогло бы|что бы (?:тебе|тебя|изменило|ты сделал)|если бы (?:ты |от тебя|могл|можно|все)|на что (?:ты )?надее|what (?:would|do|did) you (?:\w+ )?(?:want|like|need|wish|hope|prefer|miss)|what would (?:have to|it take|need|help|change|make|you)|what matters|what(?:'s| is) (?:\w+ )?important|if (?:you could|it were up to you|things were)|what are you hoping|what kind of (?:country|future|life|leader)", re.I)),
    (Ask.EXAMPLE, re.compile(r"расскаж\w+|например|пример|помнишь|вспомни|был\w* ли (?:\w+ )?(?:случа|момент|раз)|когда (?:ты|вы|это|впервые|(?:в )?последний)|как (?:это|все) (?:было|началось|случилось|происходило)|что (?:тогда |с тобой |там |у (?:вас|тебя) )?(?:случилось|произошло|было)|а как (?:было )?раньше|tell me (?:about|more)|for example|an example|do you remember|was there (?:a|ever)|has there been|when did (?:you|it|that)|when was the (?:last|first)|what happened|how did (?:it|that|you) (?:start|begin|happen|live|go|manage|cope)|have you ever|what was it like", re.I)),
    (Ask.WHY, re.compile(r"\b(?:почему|зачем|отчего|из-за чего|в ч[её]м причина|как (?:ты |так |вы )(?:\w+ )?(?:приш|реши|дума|счита|поня|вид|представл|объясн|относ)|как так вышло|с чего бы|что (?:ты |вы )(?:\w+ )?(?:дума|имеешь|считаешь|видишь)|что заставля|что убеди|объясни|why|how come|what (?:makes|made) you|how did you (?:come|decide|arrive|end)|what do you (?:think|mean|make)|how do you (?:see|think|explain|picture)|what led|help me understand|what convinced)\w*", re.I)),
)  # fmt: skip


def signals_in(text: str) -> frozenset[Signal]:
    """The small things in a message."""
    said = plain(text)
    found = {signal for signal, pattern in _SIGNALS if pattern.search(said)}
    words = len(word_list(text))
    if words <= SHORT_WORDS:
        found.add(Signal.SHORT)
    elif words > LONG_WORDS:
        found.add(Signal.LONG)
    return frozenset(found)


_BARE = re.compile(
    r"^(?:(?:а|ну|и|но|but|and|so|ok),? )?(?:why|how come|how so|how do you know|почему|зачем|отчего|откуда знаешь)\b",
    re.I,
)
"""A question that people type without its mark."""


def ask_in(text: str) -> Ask | None:
    """What kind of answer a message asks for, or None when it asks for none in particular."""
    said = plain(text)
    asks = "?" in said or (_BARE.search(said) and len(word_list(text)) <= MOST_BARE)
    if not asks and not re.search(r"расскаж|объясни|подел|tell me|help me understand|explain", said):
        return None
    return next((ask for ask, pattern in _ASKS if pattern.search(said)), None)


def quotes(text: str, partner: str) -> bool:
    """Whether a message repeats four or more of the partner's words in a row."""
    said, theirs = word_list(text), word_list(partner)
    runs = {tuple(theirs[start : start + QUOTED_WORDS]) for start in range(len(theirs) - QUOTED_WORDS + 1)}
    return any(tuple(said[start : start + QUOTED_WORDS]) in runs for start in range(len(said) - QUOTED_WORDS + 1))
