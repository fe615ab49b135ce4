"""What moved between two plans or two nights, why, and what it would cost to stay."""
