"""Files written and read in the tests of formats."""

import io
import json
import zipfile
from pathlib import Path

from sayso import intake
from sayso.errors import InputRejected
from sayso.intake import Columns
from sayso.records import Article

ONE = "France expelled two diplomats on Monday, officials said."
TWO = "Germany withdrew 200 soldiers from Mali on Tuesday."
LINES = f'{{"id":"a","text":"{ONE}"}}\n{{"id":"b","text":"{TWO}"}}\n'


def read(folder: Path, name: str, data: bytes | str, columns: Columns | None = None) -> list[Article | InputRejected]:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(intake.articles([str(path)], columns=columns or Columns()))


def articles(folder: Path, name: str, data: bytes | str, columns: Columns | None = None) -> list[Article]:
    found = read(folder, name, data, columns)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def refusal(folder: Path, name: str, data: bytes | str) -> InputRejected:
    (item,) = read(folder, name, data)
    assert isinstance(item, InputRejected)
    return item


def outcomes(folder: Path, name: str, data: bytes | str) -> list[str]:
    """For each piece of a file "ok", or why it was refused."""
    return ["ok" if isinstance(item, Article) else item.reason for item in read(folder, name, data)]


def zipped(*members: tuple[str, str | bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return held.getvalue()


def ninjs(**more: object) -> str:
    row = {"uri": "urn:n:1", "version": "2", "headline": "Germany leaves", "body_xhtml": f"<p>{TWO}</p>",
           "versioncreated": "2024-05-08T07:00:00Z", "provider": "Norland Wire", **more}  # fmt: skip
    return json.dumps(row)
