"""What a vaccination chain is (network, vaccines, lots, fleet, travel, plan) and what a good plan is."""
