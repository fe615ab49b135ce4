"""What every run decided, kept in SQL: by run, by lot, and by what people did with it."""
