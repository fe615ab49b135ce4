"""What a vaccination chain is: network, vaccines, lots, fleet, travel, demand, plan, and what makes a plan good."""
