"""More outings for a pool: those that the prices of its relaxation ask for."""
