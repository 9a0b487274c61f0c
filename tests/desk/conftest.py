"""Pages, a ledger with them, and the desk over it, made once: the reader takes its time."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from sayso.answers.store import Ledger, open_ledger
from sayso.claims.codebook import NO_CODEBOOK
from sayso.cli import main
from sayso.cli.serving import hands
from sayso.desk.app import desk
from sayso.desk.guard import Door
from sayso.desk.hands import Hands
from sayso.records import to_json

EVIL = "<script>alert(1)</script>"
PAGES = {
    "interfax": (
        "MOSCOW, May 9 (Interfax) - Russia has agreed to withdraw 200 border guards from Armenia, Kremlin spokesman "
        "Dmitry Peskov told Interfax on Thursday."
    ),
    "courier": (
        "Russia has agreed to withdraw 200 border guards from Armenia, Interfax quoted Kremlin spokesman Dmitry Peskov "
        "as saying on Thursday.\n\nThe border guards have been in Armenia since 1992."
    ),
    "herald": (
        "Russia has agreed to withdraw 200 border guards from Armenia, Kremlin spokesman Dmitry Peskov said, according "
        "to Interfax."
    ),
    "gazette": (
        "Russian border guards will not leave Armenia, Armenian defence minister Suren Papikyan told Gazette on Friday."
    ),
    "tribune": "Kenya withdrew 300 soldiers from Somalia on Monday, the foreign ministry in Nairobi said.",
}
DAYS = dict(zip(PAGES, ("2024-05-09", "2024-05-09", "2024-05-10", "2024-05-10", "2024-05-14"), strict=True))


def record(name: str) -> dict[str, str]:
    """A page as a record of an article; its title tries to be markup."""
    url = f"https://{name}.example.org/1"
    return {"id": name, "text": PAGES[name], "title": f"The {name} {EVIL}", "publisher": name.title(), "url": url,
            "published": DAYS[name]}  # fmt: skip


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of all pages; a test that writes takes a copy."""
    folder = tmp_path_factory.mktemp("desk")
    (folder / "news.jsonl").write_bytes(b"".join(to_json(record(name)) + b"\n" for name in PAGES))
    done = CliRunner().invoke(main, ["add", str(folder / "news.jsonl"), "--ledger", str(folder / "ledger")])
    assert done.exit_code == 0, done.output
    return folder / "ledger"


@pytest.fixture(scope="session")
def ledger(kept: Path) -> Iterator[Ledger]:
    with open_ledger(kept) as found:
        yield found


@pytest.fixture(scope="session")
def read() -> Hands:
    """The coder as the command hands it in."""
    return hands(NO_CODEBOOK)


def at(app: object) -> TestClient:
    """A browser at a desk on this machine."""
    return TestClient(app, base_url="http://127.0.0.1:8610", headers={"sec-fetch-site": "same-origin"})  # type: ignore[arg-type]


@pytest.fixture
def bare(read: Hands) -> TestClient:
    """The paste box alone."""
    return at(desk(read, Door()))


@pytest.fixture(scope="session")
def browser(read: Hands, ledger: Ledger) -> TestClient:
    """A browser at the desk of the ledger."""
    return at(desk(read, Door(), ledger))


@pytest.fixture
def seal() -> Callable[[TestClient], str]:
    """What a form of the desk carries for a browser."""

    def of(client: TestClient, page: str = "/") -> str:
        found = re.search(r'name="seal" value="(\w+)"', client.get(page).text)
        assert found is not None
        return found[1]

    return of


@pytest.fixture
def own(kept: Path, tmp_path: Path) -> Iterator[Ledger]:
    """A copy of the ledger that the test may write to."""
    shutil.copytree(kept, tmp_path / "ledger")
    with open_ledger(tmp_path / "ledger") as found:
        yield found


@pytest.fixture
def client(read: Hands, own: Ledger) -> TestClient:
    return at(desk(read, Door(), own))
