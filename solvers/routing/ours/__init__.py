"""Our own routing engine: ruin and recreate on linked routes, compiled, for the week and for literature."""
