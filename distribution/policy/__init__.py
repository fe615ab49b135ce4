"""A year of policy: 52 weeks of orders, stock, expiry and shortage, again and again with other chance.

It asks what a rule of supply comes to, not what to do next week: no routes, no solver.
"""
