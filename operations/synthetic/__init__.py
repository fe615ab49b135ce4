"""The synthetic example week: made from population, product and season facts with a fixed seed."""
