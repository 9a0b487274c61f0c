"""Where forces are, read anew off the claims: by their words, with the ground as narrow and the share as they say."""

import sqlalchemy as sa
from alembic import op

from sayso.ledger.deriving import derive_rows

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds whether a thing is still to be, and makes what is derived from the claims again."""
    op.add_column("movements", sa.Column("will", sa.Boolean(), nullable=False, server_default=sa.false()))
    derive_rows(op.get_bind())
