"""What Alembic runs: all missing revisions on the connection that `migrate` gives, in its transaction."""

from alembic import context

from maildesk.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection, target_metadata=metadata, render_as_batch=True, transaction_per_migration=False
)
context.run_migrations()
