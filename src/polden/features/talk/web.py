"""The room's pages. Nothing of a talk is kept here: the page carries it, signed, and brings it back with every message."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse, Response

from polden.core.words import LANGUAGES, Language
from polden.features.talk import views
from polden.features.talk.conversation import Setup, Talk
from polden.features.talk.marks import Gender
from polden.features.talk.parcel import OldParcel, packed, unpacked
from polden.features.talk.reading.values import Danger
from polden.features.talk.service import TalkRoom, UnknownChoice
from polden.kit.pages import Pages
from polden.kit.sealing import BrokenSeal, Sealer

LONGEST_ANSWERED = 4000
MOST_SENT = 2_000_000
"""Bytes of one field as it travels: far more than is answered, so that what was pasted comes back to be shortened."""


class Reword(Protocol):
    """Says a talk's newest line in other words; ``elsewhere`` when another machine does it."""

    @property
    def elsewhere(self) -> bool:
        """Whether messages go to another machine for it."""

    def __call__(self, talk: Talk) -> Talk:
        """The talk with its newest line in other words, or as it was."""


class TalkPages:
    """The routes of Talk."""

    def __init__(
        self, room: TalkRoom, pages: Pages, secret: str, country: str = "", reword: Reword | None = None
    ) -> None:
        self.room, self.pages, self.country = room, pages, country
        self.sealer = Sealer(secret, "talk")
        self.reword = reword
        self.router = APIRouter()
        for language in LANGUAGES:
            self._add(language)

    def _add(self, language: Language) -> None:
        """The same routes in every language; the address says which, so that no cookie is needed."""

        def add(method: str, path: str, page: Callable[..., Any]) -> None:
            async def route(request: Request) -> Response:
                fields: dict[str, str] = {}
                if method == "POST":
                    form = await request.form(max_files=0, max_fields=40, max_part_size=MOST_SENT)
                    fields = {name: str(form[name]) for name in form}
                    for name in ("chosen",):
                        fields[name] = ",".join(str(value) for value in form.getlist(name))
                return await run_in_threadpool(page, request, language, fields)

            self.router.add_api_route(
                f"/{language}{path}", route, methods=[method], include_in_schema=False, response_class=HTMLResponse
            )

        add("GET", "/", self.start)
        add("GET", "/talk", self.choose)
        for name in ("begin", "say", "back", "again", "hint", "end", "resume", "save"):
            add("POST", f"/talk/{name}", getattr(self, name))
            add("GET", f"/talk/{name}", self.to_choose)
        add("GET", "/answer", self.ask)
        add("POST", "/answer", self.answer)
        add("GET", "/answer/{position}", self.read_answer)
        add("GET", "/positions", self.positions)
        add("GET", "/drill", self.drills)
        add("GET", "/drill/{name}", self.drill)
        add("POST", "/drill/{name}", self.check_drill)
        add("GET", "/about", self.about)
        add("GET", "/help", self.help)

    # --- the pages that need no talk ----------------------------------------------------------------------------------

    def _page(
        self, request: Request, template: str, language: Language, status: int = 200, **values: Any
    ) -> HTMLResponse:
        return self.pages.page(request, template, language, status, info=self.room.library.info, **values)

    def start(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """The first page."""
        return self._page(request, "start.html", language, people=views.people(self.room.library, language))

    def choose(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """Whom to talk to, about what."""
        return self._choose(request, language)

    def _choose(self, request: Request, language: Language, status: int = 200, problem: str = "") -> Response:
        library = self.room.library
        person = request.query_params.get("person", "")
        return self._page(
            request,
            "choose.html",
            language,
            status,
            people=views.people(library, language),
            chosen=views.person(library, person, language) if person in library.person_ids else None,
            subjects=views.subjects(library, person, language),
            asked=request.query_params.get("position", ""),
            problem=problem,
        )

    def to_choose(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """A talk's address opened without its talk: back to choosing."""
        return RedirectResponse(f"/{language}/talk", 303)

    def about(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """How it works and what it remembers."""
        return self._page(
            request, "about.html", language, text=views.markdown(self.room.library.page("about", language))
        )

    def help(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """Where to find help."""
        countries = views.help_lines(self.room.library, language, self.country)
        return self._page(request, "help.html", language, countries=countries, danger=None)

    # --- practise -----------------------------------------------------------------------------------------------------

    def begin(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """A new talk."""
        gender: Gender = "f" if fields.get("gender") == "f" else "m"
        seed = fields.get("seed", "")[:40] or secrets.token_urlsafe(9)
        try:
            talk = self.room.begin(Setup(fields.get("person", ""), fields.get("position", ""), language, gender, seed))
        except UnknownChoice:
            return self._choose(request, language, 422, problem="choice")
        return self._talk(request, language, talk)

    def _open(self, fields: dict[str, str]) -> Talk | None:
        try:
            talk = unpacked(self.sealer.open(fields.get("talk", "")))
            self.room.stage(talk.setup)
        except (BrokenSeal, OldParcel, UnknownChoice, ValueError, TypeError, KeyError):
            return None
        return talk

    def _with_talk(
        self, request: Request, language: Language, fields: dict[str, str], change: Callable[[Talk], Talk]
    ) -> Response:
        talk = self._open(fields)
        if talk is None:
            return self._page(request, "lost.html", language, 200, typed=fields.get("message", "")[:LONGEST_ANSWERED])
        return self._talk(request, language, change(talk))

    def _talk(self, request: Request, language: Language, talk: Talk, **values: Any) -> HTMLResponse:
        shown = views.talk(self.room.library, talk)
        model = "" if self.reword is None else "elsewhere" if self.reword.elsewhere else "here"
        values = {"typed": "", "hint": None, "problem": "", "model": model, **values}
        countries = views.help_lines(self.room.library, talk.setup.language, self.country) if shown.danger else []
        return self._page(
            request,
            "talk.html",
            language,
            talk=shown,
            parcel=self.sealer.seal(packed(talk)),
            countries=countries,
            **values,
        )

    def say(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """One more message."""
        talk = self._open(fields)
        message = fields.get("message", "")
        if talk is None:
            return self._page(request, "lost.html", language, 200, typed=message[:LONGEST_ANSWERED])
        if not message.strip():
            return self._talk(request, language, talk, problem="empty")
        if len(message) > LONGEST_ANSWERED:
            return self._talk(request, language, talk, problem="long", typed=message[:LONGEST_ANSWERED])
        after = self.room.say(talk, message)
        if self.reword is not None and len(after.turns) > len(talk.turns):
            after = self.reword(after)
        return self._talk(request, language, after)

    def back(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """To an earlier message, to try it differently."""
        talk = self._open(fields)
        index = _number(fields.get("turn", ""))
        if talk is None:
            return self._page(request, "lost.html", language, 200, typed="")
        typed = talk.turns[index].user if 0 <= index < len(talk.turns) else ""
        return self._talk(request, language, self.room.back(talk, index), typed=typed)

    def again(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """Call once more."""
        return self._with_talk(request, language, fields, self.room.again)

    def resume(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """The talk that the page had before it was loaded again."""
        return self._with_talk(request, language, fields, lambda talk: talk)

    def hint(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """What one could say now."""
        talk = self._open(fields)
        if talk is None:
            return self._page(request, "lost.html", language, 200, typed="")
        return self._talk(request, language, talk, hint=self.room.hint(talk), typed=fields.get("message", ""))

    def end(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """The look back."""
        talk = self._open(fields)
        if talk is None:
            return self._page(request, "lost.html", language, 200, typed="")
        return self._page(
            request,
            "debrief.html",
            language,
            parcel=self.sealer.seal(packed(talk)),
            saved=False,
            **self._look_back(talk),
        )

    def save(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """The look back as a file for the user's own device."""
        talk = self._open(fields)
        if talk is None:
            return self._page(request, "lost.html", language, 200, typed="")
        text = self.pages.render(
            "saved.html", language, info=self.room.library.info, style=views.saved_style(), **self._look_back(talk)
        )
        return HTMLResponse(text, headers={"Content-Disposition": 'attachment; filename="polden.html"'})

    def _look_back(self, talk: Talk) -> dict[str, Any]:
        library, found = self.room.library, self.room.debrief(talk)
        language = talk.setup.language
        return {
            "talk": views.talk(library, talk),
            "debrief": found,
            "picture": views.openness_picture(talk, found, self.pages.words(language)),
            "exercise": views.exercise_for(library, found.practise, language),
            "person_story": views.story(library, talk, found),
            "practise_why": views.why_practise(found.practise, language),
            "turning_why": views.why_turned(found, language, talk.setup.seed),
        }

    # --- answer -------------------------------------------------------------------------------------------------------

    def ask(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """Where to paste what the relative said."""
        return self._answer_page(request, language)

    def _answer_page(self, request: Request, language: Language, status: int = 200, **values: Any) -> Response:
        given = {"typed": "", "found": None, "answer": None, "problem": "", "others": [], **values}
        return self._page(request, "answer.html", language, status, **given)

    def answer(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """The position meant, and an answer to it."""
        typed = fields.get("text", "")
        if not typed.strip():
            return self._answer_page(request, language, problem="empty")
        if len(typed) > LONGEST_ANSWERED:
            return self._answer_page(request, language, problem="long", typed=typed[:LONGEST_ANSWERED])
        found = self.room.recognise(typed)
        if found.danger is not None:
            return self._stop(request, language, found.danger)
        library = self.room.library
        named = fields.get("position") if fields.get("position") in library.position_ids else found.label
        shown = self._answered(named, language, fields) if named else {}
        near = [found.label, *(name for name, _ in found.alternatives)] if found.readable else []
        others = [views.position(library, name, language) for name in near if name and name != named]
        return self._answer_page(request, language, typed=typed, found=found, others=others, **shown)

    def _stop(self, request: Request, language: Language, danger: Danger) -> Response:
        """Help instead of an answer: words of danger come before any argument."""
        countries = views.help_lines(self.room.library, language, self.country)
        return self._page(request, "help.html", language, countries=countries, danger=danger)

    def _answered(self, name: str, language: Language, given: Mapping[str, str]) -> dict[str, Any]:
        """An answer for the value, speaker and listener that the page chose, and which of the two its words depend on."""
        value = given.get("value") if given.get("value") in self.room.library.info.values else None
        speaker: Gender = "m" if given.get("speaker") == "m" else "f"
        listener: Gender = "m" if given.get("listener") == "m" else "f"

        def said_by(speaker: Gender, listener: Gender) -> dict[str, Any]:
            return views.answer(self.room, name, language, value, speaker, listener)

        shown = said_by(speaker, listener)
        other: dict[Gender, Gender] = {"f": "m", "m": "f"}
        marked = {
            "speaker": said_by(other[speaker], listener)["said"] != shown["said"],
            "listener": said_by(speaker, other[listener])["said"] != shown["said"],
        }
        chosen = {"value": shown["value"] or "", "speaker": speaker, "listener": listener}
        return {"answer": shown, "chosen": chosen, "marked": marked}

    def read_answer(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """An answer by its position's name: public text, so it may stand in an address."""
        name = request.path_params["position"]
        if name not in self.room.library.position_ids:
            return self._page(request, "missing.html", language, 404)
        shown = self._answered(name, language, request.query_params)
        return self._page(request, "position.html", language, typed="", **shown)

    def positions(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """Everything that the pack can answer."""
        return self._page(request, "positions.html", language, groups=views.groups(self.room.library, language))

    # --- drill --------------------------------------------------------------------------------------------------------

    def drills(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """The exercises."""
        return self._page(request, "drills.html", language, kinds=views.exercises(self.room.library, language))

    def drill(self, request: Request, language: Language, _: dict[str, str]) -> Response:
        """One exercise."""
        return self._drill(request, language)

    def _drill(self, request: Request, language: Language, **values: Any) -> Response:
        try:
            exercise = self.room.exercise(request.path_params["name"])
        except UnknownChoice:
            return self._page(request, "missing.html", language, 404)
        given = {"typed": "", "checked": None, "spotted": None, "chosen": [], "problem": "", **values}
        shown = views.exercise(self.room.library, exercise, language)
        return self._page(request, "drill.html", language, exercise=shown, **given)

    def check_drill(self, request: Request, language: Language, fields: dict[str, str]) -> Response:
        """An exercise, checked."""
        try:
            exercise = self.room.exercise(request.path_params["name"])
        except UnknownChoice:
            return self._page(request, "missing.html", language, 404)
        if exercise.kind == "spot":
            chosen = [_number(part) for part in fields.get("chosen", "").split(",") if part]
            return self._drill(request, language, spotted=views.spotted(exercise, chosen), chosen=chosen)
        typed = fields.get("text", "")
        if not typed.strip() or len(typed) > LONGEST_ANSWERED:
            return self._drill(
                request, language, problem="long" if typed.strip() else "empty", typed=typed[:LONGEST_ANSWERED]
            )
        checked = self.room.check(exercise, typed, language)
        if checked.danger is not None:
            return self._stop(request, language, checked.danger)
        return self._drill(request, language, typed=typed, checked=checked)


def _number(text: str) -> int:
    """A small whole number, or −1 for anything else."""
    return int(text) if text.isdecimal() and len(text) < 5 else -1
