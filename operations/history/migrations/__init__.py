"""The steps of the history's tables from version to version, run by Alembic."""

HEAD = "a1"  # the last step
