"""Pages found by their words: a full-text index that the database itself keeps in step with the texts."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
SQLITE = (
    "CREATE VIRTUAL TABLE page_words USING fts5(title, text, content='articles', content_rowid='n',"
    " tokenize='unicode61 remove_diacritics 2')",
    "CREATE TRIGGER page_words_in AFTER INSERT ON articles BEGIN"
    " INSERT INTO page_words(rowid, title, text) VALUES (new.n, new.title, new.text); END",
    "CREATE TRIGGER page_words_out AFTER DELETE ON articles BEGIN"
    " INSERT INTO page_words(page_words, rowid, title, text) VALUES ('delete', old.n, old.title, old.text); END",
    "INSERT INTO page_words(page_words) VALUES ('rebuild')",
)
POSTGRES = (
    "CREATE INDEX page_words ON articles USING gin"
    " (to_tsvector('simple', left(coalesce(title, '') || ' ' || coalesce(text, ''), 250000)))",
)


def upgrade() -> None:
    """Adds the index of words, filled with the texts that are there, and one of pages without a text."""
    for statement in POSTGRES if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)
    without = sa.text("text IS NULL")
    op.create_index("articles_textless", "articles", ["n"], sqlite_where=without, postgresql_where=without)
