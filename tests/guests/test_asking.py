"""A large model as a coder: nothing but its address is asked of the network, and nothing is paid for twice."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sayso.cli import main
from tests.guests.asking import EXPELLED, GOOD, TEXT, claims, code, report, write
from tests.guests.server import Raw, Served, article, chat, serving


def test_nothing_but_the_address_given_is_asked(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No proxy of the environment, no redirect, no other host."""
    reached = set()
    connect = socket.socket.connect

    def watched(line: socket.socket, where: Any) -> None:
        reached.add(where[:2])
        connect(line, where)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    with serving(lambda _: [GOOD]) as served:
        assert len(claims(code(served))) == 1
        port = int(served.url.rpartition(":")[2].partition("/")[0])
    assert reached == {("127.0.0.1", port)}
    away = Raw(302, b"", headers=(("Location", "http://127.0.0.1:9/v1"),))
    with serving(lambda _: away) as served:
        done = code(served, "--journal", "other")
        port = int(served.url.rpartition(":")[2].partition("/")[0])
    assert done.exit_code == 1
    assert "rejected [guest/status]" in done.stderr
    assert ("127.0.0.1", 9) not in reached


def test_another_machine_needs_a_word_of_its_own(here: Path) -> None:
    for url in ("http://192.168.1.7:8000/v1", "https://api.example.org/v1", "http://localhost.example.org/v1"):
        done = code(Served(url))
        assert done.exit_code == 2
        assert "is not this machine" in done.stderr
        assert "--remote" in done.stderr
    assert code(Served("ftp://127.0.0.1/x")).exit_code == 2
    assert not Path("sayso-guest.jsonl").exists()


def test_the_key_goes_into_the_header_and_nowhere_else(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SAYSO_GUEST_KEY", "sk-secret")
    with serving(lambda _: [GOOD]) as served:
        done = code(served)
    assert served.headers[0]["Authorization"] == "Bearer sk-secret"
    assert served.paths == ["/v1/chat/completions"]
    with serving(lambda _: Raw(401, b"no")) as served:
        refused = code(served, "--journal", "other")
    assert refused.exit_code == 2
    assert "the key is missing or wrong" in refused.stderr
    written = "".join(path.read_text(encoding="utf-8") for path in here.iterdir())
    assert "sk-secret" not in written + done.output + refused.output


def test_a_late_answer_is_that_articles_and_the_next_run_asks_again(here: Path) -> None:
    write(TEXT, TEXT.replace("200", "300"))

    def late(body: dict[str, Any]) -> Any:
        return Raw(body=chat("{}"), after=2) if "200" in article(body) else [EXPELLED]

    with serving(late) as served:
        done = code(served, "--timeout", "0.7")
    assert done.exit_code == 1
    assert "rejected [guest/late] news.jsonl:1" in done.stderr
    assert [c.article_id for c in claims(done)] == ["a1"]
    with serving(lambda _: [GOOD]) as served:
        again = code(served)
    assert [c.article_id for c in claims(again)] == ["a0", "a1"]
    assert len(served.asked) == 1


def test_an_answer_that_trickles_is_late_too(here: Path) -> None:
    with serving(lambda _: Raw(body=b"{", drip=40)) as served:
        done = code(served, "--timeout", "0.5")
    assert "rejected [guest/late]" in done.stderr


def test_a_server_that_is_down_ends_the_run(here: Path) -> None:
    write(*[f"{TEXT} {n}" for n in range(9)])
    with serving(lambda _: Raw(500, b"overloaded")) as served:
        done = code(served)
    assert done.exit_code == 2
    assert "no answer 3 times in a row" in done.stderr
    assert len(served.asked) == 3
    gone = code(served, "--limit", "1")
    assert "rejected [guest/unreachable]" in gone.stderr


def test_a_run_goes_on_where_it_stopped_and_pays_for_nothing_twice(here: Path) -> None:
    write(*[TEXT.replace("200", str(n)) for n in (200, 300, 400)])

    def answer(body: dict[str, Any]) -> Any:
        return [{**EXPELLED, "predicate": "expels"}] if len(body["messages"]) == 2 else [EXPELLED]

    with serving(answer) as served:
        first = code(served, "--limit", "2")
        assert len(served.asked) == 4
        with Path("sayso-guest.jsonl").open("ab") as stream:
            stream.write(b'{"coder": "torn')
        whole = code(served)
        assert len(served.asked) == 6
        again = code(served)
        assert len(served.asked) == 6
    assert whole.stdout == again.stdout
    assert whole.stdout.startswith(first.stdout)
    assert report()["answers_remembered"] == 6
    assert report()["refused"]["count"] == 3
    with serving(lambda _: [EXPELLED]) as served:
        code(served, "--parameters", '{"seed": 7}')
        assert len(served.asked) == 3
        assert served.asked[0]["seed"] == 7


def test_words_and_parameters_name_the_coder_and_stand_in_the_journal(here: Path) -> None:
    with serving(lambda _: [EXPELLED]) as served:
        (one,) = claims(code(served))
        (two,) = claims(code(served, "--parameters", '{"temperature": null, "seed": 7}'))
    assert one.coder.name != two.coder.name
    heads = [json.loads(line) for line in Path("sayso-guest.jsonl").read_text().splitlines() if '"guest"' in line]
    assert [h["guest"] for h in heads] == [one.coder.name, two.coder.name]
    assert "Types of act" in heads[0]["prompt"]
    assert heads[1]["parameters"]["seed"] == 7
    assert "temperature" not in served.asked[1]


def test_tokens_are_bounded(here: Path) -> None:
    write(*[TEXT.replace("200", str(n)) for n in range(200, 205)])
    with serving(lambda _: [EXPELLED]) as served:
        size = sum(len(m["content"].encode()) + 16 for m in _messages(served))
        served.asked.clear()
        bound = size + 300 + 240
        done = code(served, "--max-tokens", str(bound), "--answer-tokens", "200", "--journal", "other")
    assert done.exit_code == 1
    assert "rejected [guest/bound]" in done.stderr
    assert len(served.asked) == 3
    assert report()["tokens_in"] + report()["tokens_out"] == 360 <= bound


def _messages(served: Served) -> list[dict[str, str]]:
    code(served, "--limit", "1")
    found: list[dict[str, str]] = served.asked[0]["messages"]
    return found


def test_what_the_server_does_not_count_is_counted_at_its_worst(here: Path) -> None:
    with serving(lambda _: Raw(body=chat(json.dumps({"claims": [EXPELLED]}), usage=None))) as served:
        code(served)
    assert report()["tokens_in"] >= sum(len(m["content"].encode()) for m in served.asked[0]["messages"])
    assert report()["tokens_out"] == len(json.dumps({"claims": [EXPELLED]}))


def test_a_dry_run_tells_the_bill_and_asks_nothing(here: Path) -> None:
    Path("prices.yaml").write_text("currency: USD\nmodels: {m: {input: 1.0, output: 2.0}}\n", encoding="utf-8")
    with serving(lambda _: [EXPELLED]) as served:
        dry = code(served, "--dry-run", "--prices", "prices.yaml")
        assert served.asked == []
        assert not Path("sayso-guest.jsonl").exists()
        done = code(served, "--prices", "prices.yaml")
        after = code(served, "--dry-run")
    assert dry.exit_code == 0
    assert "1 article to ask m about" in dry.stdout
    least, most = (float(line.split(": ")[1].split()[0]) for line in dry.stdout.splitlines()[1:])
    assert 0 < least < most
    assert "0.0001 USD" in done.stderr
    assert "0 articles to ask m about" in after.stdout
    assert code(served, "--dry-run", "--prices", "nowhere.yaml").exit_code == 2
    given = ["--guest", served.url, "--model", "x", "--dry-run", "--prices", "prices.yaml"]
    other = CliRunner().invoke(main, ["code", "news.jsonl", *given])
    assert "no prices of 'x'" in other.stderr


def test_other_languages_are_not_sent(here: Path) -> None:
    write("Le gouvernement kényan a décidé de retirer ses soldats de Somalie, a déclaré la ministre mardi à Nairobi.")
    with serving(lambda _: [GOOD]) as served:
        done = code(served)
    assert served.asked == []
    assert "only English (en) is coded" in done.stderr


def test_a_codebook_of_ones_own_is_what_the_guest_codes_by(here: Path) -> None:
    Path("book.yaml").write_text("types:\n  EXTRADITE: {like: COOPERATE, says: hands a wanted person over}\n")
    mine = {**EXPELLED, "act": "EXTRADITE", "mode": None}
    with serving(lambda _: [mine]) as served:
        (found,) = claims(code(served, "--codebook", "book.yaml"))
        assert "EXTRADITE: hands a wanted person over" in served.asked[0]["messages"][0]["content"]
        assert claims(code(served)) == []
    assert found.act == "EXTRADITE"


def test_its_claims_can_be_kept_and_printed(here: Path) -> None:
    with serving(lambda _: [GOOD, EXPELLED]) as served:
        assert code(served, "--format", "parquet", "-o", "guest.parquet").exit_code == 0
        table = code(served, "--format", "table")
    assert "RETREAT withdraw" in table.stdout
    done = CliRunner().invoke(main, ["add", "guest.parquet", "--ledger", "l"])
    assert "added 1 article with 2 claims" in done.stderr
    shown = CliRunner().invoke(main, ["export", "--ledger", "l"])
    assert shown.stdout.count('"guest:m@') == 2


@pytest.mark.parametrize("options", [["--model", "m"], ["--guest", "http://127.0.0.1/v1"], ["--dry-run"],
                                     ["--max-tokens", "9"]])  # fmt: skip
def test_options_that_lack_their_other_half_are_wrong_usage(here: Path, options: list[str]) -> None:
    done = CliRunner().invoke(main, ["code", "news.jsonl", *options])
    assert done.exit_code == 2
