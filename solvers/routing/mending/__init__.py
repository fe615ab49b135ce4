"""A week that there is, laid down, mended or timed by hand."""
