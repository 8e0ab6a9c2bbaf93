"""Words that stop the game: of self-harm, of violence at home, of panic, said in earnest.

Patterns, sentence by sentence, with what makes them harmless ("I could kill for a coffee", "I do not want to live in
such a country", what is told of the war and of the police). They lean towards stopping: a needless stop costs a tap, a
missed one may cost more. It is no diagnosis.
"""

from __future__ import annotations

import re

from polden.features.talk.reading.values import Danger

_IDIOMS = (
    r"убил[аи]?(?:сь|ся)? бы за|убить готов[аы]? за|умира(?:ю|ем)[, ]*(?:от|со|как|хочу|хочется|до чего)\b|умер(?:ла|ли)? (?:от|со)\b",
    r"умереть (?:не встать|со? |от )|чуть не умер\w*|умр\w* со? смеху|сдох(?:нуть|ну) (?:можно )?(?:от|со)\b",
    r"до смерти (?:рад|надоел|устал|люб|хоч|бо)|вешаюсь от (?:смех|скук)|хоть вешайся|уби\w+ врем|убить (?:пару|час|полчаса|вечер)",
    r"(?:лучше|скорее|быстрее) (?:бы |я |уж )*(?:повеш|застрел|сдох|умр|умереть|утопл)\w*,? (?:чем|стоя|но не)",
    r"(?:мама|мать|мам|жена|муж|начальник|шеф|папа|отец|бабушка|ты|она|он)\w* меня (?:\w+ )?(?:убь|прибь)\w+|меня (?:мама|мать|жена|муж|начальник|шеф|папа|бабушка)\w* (?:убь|прибь)\w+",
    r"(?:убью|придушу|прибью),? (?:если|когда) (?:ты )?(?:\w+ ){0,3}(?:забуд|опозда|не (?:позвон|прид|куп|прив)|съе)\w*",
    r"(?:полит\w+|экономич\w+|коллективн\w+|это|чист\w+) (?:самоубийств|суицид)\w*|(?:самоубийств|суицид)\w* (?:для|стран|экономик|наци|парти|режим|народ)\w*",
    r"\b(?:kill|murder)(?:ing|ed)? (?:for|time|two birds)|could (?:just )?(?:kill|murder) (?:for )?(?:a|an|some)\b|kill me now|drop dead gorgeous",
    r"\bd(?:ying|ied|ie) (?:to|for|of|laughing)\b|dead tired|rather die than|kill(?:ing)? myself (?:laughing|at work|working|over|trying)",
    r"(?:mum|mom|mother|dad|boss|wife|husband|she|he|you)(?:'ll| will| would|'s going to| is going to|'d) kill me\b(?! and)",
    r"i(?:'ll| will) kill you,? if you (?:forget|don't|eat|spoil|tell|miss)|(?:political|economic|collective|career) suicide|suicide (?:for|of) (?:the|our)|\b(?:is|was|be) suicide\b",
)
_HARMLESS = re.compile("|".join(_IDIOMS), re.I)
_FEARED = re.compile(r"\b(?:боюсь|боимся|страшно|afraid|scared|terrified)\b", re.I)
_PUBLIC = re.compile(
    r"\b(?:арми|власт|президент|полици|омон|автозак|митинг|протест|задержа|отдел|силовик|"
    r"солдат|фронт|войн|ракет|обстрел|стран|народ|цен[аы]|власт|режим|пропаганд|санкци|налог|жизнь|судьба|новост|смог|"
    r"army|president|government|police|cops|rally|protest|soldier|war\b|missile|country|prices|regime|sanction|news)",
    re.I,
)
_AIR = re.compile(
    r"\b(?:жар[аеу]|жарк|духот|душно|смог|пыл[ьи]|дым|градус|degrees|heat|hot\b|stuffy|smoke|smog|dust)", re.I
)

_SOMEWHERE = (
    r"(?!,? (?:в|во|на|за|под|среди|рядом|там|тут|здесь|как|чуж\w+|прошл\w+|по|с|у|вместе|отдельно|вечно)\b"
    r"(?! (?:этом мире|этом аду|аду|белом свете|этом свете|этой бол\w+|таким|такой бол\w+)))"
)
_SOMEWHERE_EN = (
    r"(?! (?:in|abroad|under|with|like|here|there|at|on|next|near|through|far|as|early|off|forever (?:in|abroad))\b)"
)
_SELF_HARM = (
    r"(?:не хочу|не хочется|устал[аи]?|незачем|надоело|(?:нет|не вижу) (?:никакого )?смысла|нет (?:больше )?сил|сил (?:больше )?нет|не могу) "
    r"(?:больше |дальше |уже |вообще |просто )*жить" + _SOMEWHERE + r"(?! на два)",
    r"\bжить (?:больше |уже |дальше |мне |просто )*(?:не хочу|не хочется|незачем|надоело)" + _SOMEWHERE,
    r"\b(?:хочу|хочется|пора|готов[аы]?|лучше мне|мне лучше) (?:просто |уже |мне |только )*(?:умереть|сдохнуть|не просыпаться|не проснуться|"
    r"исчезнуть навсегда|покончить (?:с собой|со всем))(?!,? (?:на родин|дома|от|со|за|в сво|стар|спокойно|красиво|как|чем)\w*)",
    r"уснуть и (?:больше )?не про(?:снуться|сыпаться)|лучше бы (?:\w+ )?(?:я|меня) (?:\w+ )?(?:умер|сдох|не (?:род|было|стало))\w*",
    r"поконч\w+ (?:с |со )?(?:сво\w+ )?(?:собой|жизн\w+)|налож\w+ на себя руки|(?:дума\w+|мысл\w+) (?:о|об|про) (?:самоубийств|суицид|смерти)\w*",
    r"суицид\w*|(?:хочу|хотел\w*|решил\w*|совершить|пытал\w+) (?:\w+ )?самоубийств\w*",
    r"(?:убью|повешу|зарежу|порежу|застрелю) себя|себя (?:\w+ )?(?:убью|повешу|зарежу|порежу|застрелю)\b|(?:хочу|хочется) (?:себя )?убить себя",
    r"\b(?:повешусь|застрелюсь|утоплюсь|отравлюсь|вскрою (?:себе )?вены|наглотаюсь таблеток|выпрыгну из окна|выйду (?:из|в) окн\w*)",
    r"(?:по)?ре(?:жу|зал[аи]?) (?:себя|себе (?:руки|вены|ноги)|вены)\b|без меня (?:\w+ ){0,2}(?:будет|было бы|станет) (?:только )?(?:лучше|легче)",
    r"\bi (?:just |really |only |sometimes |still )*(?:want|wanna|wish i could) (?:to )?(?:just )?(?:die|be dead|end it all|end my life|kill myself|"
    r"disappear forever|not wake up|not be here any ?more)(?! (?:at home|in my|for)\b)",
    r"(?:going|ready|about) to (?:just )?(?:end it all|end my life|kill myself)",
    r"(?:don'?t|do not|didn'?t) (?:want|wanna) (?:to )?(?:live|be alive|wake up|exist|be here any ?more)"
    + _SOMEWHERE_EN,
    r"(?:no|any|the) (?:point|reason|sense) (?:in |to )(?:living|live|be alive|staying alive|go(?:ing)? on)"
    + _SOMEWHERE_EN,
    r"kill(?:ing)? myself|(?:end|ending|take|taking) my (?:own )?life|suicidal\b|(?:think|thought|consider|contemplat)\w* (?:of |about )?suicide|\bi (?:\w+ ){0,4}(?:commit|attempt)\w* suicide|better off (?:dead|without me)|wish i (?:was|were) (?:dead|never born)",
    r"wish i(?:'d| had) never been born|(?:to|about|of|been|keep) (?:hurt|cut|harm)(?:ing|ting)? myself|\bi cut myself (?:again|last|every|when i feel)|self-harm\w*",
    r"\bi (?:just |really )?can'?t go on (?:living|any ?more|like this any)(?! (?:as|like) before)",
)
_KIN = r"(?:муж|отец|папа|отчим|мать|мама|мачеха|брат|сын|парень|жених|бывш\w+|свекр\w+|свекровь|дед|дядя|сосед|сожитель|жена|дочь|сестра)"
_US = r"(?:меня|нас|ребенка|детей|маму|мать|сестру|брата|бабушку|сына|дочь|дочку|мне|нам)"
_STRIKES = r"(?:бьет|бил[аи]?|бьют|избил[аи]?|избива\w+|побил[аи]?|колотит|ударил[аи]?|душил[аи]?|душит|пинал[аи]?|пнул[аи]?|изнасил\w+|насилу\w+|толкнул[аи]? и)"
_NO_BLOW = r"(?! (?:\w+ )?(?:озноб|дрожь|ток|жаба|злоб|злост|тоск|слез|кашел|смех|обид|совест|по (?:карман|столу|мозгам|рукам)|на жалость|рекорд|в (?:цель|грудь|глаза)|кулак\w* по|палец))"
_KIN_EN = r"(?:he|she|my (?:\w+ )?(?:husband|wife|dad|father|mum|mom|mother|boyfriend|girlfriend|partner|brother|sister|son|ex|stepdad|stepfather|stepmother|uncle|neighbour))"
_US_EN = r"(?:me|us|the (?:kids|children)|my (?:\w+ )?(?:kids|children|mum|mom|mother|sister|brother|son|daughter|baby)|our (?:kids|children|son|daughter))"
_STRIKES_EN = r"(?:hits?|beats?|beaten|hitting|beating|chok(?:ed|es|ing)|strangl(?:ed|es|ing)|punch(?:ed|es)|rap(?:ed|es)|slap(?:s|ped)|kick(?:s|ed)|push(?:es|ed)|shov(?:es|ed)|abus(?:es|ed|ing))"
_HOME = (
    rf"\b(?:{_KIN}|он|она)\b (?:\w+,? ){{0,4}}{_US} (?:\w+ ){{0,3}}{_STRIKES}\b{_NO_BLOW}",
    rf"\b(?:{_KIN}|он|она)\b (?:\w+ ){{0,3}}{_STRIKES} (?:\w+ )?{_US}\b(?! по (?:карману|мозгам))",
    rf"\b{_US} (?:\w+ ){{0,3}}{_STRIKES} (?:\w+ )?{_KIN}\b",
    rf"\b{_KIN} (?:(?!ее |его |их )\w+ )?(?:бьет|избивает)(?=[,.!]|$| когда| по ночам| каждый)|\b(?:он|она) (?:\w+ )?(?:бьет|избивает)(?=[.!]|$|,? когда (?:выпь|пьян))",
    rf"\bна {_US} (?:\w+ )?рук[уи] (?:под\w+|распуска\w+)|(?:поднима\w+|поднял\w*|распуска\w+) (?:\w+ )?(?:на {_US} рук[уи]|рук[уи] на {_US})",
    rf"(?:кида\w+|броса\w+|бросил\w*|кинул\w*|идет|шел) на {_US} (?:\w+ )?с (?:нож|кулак|топор)\w*|с (?:ножом|кулаками|топором) на {_US}",
    r"держ\w+ (?:меня|нас) взаперти|(?:меня|нас) держ\w+ взаперти|запер(?:ла|ли)? меня\b|не выпускает меня (?:из дома|из квартиры)",
    rf"(?:он|она|{_KIN})\b[^,]{{0,25}}(?:гроз\w+|угрожа\w+|обеща\w+)[^,]{{0,20}}(?:убить|зарезать|прирезать|избить|прибить|ножом|расправ)",
    rf"{_KIN_EN}(?:'s| has| had)? (?:\w+ ){{0,5}}{_STRIKES_EN} (?:and \w+ )?{_US_EN}\b(?! (?:at|up|out|to it|that|with (?:facts|questions|that|the news)|in (?:chess|cards))\b)",
    rf"{_KIN_EN} (?:\w+ )?threat\w+ to (?:kill|hurt|stab|beat) {_US_EN}|lock(?:ed|s) me (?:in\b(?!to)|up\b)|won'?t let me leave the (?:house|flat)",
    r"(?:afraid|scared|terrified) (?:that )?(?:he|she|my \w+)(?:'s|'ll| will| is going to| would|'d)(?: going to)? (?:kill|hurt|beat|stab) (?:me|us|the kids)",
    rf"(?:боюсь|страшно),? что (?:он|она|{_KIN}) (?:\w+ )?{_US} (?:\w+ )?(?:убьет|изобьет|прибьет|покалечит|зарежет)",
    r"\b(?:его|ее|их|тебя|вас|мужа|отца|мать|отчима) (?:\w+ )?(?:убью|зарежу|прирежу|задушу|придушу)\b|\b(?:убью|зарежу|прирежу|задушу|придушу) (?:его|ее|их|тебя|вас|мужа|отца|отчима)\b",
    r"\bi(?:'ll| will|'m going to|'m gonna| am going to| want to) (?:kill|stab|strangle|murder) (?:him|her|them|you|my \w+)\b",
)
_ANYWHERE = (
    rf"\bменя (?:\w+ ){{0,3}}{_STRIKES}\b{_NO_BLOW}|\b{_STRIKES} меня\b",
    r"\b(?:i|i've) (?:was|got|been|have been) (?:\w+ )?(?:raped|beaten|assaulted|abused|strangled)(?! to it)|\b(?:raped|abus(?:ed|es|ing)|strangled) me\b",
)
_PANIC = (
    r"паническ\w+ (?:атак|приступ)\w*|(?:не могу|не получается|трудно|мне нечем) (?:нормально |совсем )?дышать(?! (?:в|от|из-за)\b)|\bзадыхаюсь(?! (?:от|в|без)\b)",
    r"(?:меня|всю|всего) (?:всю |всего )?(?:трясет|колотит)\b.*(?:не могу|страшно|руки)|сердце (?:сейчас )?(?:выскочит|остановится|выпрыгнет)",
    r"кажется,? я (?:умираю|схожу с ума|теряю сознание)(?! от)|мне плохо,? (?:я )?не могу",
    r"panic attack|having a panic\b|(?<!you )(?<!they )(?<!people )(?<!we )(?:can'?t|cannot) breathe(?! (?:freely|in this|here|for))",
    r"(?:i'?m|i am) (?:\w+ )?(?:hyperventilating|going to faint|shaking and)|(?:i'?m|i am) losing my mind(?! (?:over|with|at))|heart is (?:pounding|racing) and i\b",
)


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


_PATTERNS = (
    (Danger.SELF_HARM, _any(_SELF_HARM), None),
    (Danger.VIOLENCE, _any(_HOME), None),
    (Danger.VIOLENCE, _any(_ANYWHERE), _PUBLIC),
    (Danger.PANIC, _any(_PANIC), _AIR),
)


def danger_in(text: str) -> Danger | None:
    """The kind of danger that the words speak of, or None; the gravest where there are several."""
    plain = " ".join(text.lower().replace("ё", "е").replace("’", "'").split())
    sentences = [_without_idioms(sentence) for sentence in re.split(r"[.!?…]+", plain)]
    for danger, pattern, unless in _PATTERNS:
        for sentence in sentences:
            if pattern.search(sentence) and not (unless and unless.search(sentence)):
                return danger
    return None


def _without_idioms(sentence: str) -> str:
    """The sentence without what only sounds like danger. Who says that they are afraid means it."""
    return sentence if _FEARED.search(sentence) else _HARMLESS.sub(" ", sentence)
