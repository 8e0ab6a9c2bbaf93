"""Words that stop the game: of self-harm, of violence at home, of panic, said in earnest.

A list of patterns with what makes each of them harmless ("I could kill for a coffee"). It leans towards stopping: a
needless stop costs a tap, a missed one may cost more. It is no diagnosis.
"""

from __future__ import annotations

import re

from polden.features.talk.reading.values import Danger

_HARMLESS = re.compile(
    r"(?:убил[аи]?(?:сь|ся)? бы за|убить готов[аы]? за|убил[аи]? бы за|умираю (?:от )?(?:смех|хочу|голод|скук|как)|умираю[, ]*(?:как|хочу)"
    r"|чуть не умер|умереть (?:не встать|со смеху|от смеха)|умр[уё]т? со смеху|сдох(?:нуть|ну) (?:от|со) (?:смех|скук|жар|голод)"
    r"|до смерти (?:рад|надоел|устал|люб|хоч)|вешаюсь от (?:смех|скук)|хоть вешайся|убиваешь время|убить время"
    r"|лучше (?:бы )?(?:повеш|застрел|сдох|умр)\S* чем (?:голос|смотр|слуш|пойду|пойти|идти)"
    r"|kill(?:ing|ed)? (?:for|time|it|two birds)|could (?:just )?(?:kill|murder) (?:for )?a|dying (?:to|for|of (?:laughter|boredom|hunger|curiosity))"
    r"|die laughing|dead tired|drop dead gorgeous|kill me now|(?:mum|mom|dad|she|he|they|wife|husband|boss)(?:'ll| will| would| is going to|’ll)? kill me (?:if|when|for)"
    r"|мама меня убь[её]т|убь[её]шь меня за|меня (?:мама|жена|муж|начальник|папа)\S* убь[её]т)",
    re.I,
)

_SELF_HARM = (
    r"(?:не хочу|не хочется|устал[аи]? (?:уже )?|незачем|нет смысла|нет сил|не вижу смысла) (?:больше |дальше |уже )?жить",
    r"(?:хочу|хочется|лучше|лучше бы|пора|готов[аы]?) (?:просто |уже |мне )*(?:умереть|сдохнуть|не просыпаться|исчезнуть навсегда|покончить)",
    r"лучше бы (?:я|меня) (?:умер|умерл|сдох|не (?:родил|было|стало))\S*",
    r"поконч\w+ (?:со? )?(?:сво\w+ )?(?:собой|жизнью)|самоубийств\w* (?:соверш|хочу|думаю)|(?:думаю|думала|мысли) (?:о|про) (?:самоубийств|суицид|смерти)\w*",
    r"суицид\w*|(?:я|сам[ау]? себя|себя) (?:повешу|убью|зарежу|порежу)\w*|(?:повешусь|застрелюсь|утоплюсь|отравлюсь|вскрою вены|наглотаюсь таблеток|выпрыгну из окна|выйду (?:из|в) окн)\w*",
    r"реж\w+ (?:себя|руки|вены)|(?:порезал|резал)[аи]? (?:себя|себе|руки|вены)|без меня (?:вам |всем |им |тебе )?(?:будет |было бы )?(?:лучше|легче)",
    r"(?:want|wanna|going|ready|rather) (?:to )?(?:just )?(?:die|be dead|end (?:it all|my life)|kill myself|disappear forever|not wake up|not be here any ?more)",
    r"(?:don'?t|do not|didn'?t) (?:want|wanna) (?:to )?(?:live|be alive|wake up|exist|be here any ?more)|no (?:point|reason) (?:in |to )(?:living|live|go on living)",
    r"kill(?:ing)? myself|end my (?:own )?life|suicid\w+|better off (?:dead|without me)|(?:hurt|cut|harm)(?:ing)? myself|wish i (?:was|were) (?:dead|never born)|take my own life|can'?t go on (?:living|any ?more|like this any)",
)
_VIOLENCE = (
    r"(?:он|она|муж|жена|отец|отчим|мать|брат|сын|парень|сосед|меня|нас) (?:\w+ )?(?:меня |нас |её |ребенка |ребёнка |детей )?(?:опять |снова |вчера |сегодня |часто |постоянно )?(?:бь[её]т|избил[аи]?|избива\w+|ударил[аи]?|душил[аи]?|душит|изнасилов\w+|насилу\w+)(?! (?:по (?:столу|рукам)|рекорд|тревогу|баклуши|в (?:бубен|колокол)))",
    r"(?:бь[её]т|избил[аи]?|избивает|ударил[аи]?|душил[аи]?|душит|изнасиловал[аи]?) (?:меня|нас|ребенка|ребёнка|детей|маму)",
    r"меня (?:бьют|избили|избивают|ударили|изнасиловали|держат взаперти)|боюсь,? что (?:он|она) (?:меня|нас) (?:убь[её]т|изобь[её]т)|(?:грозит|угрожает)\w* (?:меня )?(?:убить|зарезать|прирезать|избить)",
    r"(?:я|сейчас|сегодня) (?:его|её|ее|их|тебя) (?:убью|зарежу|прирежу|задушу|придушу|прибью)|(?:убью|зарежу|прирежу|задушу) (?:его|её|ее|тебя|их)(?: и (?:себя|всё|все))?",
    r"(?:he|she|my (?:husband|wife|dad|father|mum|mom|mother|boyfriend|girlfriend|partner|brother|son|stepdad|stepfather)) (?:\w+ )?(?:hits?|hit|beats?|beat|chok(?:ed|es|ing)|strangl\w+|punch\w+|rap(?:ed|es)|slapp?(?:s|ed)|kicks?|kicked|threatens? to (?:kill|hurt)|threatened to (?:kill|hurt)) (?:me|us|my|the kids|our)",
    r"(?:beats?|beating|hits?|hitting|chok(?:es|ed|ing)|raped|abus(?:es|ed|ing)) me\b|afraid (?:he|she)(?:'s|'ll| will| is going to| would) (?:kill|hurt|beat) (?:me|us)|i(?:'ll| will|'m going to| am going to) (?:kill|stab|strangle) (?:him|her|them|you)\b|locked me (?:in|up)",
)
_PANIC = (
    r"паническ\w+ (?:атак|приступ)\w*(?! у (?:не|рын|бирж))|(?:не могу|не получается|нечем|трудно) (?:нормально )?дышать|задыхаюсь|(?:меня|всю|всего) (?:всю |всего )?(?:тряс[её]т|колотит)\b.*(?:не могу|страшно|руки)|(?:сердце|сейчас) (?:сейчас )?(?:выскочит|остановится)(?: от страха)?|кажется,? я (?:умираю|схожу с ума|теряю сознание)|мне плохо,? (?:я )?не могу",
    r"panic attack|having a panic|can'?t breathe|cannot breathe|(?:i'?m|i am) (?:hyperventilating|losing my mind|going to faint|shaking and)|heart is (?:pounding|racing) and i",
)
_PATTERNS = (
    (Danger.SELF_HARM, re.compile("|".join(f"(?:{pattern})" for pattern in _SELF_HARM), re.I)),
    (Danger.VIOLENCE, re.compile("|".join(f"(?:{pattern})" for pattern in _VIOLENCE), re.I)),
    (Danger.PANIC, re.compile("|".join(f"(?:{pattern})" for pattern in _PANIC), re.I)),
)
_REPORTED = re.compile(
    r"(?:путин|нато|запад|украин|росси|америк|арми|полици|омон|госдеп|байден|зеленск|солдат|фронт|войн|стран|народ|putin|nato|russia|ukraine|army|police|soldier|the war|country)",
    re.I,
)


def danger_in(text: str) -> Danger | None:
    """The kind of danger that the words speak of, or None."""
    plain = " ".join(text.lower().replace("ё", "е").replace("’", "'").split())
    plain = _HARMLESS.sub(" ", plain)
    for danger, pattern in _PATTERNS:
        found = pattern.search(plain)
        if found and not (danger is Danger.VIOLENCE and _REPORTED.search(found[0])):
            return danger
    return None
