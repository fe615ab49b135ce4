"""Is the question sound?  One check per rule over the inputs; every fault at once."""
