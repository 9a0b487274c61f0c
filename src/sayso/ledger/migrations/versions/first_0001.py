"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Makes all tables, those that others point to first."""
    _pages()
    _runs()
    _articles()
    _codings()
    _links()
    _rejects()
    _reviews()
    _run_ends()
    _versions()
    _claims()
    _mentions()
    _movements()
    _records()


def _pages() -> None:
    op.create_table(
        "pages",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("url"),
    )


def _runs() -> None:
    op.create_table(
        "runs",
        sa.Column("n", Serial, nullable=False),
        sa.Column("command", sa.Text(), nullable=False),
        sa.Column("sayso", sa.Text(), nullable=False),
        sa.Column("started_at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("n"),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("n", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("modified", sa.Text(), nullable=True),
        sa.Column("retrieved", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("article_id", "version"),
    )


def _codings() -> None:
    op.create_table(
        "codings",
        sa.Column("n", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("human", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("article_id", "version", "coder"),
    )


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("n", Serial, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("links_source", "links", ["kind", "source"])
    op.create_index("links_target", "links", ["kind", "target"])


def _rejects() -> None:
    op.create_table(
        "rejects",
        sa.Column("n", Serial, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("source", "reason", "digest"),
    )


def _reviews() -> None:
    op.create_table(
        "reviews",
        sa.Column("n", Serial, nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("reviewer", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index("reviews_claim", "reviews", ["claim", "coder"])


def _run_ends() -> None:
    op.create_table(
        "run_ends",
        sa.Column("run", Serial, nullable=False),
        sa.Column("ended_at", sa.Text(), nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejects", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("run"),
    )


def _versions() -> None:
    op.create_table(
        "versions",
        sa.Column("n", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("supersedes", sa.Text(), nullable=True),
        sa.Column("known", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.Text(), nullable=False),
        sa.Column("run", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["run"],
            ["runs.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("article_id", "version", "known"),
    )
    op.create_index("versions_known", "versions", ["known", "n"])


def _claims() -> None:
    op.create_table(
        "claims",
        sa.Column("n", Serial, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("coding", Serial, nullable=False),
        sa.Column("article_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("event_type", sa.Text(), nullable=True),
        sa.Column("moves", sa.Boolean(), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Text(), nullable=True),
        sa.Column("last_day", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
        sa.UniqueConstraint("id", "coder"),
    )
    op.create_index(op.f("ix_claims_coding"), "claims", ["coding"])


def _mentions() -> None:
    op.create_table(
        "mentions",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("claim", Serial, nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claims.n"],
        ),
        sa.PrimaryKeyConstraint("key", "role", "claim"),
        sqlite_with_rowid=False,
    )


def _movements() -> None:
    op.create_table(
        "movements",
        sa.Column("n", Serial, nullable=False),
        sa.Column("claim_n", Serial, nullable=False),
        sa.Column("coding", Serial, nullable=False),
        sa.Column("claim", sa.Text(), nullable=False),
        sa.Column("coder", sa.Text(), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("recorded", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("holder_name", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("place_name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("country2", sa.Text(), nullable=True),
        sa.Column("admin1", sa.Text(), nullable=True),
        sa.Column("precision", sa.Text(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("change", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("part", sa.Text(), nullable=True),
        sa.Column("time", sa.Text(), nullable=True),
        sa.Column("decided", sa.Text(), nullable=True),
        sa.Column("strength", sa.Float(), nullable=True),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("of", sa.Text(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.Column("basis_text", sa.Text(), nullable=True),
        sa.Column("historical", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("origin_name", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("side_name", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("carried", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_n"],
            ["claims.n"],
        ),
        sa.ForeignKeyConstraint(
            ["coding"],
            ["codings.n"],
        ),
        sa.PrimaryKeyConstraint("n"),
    )
    op.create_index(op.f("ix_movements_claim_n"), "movements", ["claim_n"])
    op.create_index("movements_country", "movements", ["country"])
    op.create_index("movements_country2", "movements", ["country2"])
    op.create_index("movements_entity", "movements", ["entity"])
    op.create_index("movements_holder", "movements", ["holder", "country"])
    op.create_index("movements_holder2", "movements", ["holder", "country2"])


def _records() -> None:
    op.create_table(
        "records",
        sa.Column("claim", Serial, nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim"],
            ["claims.n"],
        ),
        sa.PrimaryKeyConstraint("claim"),
    )
