"""The published JSON Schemas are those of the code, and what the commands write obeys them."""

import json
from pathlib import Path

import jsonschema
import pytest

import sayso
from sayso.records import Article, Claim, json_schema, to_json

SCHEMAS = Path(__file__).parent.parent / "docs" / "schema"
STORIES = sorted((Path(__file__).parent.parent / "corpus" / "examples").glob("*.txt"))


@pytest.mark.parametrize(("kind", "name"), [(Article, "article"), (Claim, "claim")])
def test_published_schema_is_that_of_the_code(kind: type, name: str) -> None:
    published = json.loads((SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8"))
    assert published.pop("$schema").endswith("2020-12/schema")
    assert published == json.loads(json.dumps(json_schema(kind)))


@pytest.mark.parametrize("story", STORIES, ids=lambda p: p.stem)
def test_output_obeys_the_schema(story: Path) -> None:
    article = sayso.article({"text": story.read_text(encoding="utf-8")})
    jsonschema.validate(
        json.loads(to_json(article)), json.loads((SCHEMAS / "article.schema.json").read_text(encoding="utf-8"))
    )
    claim_schema = json.loads((SCHEMAS / "claim.schema.json").read_text(encoding="utf-8"))
    for claim in sayso.code(article):
        jsonschema.validate(json.loads(to_json(claim)), claim_schema)
