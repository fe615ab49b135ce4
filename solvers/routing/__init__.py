"""Which vehicle, on which day, in which order, at what time."""
