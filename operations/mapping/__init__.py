"""The pages of maps: plans, two plans compared, the network, what runs live through."""
