"""``coldchain report PLAN``: a plan in pictures and tables, one file that needs no network."""
