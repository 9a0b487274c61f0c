"""Fits the pools of the coder: `python -m training.weights [DECISION …]`; writes data/weights.yaml.

A logistic regression with a ridge for each decision, by Newton's method (Hastie, Tibshirani and Friedman 2009, 4.4), on
the fit part of real news and the held-out part of the written corpus, neither of which the reader has learnt from;
confidence on news alone. The chance from which the answer is yes is the lowest with about the best F1 over five folds
of texts. Decisions that rest on others are fitted after them, each in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml
from corpus.heads import head_of
from corpus.reader import TAUGHT, Text, as_list, everything

from corpus import gold, score, standoff
from sayso import language, settings
from sayso.claims.article.document import Document
from sayso.claims.article.proposals import seen_in, type_signs
from sayso.claims.coding import gate, numbers, retold
from sayso.claims.coding.claim import scene_of
from sayso.claims.coding.extract import drafts_of, political_acts
from sayso.claims.roles import by_arcs, evidence
from sayso.claims.roles.draft import Draft
from sayso.claims.scene.place_evidence import place_signs
from sayso.claims.scene.when import time_candidates
from sayso.claims.scene.where import elsewhere, parties_of, places_named
from sayso.judge import alike
from sayso.judge.score import judge
from sayso.language.words import cut
from training.fitting import Example, fitted

TABLE = Path(__file__).parent.parent / "src" / "sayso" / "data" / "weights.yaml"
STAGES = (
    ("type",),
    ("actor", "recipient", "force"),
    ("time", "place", "quantity"),
    ("topic",),
    ("gate",),
    ("new",),
    ("confidence",),
)
"""Decisions that are fitted together; later ones rest on earlier ones."""
WRITTEN = 0.25
"""So much an example of written prose counts beside one of news, in parties, times, places and figures."""
Span = tuple[int, int]


def document_of(text: Text) -> Document:
    """A text as the coder sees it before any decision."""
    article, limits = score.article_of(text), settings.load()
    return Document.of(article, language.read(article, limits), limits)


def _spans(text: Text, keys: Any) -> list[Span]:
    return [text.find(key) for key in (list(keys) if isinstance(keys, dict) else as_list(keys))]


def _meet(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def matched(text: Text, document: Document) -> Iterator[tuple[dict[str, Any], Draft]]:
    """Each act that counts, with the draft on its words; acts without one are left out."""
    drafts = [d for v in document.views for d in drafts_of(v, document.near.frames(v))]
    for act in text.fields.get("acts") or []:
        on = text.find(act["on"])
        here = [d for d in drafts if _meet((d.hit.start, d.hit.end), on)]
        best = max(here, key=lambda d: d.hit.sense.act == act.get("act"), default=None)
        if best is not None and not act.get("retold"):
            yield act, best


# ---------------------------------------------------------------- which act
def typed(number: int, text: Text, document: Document) -> Iterator[Example]:
    """Every act that a word of the lexicon may name, where an annotator named one."""
    events = {e.token: e for e in document.reading.events}
    for act in text.fields.get("acts") or []:
        on = text.find(act["on"])
        for view in document.views:
            for hit in view.hits if "act" in act and view.start <= on[0] < view.stop else ():
                seen = seen_in(hit, view.sentence, events) if _meet((hit.start, hit.end), on) else None
                for name, signs in (type_signs(hit, seen) if seen is not None else {}).items():
                    yield Example("type", number, signs, name == act["act"])


# ---------------------------------------------------------------- parties
def parties(number: int, text: Text, act: dict[str, Any], draft: Draft, _: Document) -> Iterator[Example]:
    """Every candidate for a part in an act."""
    if not draft.view.arcs:
        return
    found = evidence.candidates(draft.view, draft.hit, *by_arcs.role_votes(draft.view, draft.hit, draft.verdict))
    move = act.get("move") or {}
    for slot in evidence.PART_OF_SLOT:
        wanted = _spans(text, move.get("force") if slot == "force" else act.get(slot))
        right = _taken(text, [(c.mention.start, c.mention.end) for c in found], wanted)
        if slot == "force" and not draft.hit.sense.change:
            continue
        for i, one in enumerate(found):
            signs = evidence.role_signs(slot, one, found, draft.hit, draft.verdict, text.text)
            yield Example(slot, number, signs, i in right)


def _taken(text: Text, found: Sequence[Span], wanted: Sequence[Span]) -> set[int]:
    """The numbers of the candidates that stand for a wanted phrase: one each, on its head word, else on a word of its
    own."""
    right = set[int]()
    for start, end in wanted:
        words = cut(text.text, start, end)
        at = words[head_of([text.text[slice(*w)] for w in words], range(len(words)))][0]
        phrase = {"text": text.text[start:end]}
        near = [i for i, span in enumerate(found) if _meet(span, (start, end)) and i not in right]
        like = [i for i in near if alike.same_party(phrase, {"text": text.text[slice(*found[i])]})]
        on = [i for i in near if found[i][0] <= at < found[i][1]]
        best = next(iter([*sorted(on, key=lambda i: found[i][0] - found[i][1]), *like]), None)
        right |= set() if best is None else {best}
    return right


# ---------------------------------------------------------------- when, where, how many
def scene(number: int, text: Text, act: dict[str, Any], draft: Draft, document: Document) -> Iterator[Example]:
    """Every time, place and figure that may be an act's."""
    view, hit, span = draft.view, draft.hit, scene_of(document, draft).span
    times = [t for t in document.near.times.starting(view.start, view.stop) if t.end <= view.stop]
    anchor = document.article.anchor.edtf
    for told in time_candidates(view, times, hit, draft.verdict.status, anchor, span):
        if not told.settles:
            right = _on(_spans(text, act.get("time")), told.mention.start, told.mention.end)
            yield Example("time", number, told.signs, right)
    whole, single = places_named(view, document.near, span)
    wanted = _spans(text, act.get("place"))
    places = [*whole, *single, *elsewhere(view, hit, span, document.near)]
    meant = _meant(text.text, [(p.start, p.end) for p in places], wanted)
    for i, p in enumerate(places):
        signs = place_signs(view, hit, p, parties_of(draft.roles), span)
        yield Example("place", number, signs, i in meant)
    figures = [q for q in document.quantities(view) if span[0] <= q.start and q.end <= span[1]]
    for q in figures:
        right = _on(_spans(text, act.get("qty")), q.start, q.end)
        yield Example("quantity", number, numbers.figure_signs(q, draft, figures), right)


def _meant(text: str, found: Sequence[Span], wanted: Sequence[Span]) -> set[int]:
    """The numbers of the candidates that are meant: of several in one phrase the first that is nobody's owner
    ("Pakistan's city of Lahore", "India-controlled Kashmir")."""
    owners = ("'", "’", "-")
    free = sorted((i for i, s in enumerate(found) if text[s[1] : s[1] + 1] not in owners), key=found.__getitem__)
    first = (next((i for i in free if _meet(found[i], w)), None) for w in wanted)
    return {i for i in first if i is not None}


def _on(wanted: Sequence[Span], start: int, end: int) -> bool:
    return any(_meet(span, (start, end)) for span in wanted)


# ---------------------------------------------------------------- the gate and confidence
def claimed(number: int, text: Text, document: Document) -> Iterator[Example]:
    """Every act that is proposed and about politics: has an annotator named it? What may be left out is no example."""
    told, left = _told(text)
    before = set[str]()
    for view in document.views:
        proposed, topic = drafts_of(view, document.near.frames(view)), document.topic(view)
        for draft in proposed:
            on = (draft.hit.start, draft.hit.end)
            right = any(_meet(on, span) and draft.hit.sense.act == act for span, act in told)
            open_ = not right and any(_meet(on, span) for span in left)
            if not open_ and gate.about_politics(draft, (topic, document.whole_topic)):
                yield Example("gate", number, gate.claiming_signs(draft, proposed, topic, before), right)
        before |= {d.hit.sense.act for d in proposed if d.chance >= gate.SURE_ACT and not d.headline}


def _told(text: Text) -> tuple[list[tuple[Span, str]], list[Span]]:
    """The acts that an annotator claims, and the words of those that may be left out."""
    acts = [a for a in text.fields.get("acts") or [] if not a.get("retold")]
    told = [(text.find(a["on"]), a["act"]) for a in acts if not a.get("optional")]
    return told, [text.find(a["on"]) for a in acts if a.get("optional")]


def about() -> Iterator[Example]:
    """Acts of the written corpus that the reader has not learnt: those proposed in ordinary texts, of which none is
    politics, and those annotated in the others; and the annotated ones of news."""
    written = [t for t in everything(TAUGHT) if t.held_out and (t.fields.get("decoy") or t.fields.get("acts"))]
    for number, text in enumerate((*written, *standoff.texts("fit"))):
        document = document_of(text)
        told = [text.find(a["on"]) for a in text.fields.get("acts") or [] if not a.get("retold")]
        for view in document.views:
            for d in drafts_of(view, document.near.frames(view)):
                signs = gate.topic_signs(d, (document.topic(view), document.whole_topic))
                if text.fields.get("decoy"):
                    yield Example("topic", number, signs, right=False)
                elif any(_meet((d.hit.start, d.hit.end), on) for on in told):
                    yield Example("topic", number, signs, right=True)


def told_first(number: int, text: Text, document: Document) -> Iterator[Example]:
    """Every political act told after one like it: has an annotator named it, and not as told again?"""
    told = [(text.find(a["on"]), a.get("act")) for a in text.fields.get("acts") or [] if not a.get("retold")]
    for draft, signs in retold.acts_of_body(political_acts(document)[0], document):
        on = (draft.hit.start, draft.hit.end)
        if signs is not None:
            yield Example("new", number, signs, any(_meet(on, s) and draft.hit.sense.act == act for s, act in told))


def confident(number: int, text: Text, told: Sequence[gold.Gold]) -> Iterator[Example]:
    """Every claim that counts: is its core right?"""
    coding = score.coding_of(text)
    signs = dict(coding.signs)
    for claim, right in judge(told, [score.as_json(c) for c in coding.claims]).found:
        yield Example("confidence", number, signs[str(claim["id"])], right)


OF_TEXT: dict[str, Callable[[int, Text, Document], Iterator[Example]]] = {
    "type": typed,
    "gate": claimed,
    "new": told_first,
}
"""First decision of a stage → what asks it of a whole text; the others are asked act by act."""


def examples(stage: Sequence[str]) -> list[Example]:
    """The examples of the decisions of one stage over the fit part."""
    if "topic" in stage:
        return list(about())
    texts = list(standoff.texts("fit"))
    news = len(texts)
    if "confidence" in stage:
        return [e for n, text in enumerate(texts) for e in confident(n, text, gold.claims(text))]
    texts += [t for t in everything(TAUGHT) if t.held_out and t.fields.get("acts")]
    of_text, found = OF_TEXT.get(stage[0]), list[Example]()
    for number, text in enumerate(texts):
        document = document_of(text)
        counts = 1.0 if of_text is not None or number < news else WRITTEN
        asked = of_text(number, text, document) if of_text else _of_acts(stage, number, text, document)
        found += (replace(e, counts=counts * e.counts) for e in asked)
    return found


def _of_acts(stage: Sequence[str], number: int, text: Text, document: Document) -> Iterator[Example]:
    of_act: Callable[..., Iterator[Example]] = parties if "actor" in stage else scene
    for act, draft in matched(text, document):
        yield from of_act(number, text, act, draft, document)


def _write(weights: dict[str, dict[str, float]]) -> None:
    head = "# What each sign is worth in the coder's decisions (claims/weigh.py), in log odds; by training/weights.py\n"
    TABLE.write_text(head + yaml.safe_dump(weights, sort_keys=False), encoding="utf-8")


def main() -> None:
    """The command: one stage here, several each in a process of its own."""
    asked = set(sys.argv[1:]) or {name for stage in STAGES for name in stage}
    stages = [stage for stage in STAGES if asked & set(stage)]
    if len(stages) > 1:
        for stage in stages:
            subprocess.run([sys.executable, "-m", "training.weights", *stage], check=True)
        return
    weights = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    found = examples(stages[0])
    for name in stages[0]:
        weights[name] = fitted([e for e in found if e.decision == name])
    _write(weights)
    subprocess.run([sys.executable, "tools/manifest.py"], check=True)


if __name__ == "__main__":
    main()
