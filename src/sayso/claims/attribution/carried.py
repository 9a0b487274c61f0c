"""Accounts that go on: sentences without words of say-so that are still what somebody tells (`carried` in
docs/record.md, Chain of say-so).

Narrow on purpose: after most reports the writer takes over again. An account is opened by who describes or testifies,
by a witness or a paper, or by telling how something began; or the next sentence says itself that it adds to what was
said ("At the same
time, …").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.claims.say.frames import Frame, cues, tidied
from sayso.claims.sentence import View
from sayso.english.closed import grammar
from sayso.english.lists import listed
from sayso.nearby import Near
from sayso.reading import Quote

ACCOUNT_SENTENCES = 4
"""Sentences that an account goes on for."""
END, TURNS = (
    frozenset({".", ",", "when", "early", "shortly"}),
    listed("attribution", "turns"),
)
NOW = listed("attribution", "how_things_are")
"""Words of a sentence that tells how things are, not what happened."""


def carried_accounts(views: Sequence[View], found: Sequence[Frame], speech: Sequence[Quote]) -> Iterator[Frame]:
    """Carried frames, one a sentence, for the accounts that the frames open."""
    said: defaultdict[int, list[Frame]] = defaultdict(list)
    for f in found:
        said[f.sentence].append(f)
    taken = said.keys() | _quoting(views, speech)
    for at, view in enumerate(views):
        opener = _opener(view, [f for f in said.get(view.sentence.index, ()) if not f.silent and f.source is not None])
        if opener is None:
            continue
        frame, whole = opener
        goes_on = _past if whole else _adds
        for after in views[at + 1 : at + 1 + ACCOUNT_SENTENCES]:
            same = after.sentence.paragraph == view.sentence.paragraph and after.sentence.index not in taken
            if not same or not goes_on(after):
                break
            if content := tidied(after.text, [(after.start, after.stop)]):
                yield replace(frame, sentence=after.sentence.index, content=content, carried=True, kind="account")


def _quoting(views: Sequence[View], speech: Sequence[Quote]) -> set[int]:
    """Numbers of the sentences in which a quotation stands."""
    quotes = Near(speech, lambda q: ((q.start, q.end),))
    return {
        v.sentence.index for v in views if any(q.start < v.stop and v.start < q.end for q in quotes.at(v.start, v.stop))
    }


def _opener(view: View, own: Sequence[Frame]) -> tuple[Frame, bool] | None:
    """The frame that opens an account, and whether the whole story is his or hers, not only what adds to it."""
    telling = _teller(view)
    if telling is not None:
        return telling, True
    for frame in own:
        source = frame.source
        if source is None or frame.depth > 2 or not frame.content or frame.kind in ("adverb", "signed"):
            continue
        if len(own) == 1 and frame.content[-1][1] >= view.stop - 2:
            return frame, _story(view, frame)
    return None


def _story(view: View, frame: Frame) -> bool:
    """A witness or a paper tells, or somebody tells how it began."""
    words = view.text[slice(*(frame.named[0] if frame.named else frame.cue))].lower().split()
    begins = any(
        t.text.lower() in cues().beginning
        and frame.holds(t.start, t.end)
        and (view.word(i + 1) in grammar().prepositions or view.word(i + 1) in END)
        for i, t in enumerate(view.tokens)
    )
    return (
        begins
        or frame.kind == "according"
        or any(w.strip(",") in cues().lists["witness"] | cues().lists["document"] for w in words)
    )


def _teller(view: View) -> Frame | None:
    """ "A survivor described the night", "X told the inquiry how it happened": no clause says what is told; the next
    sentences do."""
    for i, word in enumerate(view.lower):
        how = word in ("told", "tell", "tells") and "how" in view.lower[i + 1 : i + 8]
        if (word in cues().telling or how) and (i in view.verbs or how):
            source = view.subject_before(i)
            if source is not None and source.kind in ("person", "role", "pronoun", "organization", "force"):
                token = view.tokens[i]
                return Frame(view.sentence.index, source, (token.start, token.end), (), "account", 2)
    return None


def _past(view: View) -> bool:
    """The sentence tells on what happened; one that turns about is the writer's again."""
    return (
        view.word(0) not in TURNS
        and not NOW & set(view.lower)
        and any(w.endswith("ed") or i in view.verbs for i, w in enumerate(view.lower))
    )


def _adds(view: View) -> bool:
    start = " ".join(view.lower[:5])
    return any(start.startswith(opener) for opener in cues().adding)
