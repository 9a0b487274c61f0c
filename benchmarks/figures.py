"""Runs Sayso over the yardsticks and prints every figure: `python -m benchmarks.figures [--gold FOLDER] [--errors N]`.

The folder holds others' gold data and their scorer (score.py); it is not part of the project. Without it nothing is
measured and the command says so. Figures are printed as the scorer prints them; nothing is rounded up.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
GOLD = HERE.parent.parent / "shared" / "yardsticks"
RUNS: dict[str, tuple[str, list[str]]] = {
    "relation.jsonl": ("relation", ["relate"]),
    "attribution.jsonl": ("attribution", ["annotate", "--layers", "attributions"]),
    "chains.jsonl": ("chains", ["annotate", "--layers", "attributions"]),
    "times.jsonl": ("times", ["annotate", "--layers", "times"]),
    "places_geowebnews.jsonl": ("places", ["annotate", "--layers", "places"]),
    "places_lgl.jsonl": ("places", ["annotate", "--layers", "places"]),
    "places_tr_news.jsonl": ("places", ["annotate", "--layers", "places"]),
    "factuality.jsonl": ("factuality", ["annotate", "--layers", "events"]),
    "claims.jsonl": ("claims", ["annotate", "--layers", "claims"]),
    "stories_ecb.jsonl": ("stories", ["link"]),
}
"""Gold file → (task of the scorer, the command that predicts)."""


def predict(gold: Path, command: list[str], into: Path) -> Path:
    """Runs `sayso COMMAND GOLD` and keeps what it writes. Raises CalledProcessError on exit status 2."""
    target = into / gold.name
    with target.open("wb") as stream:
        words = [sys.executable, "-m", "sayso.cli", command[0], str(gold), *command[1:]]
        done = subprocess.run(words, stdout=stream, stderr=subprocess.PIPE, check=False)
    if done.returncode == 2 or b"Traceback" in done.stderr:
        sys.stderr.buffer.write(done.stderr)
        raise subprocess.CalledProcessError(done.returncode, command)
    return target


def score(task: str, gold: Path, predicted: Path, errors: int = 0) -> str:
    """What the scorer prints for one file."""
    command = [sys.executable, str(gold.parent / "score.py"), task, str(gold), str(predicted), "--errors", str(errors)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Measures every file that is there. Returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--only", nargs="*", help="names of gold files")
    parser.add_argument("--errors", type=int, default=0)
    given = parser.parse_args()
    if not given.gold.is_dir():
        print(f"no yardsticks at {given.gold}; nothing measured", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        for name, (task, command) in RUNS.items():
            gold = given.gold / name
            if gold.exists() and (not given.only or name in given.only):
                predicted = predict(gold, command, Path(folder))
                print(f"## {name}: sayso {' '.join(command)}\n{score(task, gold, predicted, given.errors)}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
