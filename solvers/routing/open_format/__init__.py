"""The open format of cold-chain routing: problems, solutions, verdicts."""
