"""A plan replayed against drawn travel, service, breakdowns, cold and demand; no solver inside."""
