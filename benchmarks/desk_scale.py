"""What the pages of the desk cost over a large ledger: `python -m benchmarks.desk_scale LEDGER [--paint]`.

LEDGER is one that `benchmarks.ledger_scale` filled (`--where`). Each page is asked once to warm up and five times
more; the time is the server's, from request to the last byte, without a network: what its processor spends, and what a
clock shows, which on a machine with other work is longer. With `--paint`, Debian's Chromium
also tells when a page is first painted, in a window that has not seen the desk before.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from statistics import median
from threading import Thread

import uvicorn
from fastapi import FastAPI
from fastapi.testclient import TestClient

from sayso.answers.origins import Origins
from sayso.answers.store import Ledger, open_ledger
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands, Pasted

TIMES = 5
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def addresses(ledger: Ledger) -> dict[str, str]:
    """The pages that are asked, by what they are."""
    page = ledger.latest(1)[0].id
    claim = ledger.page(page).claims[0].id
    return {
        "front": "/",
        "presence, what can be asked": "/presence",
        "presence RUS in ARM": "/presence?force=RUS&place=ARM",
        "presence RUS in ARM, another day": "/presence?force=RUS&place=ARM&as_of=2020-05-09&known_by=2020-05-10",
        "presence RUS in RUS (the largest heap)": "/presence?force=RUS&place=RUS",
        "presence RUS anywhere": "/presence?force=RUS",
        "search, all": "/search",
        "search Russia in Armenia": "/search?q=Russia+in+Armenia",
        "search by place, type and status": "/search?place=Armenia&type=ASSAULT&status=happened",
        "search a word of one page": f"/search?words={page}",
        "search words of all pages": "/search?words=report+never+written",
        "search words of none": "/search?words=zubrowka",
        "feed Russia in Armenia": "/feed?q=Russia+in+Armenia",
        "queue": "/queue",
        "story": f"/articles/{page}",
        "claim": f"/claims/{claim}",
        "happening": f"/happenings/{claim}",
        "judge": f"/claims/{claim}/judge",
        "cite": f"/claims/{claim}/cite",
        "no such claim": "/claims/nothing",
    }


def asked(client: TestClient, address: str) -> tuple[float, float]:
    """Milliseconds of one answer: the processor's, and the clock's."""
    begun, spent = time.perf_counter(), time.process_time()
    found = client.get(address)
    assert found.status_code in (200, 404), (address, found.status_code)
    return 1000 * (time.process_time() - spent), 1000 * (time.perf_counter() - begun)


def row(client: TestClient, address: str) -> str:
    """The cells of a page: the first answer, then the median of some more."""
    first, later = asked(client, address), [asked(client, address) for _ in range(TIMES)]
    then = [median(tries) for tries in zip(*later, strict=True)]
    return " | ".join(f"{spent:.0f} ({clock:.0f})" for spent, clock in (first, then))


@contextmanager
def painting(app: FastAPI) -> Iterator[Callable[[str], float]]:
    """Milliseconds to the first contentful paint of a page, in a new window."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (for developers)

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="off"))
    thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    base = f"http://127.0.0.1:{listening.getsockname()[1]}"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)

        def painted(address: str) -> float:
            page = chromium.new_context(base_url=base).new_page()
            page.goto(address)
            script = "performance.getEntriesByName('first-contentful-paint')[0].startTime"
            page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
            found = float(page.evaluate(script))
            page.context.close()
            return found

        yield painted
        chromium.close()
    server.should_exit = True
    thread.join(10)


def unread(_: object) -> Pasted:
    """Nothing: no page is pasted here."""
    return Pasted(Origins((), (), "", {}), ())


def main() -> None:
    """Prints a row a page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ledger")
    parser.add_argument("--paint", action="store_true", help="also time the first paint in Chromium")
    given = parser.parse_args()
    with open_ledger(given.ledger, upgrade=True) as ledger:
        app = desk(Hands(unread, lambda *_: ()), Door(), ledger)
        client = TestClient(app, base_url="http://127.0.0.1")
        print("| page | first, ms (by the clock) | then, ms |\n|---|---|---|", flush=True)
        for name, address in addresses(ledger).items():
            print(f"| {name} | {row(client, address)} |", flush=True)
        if given.paint:
            with painting(app) as painted:
                for name in ("front", "presence RUS in ARM", "search, all", "queue", "story"):
                    tries = sorted(painted(addresses(ledger)[name]) for _ in range(3))
                    print(f"| first paint: {name} | | {tries[1]:.0f} |", flush=True)


if __name__ == "__main__":
    main()
