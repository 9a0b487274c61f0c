"""Articles → copy groups and stories: kinds, direction, what belongs to no group, and a linker that is kept and taken
up again."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from sayso import intake
from sayso.cli import main
from sayso.copies.members import Partition
from sayso.copies.pairs import CopyLink
from sayso.copies.sketch import sketch
from sayso.linking.linker import Linker, link
from sayso.linking.state import load_state, save
from sayso.records import Article

ARMENIA = Path(__file__).parents[3] / "shared" / "stories" / "armenia.jsonl"
WIRE = (
    "ZENDA, March 14 (Reuters) - Ruritania will pull 340 soldiers out of the northern province of Hentzau by "
    "June, Defence Minister "
    "Ilona Varga said on Tuesday.\n"
    "The soldiers came to Hentzau in 2019 after clashes with smugglers in which 17 people were killed.\n"
    "“Our men have done what they were sent to do and they deserve to come home to their families,” Varga told "
    "reporters in Zenda.\n"
    "Opposition leader Janos Petki called the plan a gift to the smugglers and asked for a debate in parliament.\n"
    "Borduria, whose border runs 60 kilometres east of the camps, said it would watch the withdrawal closely.\n"
    "A first convoy of 25 trucks is to leave the town of Tarlenheim on April 3, the ministry said in a separate "
    "statement."
)
LINES = WIRE.split("\n")
OTHER = (
    "GLORIA, March 14 (Reuters) - The central bank of Freedonia kept its main rate at 4.5 percent, Governor "
    "Anna Kiss said.\n"
    "Prices rose 3.1 percent in February, after 2.9 percent in January, as bread and fuel became dearer.\n"
    "“We see no need to act before the summer, but we are ready to,” Kiss told a news conference in Gloria.\n"
    "Traders at Beck Bank had expected a cut of a quarter of a point, and the florin rose against the dollar."
)


def article(
    name: str, text: str, day: str = "2023-03-14", publisher: str | None = None, title: str | None = None
) -> Article:
    row = {"id": name, "text": text, "published": day, "publisher": publisher, "title": title}
    return intake.article({k: v for k, v in row.items() if v is not None})


def groups(linker: Linker) -> list[set[str]]:
    found: dict[str, set[str]] = {}
    for row in linker.linked():
        found.setdefault(row.copy_group, set()).add(row.id)
    return sorted(found.values(), key=sorted)


def only_link(*articles: Article) -> CopyLink:
    (found,) = link(articles).links
    return found


def test_a_reprint_came_from_whoever_published_first() -> None:
    found = only_link(article("late", WIRE, "2023-03-15"), article("early", WIRE, "2023-03-14"))
    assert (found.kind, found.copied_from, found.merges, found.score) == ("reprint", "early", True, 1.0)
    assert found.reasons


def test_a_text_without_its_end_is_a_cut_of_the_full_one() -> None:
    found = only_link(article("full", WIRE), article("short", "\n".join(LINES[:3])))
    assert (found.kind, found.copied_from, found.merges) == ("cut", "full", True)


def test_a_new_lead_over_the_old_text_is_an_update() -> None:
    lead = (
        "ZENDA, March 15 (Reuters) - Ruritania's parliament will debate the withdrawal of 340 soldiers from "
        "Hentzau on Friday.\n"
    )
    found = only_link(article("first", WIRE), article("second", lead + "\n".join(LINES[1:]), "2023-03-15"))
    assert found.merges
    assert found.copied_from == "first"


def test_a_text_in_other_languages_words_is_linked_by_names_and_figures() -> None:
    german = (
        "ZENDA (Reuters) - Ruritania zieht bis Juni 340 Soldaten aus der Provinz Hentzau ab, wie "
        "Verteidigungsministerin Ilona Varga am "
        "Dienstag mitteilte.\nDie Soldaten kamen 2019 nach Hentzau, nachdem bei Kämpfen mit Schmugglern 17 "
        "Menschen getötet worden waren.\n"
        "Oppositionsführer Janos Petki nannte den Plan ein Geschenk.\n"
        "Borduria, dessen Grenze 60 Kilometer östlich verläuft, will den Abzug genau beobachten.\n"
        "Die ersten 25 Lastwagen sollen Tarlenheim am 3. April verlassen, teilte das Ministerium in Zenda mit."
    )
    found = only_link(article("english", WIRE), article("german", german))
    assert found.kind == "translation"
    assert "names" in found.reasons[0]


def test_another_story_of_the_same_agency_and_day_is_neither_copy_nor_story() -> None:
    linker = link([article("troops", WIRE), article("bank", OTHER)])
    assert not linker.links
    assert len({r.story for r in linker.linked()}) == 2


def test_a_page_that_holds_two_stories_joins_neither_to_the_other() -> None:
    linker = link([article("troops", WIRE), article("bank", OTHER), article("digest", WIRE + "\n" + OTHER)])
    assert {"troops", "bank"} not in groups(linker)
    assert all(not {"troops", "bank"} <= g for g in groups(linker))


def test_a_page_that_everybody_prints_with_one_word_more_is_one_group() -> None:
    words = " ".join(LINES[1:]).split(" ")
    put = [(2 + n % (len(words) - 4), f"w{chr(97 + n % 26)}{chr(97 + n // 26)}x") for n in range(500)]
    prints = [" ".join([*words[:at], word, *words[at:]]) for at, word in put]
    linker = link(article(f"p{n}", text) for n, text in enumerate(prints))
    assert len(groups(linker)) == 1
    assert linker.copies.verified < 10 * len(prints)


def test_pages_of_one_site_that_share_two_thirds_of_their_words_are_no_copies() -> None:
    legal = "\n".join(LINES[1:])
    own = (
        "Reporter {0} visited the {0} market of {1} on a rainy morning and bought {2} apples from {3} and a "
        "{4} pie from its {3} baker."
    )
    made = [
        own.format(*(f"{c}{chr(97 + n % 26)}{chr(97 + n // 26)}or" for c in ("Ba", "De", "fi", "Lu", "mo")))
        for n in range(60)
    ]
    assert len(groups(link(article(f"p{n}", text + "\n" + legal) for n, text in enumerate(made)))) == 60


def test_the_end_of_an_old_story_as_background_makes_no_copy_of_a_new_one() -> None:
    new = (
        "ZENDA, March 16 (Reuters) - Defence Minister Ilona Varga met her colleagues in Tarlenheim to speak of "
        "pay, Reuters was told.\n"
        "Hentzau and Borduria were on nobody's list, said Janos Petki, who left early.\n"
    )
    linker = link([article("old", "\n".join(LINES[:5])), article("new", new + "\n".join(LINES[2:5]), "2023-03-16")])
    assert groups(linker) == [{"new"}, {"old"}]


def test_adding_one_by_one_groups_as_adding_at_once_does() -> None:
    items = [
        article("a", WIRE),
        article("b", OTHER),
        article("c", "\n".join(LINES[:4])),
        article("d", OTHER, "2023-03-15"),
    ]
    one_by_one = Linker()
    for item in items:
        one_by_one.add([sketch(item)])
    assert groups(one_by_one) == groups(link(items)) == [{"a", "c"}, {"b", "d"}]


def test_a_kept_linker_goes_on_where_it_stopped(tmp_path: Path) -> None:
    kept = load_state(tmp_path)
    kept.linker.add(map(sketch, [article("a", WIRE), article("b", OTHER)]))
    kept.marks.upto = 2
    save(kept, tmp_path)
    again = load_state(tmp_path)
    assert (again.marks.upto, len(again.linker)) == (2, 2)
    again.linker.add([sketch(article("c", "\n".join(LINES[:4]))), sketch(article("d", OTHER, "2023-03-15"))])
    save(again, tmp_path)
    assert groups(load_state(tmp_path).linker) == [{"a", "c"}, {"b", "d"}]


def test_a_damaged_linker_is_made_anew(tmp_path: Path) -> None:
    kept = load_state(tmp_path)
    kept.linker.add([sketch(article("a", WIRE))])
    save(kept, tmp_path)
    for file in tmp_path.glob("*.array.npy"):
        file.write_bytes(b"")
    assert len(load_state(tmp_path).linker) == 0


def real() -> Sequence[Article]:
    if not ARMENIA.exists():
        pytest.skip(f"{ARMENIA} is not here: real pages are not part of the repository")
    found = list(intake.articles([str(ARMENIA)]))
    assert all(isinstance(a, Article) for a in found)
    return [a for a in found if isinstance(a, Article)]


def test_the_copies_among_the_five_pages_on_armenia() -> None:
    linker = link(real())
    assert groups(linker) == [{"babel"}, {"gettotext", "lbc", "yahoo"}, {"politico"}]
    assert len({r.story for r in linker.linked()}) == 1
    kinds = {frozenset((x.article, x.other)): x for x in linker.links}
    translated = kinds[frozenset(("yahoo", "gettotext"))]
    assert (translated.kind, translated.copied_from) == ("translation", "yahoo")
    first_take = kinds[frozenset(("yahoo", "lbc"))]
    assert (first_take.kind, first_take.copied_from) == ("cut", "yahoo")


def test_the_worst_pages_of_a_site_neither_swell_a_group_nor_cost_more_each() -> None:
    """Small forms of what benchmarks.link_scale --adversary measures: one boilerplate, one page over and over, a page
    of many others."""
    shared = "\n".join(
        f"Terms of use number {n} of the Zenda Courier bind every reader who looks at this page." for n in range(6)
    )
    pages = [
        article(f"p{n}", f"Mayor Karel Stone{n} opened bridge {n} in Tarlenheim on Monday after {n} months.\n{shared}")
        for n in range(300)
    ]
    linker = link(pages)
    assert max(map(len, groups(linker))) < 5
    assert linker.copies.verified < 10 * len(pages)
    prints = [article(f"q{n}", f"{WIRE}\nSeen by reader {n} of the Courier.") for n in range(300)]
    linker = link(prints)
    assert [len(g) for g in groups(linker)] == [300]
    assert linker.copies.verified < 10 * len(prints)
    many = [article(f"r{n}", _other(n)) for n in range(30)]
    linker = link([*many, article("all", "\n".join(a.text for a in many))])
    assert max(map(len, groups(linker))) <= 2


def _other(n: int) -> str:
    """A story that has only its form in common with the others."""
    names = [
        f"{'BCDFGKLMNPRSTV'[n % 14]}{a}{'aeiou'[n % 5]}{'bdgklmnprst'[n % 11]}{b}"
        for a, b in (("ar", "ov"), ("en", "ic"), ("ul", "as"))
    ]
    return "\n".join(
        f"{name} met {n * 7 + i} delegates from {names[i - 1]} about the {name} {n} harbour, the {names[0]} "
        f"gazette wrote."
        for i, name in enumerate(names)
    )


def test_the_number_of_workers_changes_nothing(tmp_path: Path) -> None:
    rows = [
        {"id": f"a{n}", "text": LINES[n % 6] + f" Reader {n // 9}.", "published": "2023-03-14"} for n in range(2_100)
    ]
    file = tmp_path / "pages.jsonl"
    file.write_text("".join(json.dumps(r) + "\n" for r in rows), "utf-8")
    one, two = (CliRunner().invoke(main, ["link", str(file), "--workers", n]).stdout for n in ("1", "2"))
    assert one == two
    assert one.count("\n") == 2_100


def test_groups_taken_up_again_are_the_groups_that_were_kept() -> None:
    kept = Partition()
    kept.grow(40)
    for a, b in ((3, 7), (7, 20), (11, 12), (5, 39), (39, 11), (0, 1)):
        kept.join(a, b)
    kept.leave(12)
    again = Partition.of(kept.names())
    for number in range(40):
        assert sorted(again.walk(number)) == sorted(kept.members(number))
        assert (again.first(number), again.size(number)) == (kept.first(number), kept.size(number))
    assert sorted(again.members(5)) == [5, 11, 39]
