"""Builds src/sayso/data/forms.csv with the library lemminflect: `python tools/forms.py > src/sayso/data/forms.csv`.

A row holds the forms of one word: `third past participle gerund` of the verb, `plural` of the noun, `/` between
British and American spellings. Rows are made for every verb of the lexicon and of say-so, for every verb of the
library that plain spelling
gets wrong, and for nouns of the lexicon with such a plural. A word without verb forms is no verb. tools/forms.yaml
corrects the library.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import lemminflect
import yaml

from sayso.claims.acts.table import words_of
from sayso.english.forms import INFLECTED, regular_forms, with_s

DATA = Path(__file__).parent.parent / "src" / "sayso" / "data"
LIBRARY = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
CORRECTIONS: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_bytes())
TAGS = dict(zip(INFLECTED, ("VBZ", "VBD", "VBN", "VBG"), strict=True))
Forms = dict[str, tuple[str, ...]]


def main() -> None:
    """Writes the table on stdout."""
    heads = set(_heads())
    rows: dict[str, Forms] = {word: _verb(word, guess=True) for word in sorted(heads)}
    for word in _library_verbs():
        forms = _verb(word, guess=False)
        if word not in rows and forms and forms != regular_forms(word):
            rows[word] = forms
    for word in sorted(set(_nouns())):
        if plural := _plural(word):
            rows[word] = {**(rows.get(word) or _verb(word, guess=False)), "plural": (plural,)}
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["word", *INFLECTED, "plural"])
    out.writerows(
        [word, *("/".join(forms.get(form, ())) for form in (*INFLECTED, "plural"))]
        for word, forms in sorted(rows.items())
    )


def _table(name: str) -> Any:
    return yaml.safe_load((DATA / name).read_bytes())


def _heads() -> Iterator[str]:
    """The words that our tables inflect as verbs, and the verbs that follow an adverb there ("brutally beat")."""
    say, status, acts = _table("say.yaml"), _table("status.yaml"), _table("acts.yaml")
    phrases = [word for group in acts["acts"] if group["pos"] == "verb" for word in words_of(group["words"])]
    phrases += [
        word for kind in ("clause", "person", "quoting", "refusing", "telling", "beginning") for word in say[kind]
    ]
    phrases += [word for kind in ("to", "object") for words in status[kind].values() for word in words]
    phrases += _table("relation.yaml")["promises"]
    for phrase in phrases:
        first, *rest = phrase.split()
        yield first
        if rest and not _verb(first, guess=True) and _verb(rest[0], guess=False):
            yield rest[0]


def _nouns() -> Iterator[str]:
    """The last words of what the lexicon and the contexts put into the plural."""
    acts = _table("acts.yaml")
    listed = [
        *acts["classes"].values(),
        acts["also_nouns"],
        *(group["words"] for group in acts["acts"] if group["pos"] == "noun"),
    ]
    listed += [row[kind] for row in _table("contexts.yaml").values() for kind in ("strong", "weak")]
    for phrase in (word for words in listed for word in words_of(words)):
        yield from (phrase.split()[-1], phrase.partition(" of ")[0].split()[-1])


def _library_verbs() -> Iterator[str]:
    with gzip.open(LIBRARY, "rt", encoding="utf-8") as lines:
        yield from sorted(
            {line.split(",")[0] for line in lines if line.split(",")[1] == "verb" and line.split(",")[0].islower()}
        )


def _verb(word: str, *, guess: bool) -> Forms:
    """The forms of a verb; empty where it is none. `guess`: also where the library lacks it, by its last part or by
    rule."""
    if word in CORRECTIONS["uninflected"]:
        return {}
    found = lemminflect.getAllInflections(word, upos="VERB")
    if found or not guess:
        return _corrected(word, found) if found else {}
    part, last = _split(word)
    if last:
        return {form: tuple(part + shape for shape in shapes) for form, shapes in _verb(last, guess=False).items()}
    if set(lemminflect.getAllLemmas(word)) & {"ADV", "ADJ"}:
        return {}
    return _corrected(word, lemminflect.getAllInflectionsOOV(word, upos="VERB"))


def _split(word: str) -> tuple[str, str]:
    part, hyphen, last = word.rpartition("-")
    cuts = (
        [(part + hyphen, last)]
        if hyphen
        else [(p, word.removeprefix(p)) for p in CORRECTIONS["parts"] if word.startswith(p)]
    )
    return next(((p, w) for p, w in cuts if lemminflect.getAllInflections(w, upos="VERB")), ("", ""))


def _corrected(word: str, found: dict[str, tuple[str, ...]]) -> Forms:
    """The library's forms by our names; a regular past is a participle too, which the library leaves out where it
    names another."""
    plain, drop, add = regular_forms(word), CORRECTIONS["drop"].get(word, ()), CORRECTIONS["add"].get(word, {})
    listed = {form: found.get(tag, ()) for form, tag in TAGS.items()}
    forms = {form: _kept((*(listed[form] or plain[form]), *add.get(form, ())), drop) for form in INFLECTED}
    regular = not listed["participle"] or any(shape.endswith("ed") for shape in forms["past"])
    also = forms["past"] if regular else ()
    return {**forms, "participle": _kept((*_kept(listed["participle"], drop), *also, *add.get("participle", ())), ())}


def _kept(shapes: Iterable[str], drop: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shape for shape in shapes if shape not in drop))


def _plural(word: str) -> str | None:
    """The library's plural where it is another than plain spelling's; null also for nouns that have none
    ("violence")."""
    found = lemminflect.getAllInflections(word, upos="NOUN").get("NNS", ())
    if not found or with_s(word) in found or (found == (word,) and not word.endswith("s")):
        return None
    return next((shape for shape in found if shape != word), word)


if __name__ == "__main__":
    main()
