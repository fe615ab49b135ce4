"""Which lot rides where, and the bulk transfers that put it there in time."""
