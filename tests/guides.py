"""The guides of docs/guides: their commands, and the pictures of the desk that they show."""

from __future__ import annotations

import io
import re
import shlex
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import uvicorn
from fastapi import FastAPI
from PIL import Image
from playwright.sync_api import Browser, Page

FOLDER = Path(__file__).parent.parent / "docs" / "guides"
GUIDES = [FOLDER / f"{name}.md" for name in ("analyst", "journalist", "researcher")]
WIDTH, HEIGHT = 1100, 760
COLOURS = 96
"""Of a picture: the desk has few, and so a picture is small."""
CLAIM, COPIED = "c815d79e1e7c8e7b", "7c534e266bf31a91"
"""What Interfax says, and the paper that quotes it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture of the desk: a page's address, and how much of it is seen."""

    address: str
    height: int = HEIGHT


PICTURES = {
    "presence": Shown("/presence?force=RUS&place=ARM", 900),
    "story": Shown(f"/articles/courier?claim={COPIED}", 620),
    "question": Shown("/search?q=border+guards+in+Armenia", 760),
    "judge": Shown(f"/claims/{CLAIM}/judge", 900),
    "paste": Shown("/", 900),
    "happening": Shown(f"/happenings/{CLAIM}", 860),
    "queue": Shown("/queue", 700),
    "claim": Shown(f"/claims/{CLAIM}/why", 760),
}
PASTED = ("interfax", "courier", "herald")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command of a guide: its words, the file that its output goes to, and lines that stand in the output in this
    order."""

    words: tuple[str, ...]
    into: str | None
    shown: tuple[str, ...]


def typed(guide: Path) -> list[Typed]:
    """The commands of a guide in their order."""
    found = []
    for block in re.findall(r"^```\n(.*?)^```", guide.read_text(encoding="utf-8"), re.S | re.M):
        for piece in re.split(r"^\$ sayso ", block, flags=re.M)[1:]:
            line, *shown = piece.splitlines()
            command, _, into = line.partition(" > ")
            found.append(Typed(tuple(shlex.split(command)), into or None, tuple(s for s in shown if s.strip())))
    return found


@contextmanager
def listening(app: FastAPI) -> Iterator[str]:
    """The address of a desk that listens."""
    there = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [there]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{there.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def take(chromium: Browser, base: str, texts: dict[str, str], folder: Path) -> None:
    """Takes all pictures of a desk into a folder."""
    for name, shown in PICTURES.items():
        context = chromium.new_context(base_url=base, viewport={"width": WIDTH, "height": shown.height})
        page = context.new_page()
        page.goto(shown.address)
        if name == "paste":
            _paste(page, [texts[one] for one in PASTED])
        if name == "question":
            page.get_by_label("Keep this question as").fill("Border guards in Armenia")
            page.get_by_role("button", name="Keep").click()
            page.wait_for_url("**/questions/*")
        _save(page.screenshot(), folder / f"{name}.png")
        context.close()


def _paste(page: Page, texts: list[str]) -> None:
    page.locator("textarea").fill("\n---\n".join(texts))
    page.get_by_label("Published").fill("2024-05-10")
    page.get_by_role("button", name="Read").click()
    page.wait_for_url("**/read/*")


def _save(raw: bytes, path: Path) -> None:
    seen = Image.open(io.BytesIO(raw)).convert("RGB")
    seen.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(path, optimize=True)
