"""What `import sayso` gives: its names are held here, and a guest of the house needs nothing deeper."""

import ast
from inspect import ismodule
from pathlib import Path

import pytest

import sayso
from sayso.errors import UsageError

FACE = [
    "Article", "Axis", "Claim", "Ledger", "Query",
    "annotate", "article", "code", "codebook", "keep", "link", "open_ledger", "origins", "render",
]  # fmt: skip
TEXT = "PARIS (AFP) - France expelled two diplomats on Monday, the foreign ministry said."


def test_the_face() -> None:
    assert sayso.__all__ == FACE
    own = {name for name, value in vars(sayso).items() if callable(value) and not name.startswith("_")}
    functions = {name for name in own if getattr(sayso, name).__module__ == "sayso"}
    assert functions == {name for name in FACE if name.islower()}
    for name in FACE:
        assert not ismodule(getattr(sayso, name))


def test_the_tutorial_imports_nothing_deeper() -> None:
    for path in (Path(__file__).parent.parent / "docs" / "tutorial").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [module or ""]
            assert not [name for name in names if name.startswith("sayso.")], path.name


def test_a_text_with_keywords_is_the_article_of_those_fields() -> None:
    given = {"text": TEXT, "published": "2024-05-09", "publisher": "Coast Herald"}
    assert sayso.code(TEXT, published="2024-05-09", publisher="Coast Herald") == sayso.code(given)
    assert sayso.code(given, published="2021-01-06") == sayso.code({**given, "published": "2021-01-06"})
    assert sayso.code(TEXT, published="2024-05-09")[0].time != sayso.code(TEXT)[0].time


def test_a_keyword_that_is_no_field_is_refused_by_name() -> None:
    with pytest.raises(UsageError, match="'publised' is no field of an article; those are text, "):
        sayso.code(TEXT, publised="2024-05-09")
    with pytest.raises(UsageError, match="an Article is whole"):
        sayso.code(sayso.article(TEXT), published="2024-05-09")


def test_two_reprints_are_one_text_and_one_origin() -> None:
    pages = [{"id": name, "text": TEXT, "published": "2024-05-09", "publisher": name} for name in ("Herald", "Post")]
    one, two = sayso.link(pages)
    assert (one.id, two.id) == ("Herald", "Post")
    assert one.copy_group == two.copy_group
    found = sayso.origins(pages)
    assert [len(a.origins) for a in found.accounts] == [1]
    assert "2 pages, 1 text" in str(sayso.render(found))


def test_an_answer_has_the_forms_that_it_has() -> None:
    with pytest.raises(UsageError, match="no form 'png'; those of this answer are table"):
        sayso.render(sayso.origins([TEXT]), "png")
