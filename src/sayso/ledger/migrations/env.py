"""Alembic's entry: it works on the connection that `opening.py` hands over, inside that connection's transaction."""

from alembic import context

from sayso.ledger.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
