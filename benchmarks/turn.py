"""A whole turn (read, coach, reply), warm, on one core; beside the bare encoder on the same message in the same run."""

from __future__ import annotations

import os
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from benchmarks.measures import DATA, quantile, table, verdict
from polden.core.words import Language
from polden.features.talk.conversation import Setup
from polden.features.talk.service import TalkRoom
from polden.settings import packs_folder

TURNS = 20


def main() -> None:
    """Play talks with messages that the program has not seen, and time every turn."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    room = TalkRoom(packs_folder() / "noon")
    room.warm_up()
    rows = table(DATA / "acts-test.tsv")
    whole: list[float] = []
    encoder: list[float] = []
    for index, person in enumerate(room.library.person_ids):
        language: Language = "ru" if index % 2 == 0 else "en"
        messages = [row["user_says"] for row in rows if row["lang"] == language]
        for number in range(3):
            believes = room.library.person(person).believes
            talk = room.begin(Setup(person, believes[number % len(believes)], language, "f", f"turn-{number}"))
            room.say(talk, messages[0])  # the lines of this subject are read from disk once
            for turn in range(TURNS):
                message = messages[(number * TURNS + turn * 7 + index) % len(messages)]
                began = time.perf_counter()
                talk = room.say(talk, message)
                whole.append((time.perf_counter() - began) * 1000)
                if talk.ended:
                    talk = room.begin(talk.setup)
                began = time.perf_counter()
                room.encoder.encode_one(message)
                encoder.append((time.perf_counter() - began) * 1000)
    print(f"{len(whole)} turns; the bare encoder on the whole message alone: median {quantile(encoder, 0.5):.2f} ms")
    print(f"a turn ÷ the encoder alone: {quantile(whole, 0.5) / quantile(encoder, 0.5):.2f}")
    results = [
        verdict("a turn, median, ms", quantile(whole, 0.5), 8, most=True),
        verdict("a turn, 95th percentile, ms", quantile(whole, 0.95), 20, most=True),
    ]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
