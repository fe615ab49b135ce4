"""Why a client is left out, and what would let it in."""
