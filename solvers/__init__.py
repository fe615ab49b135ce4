"""How a plan is found: allocation, visits, routing, transfers."""
