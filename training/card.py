"""Writes the card of a model: `python -m training.card --graph FOLDER --open FOLDER --encoder FOLDER --into
src/sayso/models`.

The card names the files with their SHA-256, the classes of each head, every training source with licence and digest,
and the limits. Scores are not copied into it: `benchmarks/RESULTS.md` holds them with their commands.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

from corpus.reader import HERE as CORPUS

from training import topic

FILES = ("reader.onnx", "relation.onnx", "tokenizer.json", "topic.json")
SOURCES = {
    "ud/en_ewt-ud-train.conllu": ("UD English-EWT, training part: tags, arcs", "CC BY-SA 4.0"),
    "ud/en_gum_open-ud-train.conllu": (
        "UD English-GUM, free genres, training part: tags, arcs",
        "CC BY 4.0, CC BY-SA 4.0, public domain",
    ),
    "roles/propbank_ewt.jsonl": ("PropBank on English-EWT, training part: roles", "CC BY-SA 4.0"),
    "ner/uner_ewt_train.jsonl": ("UNER English-EWT, training part: entities", "CC BY-SA 4.0"),
    "ner/crossner_politics.jsonl": ("CrossNER, politics, training part: entities", "MIT"),
    "ner/uner_ewt_dev.jsonl": ("UNER English-EWT, development part: entities", "CC BY-SA 4.0"),
    "ner/wikigold.jsonl": ("WikiGold: entities", "CC BY 4.0"),
    "ner/re3d_open.jsonl": ("dstl re3d, open sources: entities", "public domain, OGL, CC BY, CC BY-SA"),
    "attribution/gum_open.jsonl": (
        "GUM: attribution and coreference (not its news and interviews)",
        "CC BY 4.0, CC BY-SA 4.0, public domain",
    ),
    "factuality/uds_ih2.jsonl": (
        "UDS It-Happened 2 without its test part: event words and how sure they are",
        "MIT; text CC BY-SA 4.0",
    ),
}
PAIRS = "Sayso corpus, without its held-out part: marked pairs, for the relation head alone"
LIMITS = [
    "English only; written news. Speech, verse, chat and text before about 1950 are read less well.",
    "Windows of at most 254 word pieces: a quotation longer than that may lose its speaker.",
    "Uncased word pieces with a case-shape feature; text in capitals throughout loses names.",
    "Probabilities of heads are not calibrated one by one; training/calibration.py shows how far scores can be "
    "believed.",
]


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def corpus_digest(folders: tuple[str, ...] = ("sentences", "stories")) -> str:
    """SHA-256 over the names and bytes of our corpus files."""
    whole = hashlib.sha256()
    for path in sorted(path for folder in folders for path in (CORPUS / folder).glob("*.yaml")):
        whole.update(path.name.encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()


def card(graph: Path, folder: Path, encoder: Path) -> dict[str, Any]:
    """The card as plain data."""
    sources = [
        {"what": what, "licence": licence, "file": name, "sha256": _sha(folder / name)}
        for name, (what, licence) in SOURCES.items()
    ]
    own = {"what": "Sayso corpus, without its held-out part: every layer", "sha256": corpus_digest()}
    news = {
        "what": "Real news, the learn part: annotations of the Sayso corpus on Voice of America (public domain) and "
        "Wikinews (CC BY 2.5)",
        "sha256": _sha(CORPUS / "news" / "learn.jsonl"),
    }
    sources += [{**source, "licence": "CC BY 4.0"} for source in (own, news)]
    return {
        "name": "sayso-reader",
        "licence": "CC BY-SA 4.0",
        "start": {"what": "all-MiniLM-L6-v2", "licence": "Apache-2.0", "sha256": _sha(encoder / "model.safetensors")},
        "sources": sources,
        "measured": "benchmarks/RESULTS.md",
        "limits": LIMITS,
        "files": {name: _sha(graph / name) for name in FILES},
        "labels": json.loads((graph / "labels.json").read_text()),
    }


def page(written: dict[str, Any]) -> str:
    """The card for people to read, as Markdown."""
    rows = [f"| {s['what']} | {s['licence']} | `{s['sha256'][:16]}` |" for s in (written["start"], *written["sources"])]
    files = [f"| `{name}` | `{digest}` |" for name, digest in written["files"].items()]
    return "\n".join(
        [
            f"# {written['name']}",
            "",
            "A 6-layer encoder with light heads (tags, arcs, entities, say-so, events with status and act, "
            "slots, antecedents, the relation of a marked",
            "pair), weights in int8, run by ONNX Runtime. Written by `training/card.py`; the same facts for "
            "programs are in `card.json`.",
            "",
            f"**Licence of the weights**: {written['licence']}. **Scores** with their commands: "
            f"`{written['measured']}`.",
            "",
            "## Learnt from",
            "",
            "| what | licence | SHA-256 begins |",
            "|---|---|---|",
            *rows,
            "",
            "## Limits",
            "",
            *(f"- {limit}" for limit in written["limits"]),
            "",
            "## Files",
            "",
            "| file | SHA-256 |",
            "|---|---|",
            *files,
            "",
        ]
    )


def with_head(written: dict[str, Any], into: Path) -> dict[str, Any]:
    """The card after the relation head was trained alone (training/relation.py): its digest, and that of the pairs it
    learnt from."""
    others = [source for source in written["sources"] if source["what"] != PAIRS]
    pairs = {"what": PAIRS, "licence": "CC BY 4.0", "sha256": corpus_digest(("relations", "sentences", "stories"))}
    return {
        **written,
        "sources": [*others, pairs],
        "files": {**written["files"], "relation.onnx": _sha(into / "relation.onnx")},
    }


def keep(written: dict[str, Any], into: Path) -> None:
    """Writes the card for programs and for people."""
    (into / "card.json").write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    (into / "README.md").write_text(page(written), encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("graph", "open", "encoder", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    given.into.mkdir(parents=True, exist_ok=True)
    shutil.copy(given.encoder / "tokenizer.json", given.graph / "tokenizer.json")
    topic.write(given.graph)
    written = card(given.graph, given.open, given.encoder)
    for name in FILES:
        shutil.copy(given.graph / name, given.into / name)
    keep(written, given.into)


if __name__ == "__main__":
    main()
