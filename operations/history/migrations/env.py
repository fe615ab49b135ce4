"""Alembic's way in: the store hands over a connection in which the whole upgrade is one transaction."""

from alembic import context

from operations.history.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
