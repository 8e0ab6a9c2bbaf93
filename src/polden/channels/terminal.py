"""Talk in a terminal: the same room as on the web, with colours where the terminal has them."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table

from polden.core.words import Language
from polden.features.talk import views
from polden.features.talk.coach import Feedback, Tone
from polden.features.talk.content import Exercise
from polden.features.talk.conversation import Setup, Talk
from polden.features.talk.drills import check_spotted
from polden.features.talk.reading.values import Danger
from polden.features.talk.service import TalkRoom, UnknownChoice
from polden.kit.language import catalogue

_BLOCKS = "▁▂▃▄▅▆▇█"


class Terminal:
    """One person at a terminal."""

    def __init__(
        self,
        room: TalkRoom,
        language: Language,
        console: Console | None = None,
        reword: Callable[[Talk], Talk] | None = None,
    ) -> None:
        self.room, self.language, self.reword = room, language, reword
        self.console = console or Console(highlight=False)
        self.say = catalogue(language).gettext

    # --- practise -----------------------------------------------------------------------------------------------------

    def talk(self, person: str | None, position: str | None, gender: str | None, seed: str) -> None:
        """A whole talk, until it ends or the person leaves."""
        say = self.say
        who = person or self._choose(say("Whom will you talk to?"), self._people())
        if who not in self.room.library.person_ids:
            raise click.ClickException(
                say("There is no such person. These are: %(list)s") % {"list": ", ".join(self.room.library.person_ids)}
            )
        about = position or self._subject(who)
        sex = gender or self._gender(who)
        try:
            talk = self.room.begin(
                Setup(who, about, self.language, "m" if sex == "m" else "f", seed or secrets.token_hex(6))
            )
        except UnknownChoice:
            raise click.ClickException(say("There is no such position. “polden answer” finds them.")) from None
        self._dim(say("A program answers in their place. Nothing that you write is stored."))
        if self.reword is not None:
            self._dim(say("A language model rewords their lines; it is sent your latest messages."))
        self._dim(say("/hint a hint · /back try your last message differently · /end look back · /quit leave"))
        name = self.room.library.person(who).relation[self.language].capitalize()
        self._line(name, talk.opening)
        with self.console.status(say("a moment…")):
            self.room.warm_up()
        self._converse(talk, name)

    def _converse(self, talk: Talk, name: str) -> None:
        say = self.say
        while True:
            typed = self._read()
            if typed is None or typed == "/quit":
                self._dim(say("Nothing was kept."))
                return
            if typed == "/end":
                self._look_back(talk)
                return
            if typed == "/hint":
                hint = self.room.hint(talk)
                self.console.print(f"[green]{escape(hint.why)}[/]\n  [italic]{escape(hint.example)}[/]")
                continue
            if typed == "/back":
                talk = self.room.back(talk, len(talk.turns) - 1)
                self._dim(say("Back to what they had said before:"))
                self._line(name, talk.last_reply)
                continue
            if typed == "/again":
                talk = self.room.again(talk)
                self._line(name, talk.last_reply)
                continue
            if not typed.strip():
                self._dim(say("Write something first, even a word."))
                continue
            if typed.startswith("/"):
                self._dim(say("There is no such command here. /hint /back /end /again /quit"))
                continue
            if not talk.ended:
                talk = self._one_turn(talk, typed, name)
            if talk.ended:
                over = say("The talk is over. /end to look back, /again to call once more, /back to try differently.")
                self._dim(over)

    def _one_turn(self, talk: Talk, typed: str, name: str) -> Talk:
        """One message: the coach's notes and the reply, or help where the words speak of danger."""
        talk = self.room.say(talk, typed)
        turn = talk.turns[-1]
        if turn.danger is not None:
            self._stop(turn.danger)
            return talk
        talk = self.reword(talk) if self.reword is not None else talk
        self._feedback(turn.feedback)
        self._line(name, talk.last_reply)
        return talk

    def _read(self) -> str | None:
        try:
            return self.console.input("[bold cyan]> [/]")
        except (EOFError, KeyboardInterrupt):
            self.console.print()
            return None

    def _line(self, name: str, text: str) -> None:
        self.console.print(f"\n[bold yellow]{escape(name)}[/]  {escape(text)}\n")

    def _dim(self, text: str) -> None:
        self.console.print(f"[dim]{escape(text)}[/]")

    def _feedback(self, feedback: Feedback) -> None:
        marks = {Tone.HELPED: "[green]+[/]", Tone.CLOSED: "[red]–[/]", Tone.NOTICED: "[blue]·[/]"}
        for note in feedback.notes:
            self.console.print(Padding(f"{marks[note.tone]} {escape(note.text)}", (0, 0, 0, 4)), style="dim")
        if feedback.try_instead:
            self.console.print(Padding(f"→ {escape(feedback.try_instead)}", (0, 0, 0, 4)), style="dim")

    def _look_back(self, talk: Talk) -> None:
        say, found = self.say, self.room.debrief(talk)
        counts = found.counts
        line = "".join(_BLOCKS[min(7, int(value * 8))] for value in found.path)
        self.console.print(f"\n[bold]{escape(say('Openness over the talk'))}[/]  [yellow]{line}[/]")
        ratio = counts.reflections_to_questions
        rows = (
            (say("Messages"), str(counts.messages)),
            (say("Open questions against closed"), f"{counts.open_questions} : {counts.closed_questions}"),
            (say("Leading or rhetorical questions"), str(counts.loaded_questions)),
            (
                say("Reflections to questions"),
                f"{counts.reflections} : {counts.questions}" + (f" = {ratio:.1f}" if ratio is not None else ""),
            ),
            (say("Messages that told a story"), str(counts.stories)),
            (say("Labels, contempt, blame"), str(counts.labels)),
            (say("Lectures; advice nobody asked for"), f"{counts.lectures}; {counts.advice}"),
        )
        table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
        for name, value in rows:
            table.add_row(name, value)
        self.console.print(table)
        for heading, index in ((say("Best moment"), found.best), (say("Turning point"), found.turning)):
            if index is not None:
                self.console.print(f"[bold]{escape(heading)}[/]: «{escape(talk.turns[index].user)}»")
        self.console.print(
            f"[bold]{escape(say('Next time'))}[/]: {escape(views.why_practise(found.practise, self.language))}"
        )
        story = views.story(self.room.library, talk, found)
        self._dim(story["story"])
        if story["worry"]:
            self.console.print(f"{escape(say('What they told you because they felt heard:'))} {escape(story['worry'])}")

    def _stop(self, danger: Danger) -> None:
        say = self.say
        self.console.print(f"\n[bold]{escape(say('Let us stop the game here.'))}[/]")
        for country in views.help_lines(self.room.library, self.language, ""):
            lines = [line for line in country["lines"] if danger.value in line["for"]]
            urgent = f"{self.say('emergency')} {country['emergency']}" if country["emergency"] else ""
            if lines or urgent:
                self.console.print(f"[bold]{escape(country['name'])}[/] {escape(urgent)}")
            for line in lines:
                self.console.print(f"  {escape(line['name'])}: {escape(line['phone'] or line['url'] or '')}")

    # --- answer, coach, drill -----------------------------------------------------------------------------------------

    def answer(self, text: str, value: str | None) -> None:
        """The answer to what a relative said."""
        say, library = self.say, self.room.library
        found = self.room.recognise(text)
        if found.danger is not None:
            self._stop(found.danger)
            return
        if not found.readable:
            self.console.print(escape(say("It could not be read. Write it in words, in English or Russian.")))
            return
        near = [views.position(library, name, self.language) for name, _ in found.alternatives]
        if found.label is None:
            self.console.print(
                f"[bold]{escape(say('I do not know this one.'))}[/] {escape(say('The nearest that I know:'))}"
            )
            for item in near:
                self.console.print(f"  {item.id}  «{escape(item.text)}»")
            return
        shown = views.answer(self.room, found.label, self.language, value)
        self.console.print(
            f"\n[dim]{escape(say('I hear:'))}[/] [bold]«{escape(shown['position'].text)}»[/] "
            f"[dim]({found.label}, {found.confidence:.0%})[/]"
        )
        said = shown["said"]
        if said is None:
            self._dim(say("There is no checked answer to this yet: it is still a draft."))
        else:
            numbers = {claim["id"]: index for index, claim in enumerate(shown["claims"], 1)}
            parts = (
                (say("What you share"), said.shared),
                (say("Somebody's story"), said.story),
                (say("What joins"), said.argument),
                (say("A question to ask"), said.question),
            )
            for heading, part in parts:
                marks = "".join(f"[{numbers[claim.id]}]" for claim in part.claims)
                self.console.print(f"\n[bold yellow]{escape(heading)}[/]\n{escape(part.text)} [dim]{escape(marks)}[/]")
            self._sources(shown["claims"])
        self._dim(say("Not what they meant? Perhaps:") + " " + " · ".join(f"{item.id} «{item.text}»" for item in near))

    def _sources(self, claims: list[dict[str, Any]]) -> None:
        self.console.print(f"\n[bold]{escape(self.say('Sources'))}[/]")
        for index, claim in enumerate(claims, 1):
            source = claim["source"]
            self._dim(
                f"[{index}] {claim['text']} — {source['publisher']}: {source['title']}, {source['date']}. {source['url']}"
            )

    def coach(self, partner: str, text: str) -> None:
        """What a single message would do."""
        coached = self.room.coach(partner, text, self.language)
        if coached.reading.danger is not None:
            self._stop(coached.reading.danger)
            return
        self._feedback(coached.feedback)
        self._dim(f"{self.say('Openness')}: {coached.openness_change:+.0%}")

    def drill(self, name: str | None) -> None:
        """One exercise, or one after another."""
        say, library = self.say, self.room.library
        if name is not None:
            try:
                self._exercise(self.room.exercise(name))
            except UnknownChoice:
                raise click.ClickException(
                    say("There is no such exercise. These are: %(list)s")
                    % {"list": ", ".join(item.id for item in library.exercises)}
                ) from None
            return
        chosen = self._choose(
            say("Two-minute drills"), [(item.id, item.partner[self.language]) for item in library.exercises]
        )
        self._exercise(self.room.exercise(chosen))

    def _exercise(self, item: Exercise) -> None:
        say, language = self.say, self.language
        self._line(
            self.room.library.person(item.person).relation[language].capitalize() if item.person else "—",
            item.partner[language],
        )
        self.console.print(f"[bold]{escape(item.task[language])}[/]")
        if item.statement:
            self.console.print(f"  «{escape(item.statement[language])}»")
        if item.kind == "spot":
            for index, option in enumerate(item.options, 1):
                self.console.print(f"  {index}. {escape(option.text[language])}")
            typed = self._read() or ""
            chosen = [int(part) - 1 for part in typed.replace(",", " ").split() if part.isdecimal()]
            spotted = check_spotted(item, chosen)
            self.console.print(say("All found.") if spotted.passed else say("Nearly: look at the marked ones again."))
            for option in item.options:
                self._dim(f"{'–' if option.closes else '+'} {option.text[language]} {option.why[language]}")
        else:
            typed = self._read() or ""
            if typed.strip():
                checked = self.room.check(item, typed, language)
                if checked.danger is not None:
                    self._stop(checked.danger)
                    return
                self.console.print(f"[green]{say('Yes.')}[/]" if checked.passed else say("Not yet."))
                for text in item.examples[language] if item.examples else []:
                    self._dim(f"{say('For example:')} {text}")
        self.console.print(escape(item.why[language]))

    # --- choosing -----------------------------------------------------------------------------------------------------

    def _people(self) -> list[tuple[str, str]]:
        return [
            (item.id, f"{item.relation.capitalize()}, {item.name}, {item.age}")
            for item in views.people(self.room.library, self.language)
        ]

    def _subject(self, who: str) -> str:
        """What the talk is about: what suits the person first, everything on request."""
        found = views.subjects(self.room.library, who, self.language)
        suited = [(item.id, f"«{item.text}»") for item in found[""]]
        every = [(item.id, f"«{item.text}»") for items in found.values() for item in items]
        more = ("more", self.say("something else …"))
        chosen = self._choose(self.say("What is it about?"), [*suited, more])
        return self._choose(self.say("What is it about?"), every) if chosen == "more" else chosen

    def _gender(self, who: str) -> str:
        user_is = self.room.library.person(who).user_is
        return self._choose(
            self.say("You are"), [("f", user_is["f"][self.language]), ("m", user_is["m"][self.language])]
        )

    def _choose(self, heading: str, options: list[tuple[str, str]]) -> str:
        """A numbered list; an empty line takes the first."""
        self.console.print(f"\n[bold]{escape(heading)}[/]")
        for index, (_, text) in enumerate(options, 1):
            self.console.print(f"  [cyan]{index:>2}[/] {escape(text)}")
        while True:
            typed = self._read()
            if typed is None:
                raise click.Abort
            if not typed.strip():
                return options[0][0]
            if typed.strip().isdecimal() and 1 <= int(typed) <= len(options):
                return options[int(typed) - 1][0]
            if typed.strip() in dict(options):
                return typed.strip()
            self._dim(self.say("Type a number from 1 to %(most)s.") % {"most": len(options)})
