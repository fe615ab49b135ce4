"""Speed and quality, measured and kept in a ledger."""
