"""The tables of the chain: columns, units, sources; shared by reader, writer and bundled data."""
