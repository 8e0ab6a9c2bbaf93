"""Reading of messages on sets that nothing was learnt from: acts, which of two replies is kinder, insults."""

from __future__ import annotations

import sys

import numpy as np

from benchmarks.measures import DATA, f1, table, verdict
from polden.features.talk.acts import Act
from polden.features.talk.reading.reader import Reader
from polden.features.talk.reading.values import INSULTING
from polden.kit.meaning.encoder import Encoder


def acts(reader: Reader) -> bool:
    """F1 averaged over acts."""
    rows = table(DATA / "acts-test.tsv")
    found = [set(reader.read(row["user_says"], row["partner_says"]).acts) for row in rows]
    wanted = [{Act(name) for name in row["acts"].split(";")} for row in rows]
    each = {act: f1([act in one for one in found], [act in one for one in wanted]) for act in Act}
    print("     " + ", ".join(f"{act} {value:.2f}" for act, value in sorted(each.items(), key=lambda item: item[1])))
    return verdict(
        f"acts, F1 averaged over {len(each)} acts ({len(rows)} messages)", float(np.mean(list(each.values()))), 0.70
    )


def preference(reader: Reader) -> bool:
    """How often the reply that a trainer prefers scores higher."""
    rows = table(DATA / "pairs-test.tsv")
    right = []
    for row in rows:
        better = reader.read(row["better"], row["partner_says"]).score
        worse = reader.read(row["worse"], row["partner_says"]).score
        right.append(1.0 if better > worse else 0.5 if better == worse else 0.0)
    return verdict(f"the kinder of two replies scores higher ({len(rows)} pairs)", float(np.mean(right)), 0.85)


def insults(reader: Reader, partner: str) -> bool:
    """Insults and threats found; false alarms on swearing at nobody and on civil text."""
    rows = table(DATA / "toxicity-test.tsv")
    alarms = {
        label: [reader.read(row["text"], partner).toxicity >= INSULTING for row in rows if row["label"] == label]
        for label in ("toxic", "swearing", "civil")
    }
    what = "after a partner's line" if partner else "without a partner's line"
    clean = alarms["swearing"] + alarms["civil"]
    print(f"     {what}: swearing {np.mean(alarms['swearing']):.3f}, civil {np.mean(alarms['civil']):.3f}")
    return all(
        [
            verdict(f"insults and threats found, {what}", float(np.mean(alarms["toxic"])), 0.85),
            verdict(f"false alarms, {what}", float(np.mean(clean)), 0.05, most=True),
        ]
    )


def main() -> None:
    """Measure all."""
    reader = Reader(Encoder())
    results = [acts(reader), preference(reader), insults(reader, "Ну и что ты на это скажешь?"), insults(reader, "")]
    sys.exit(0 if all(results) else 1)


if __name__ == "__main__":
    main()
