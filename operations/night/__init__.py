"""The parts of a night: its settings, lock, checks of freshness, folder, publication, log and metrics."""
