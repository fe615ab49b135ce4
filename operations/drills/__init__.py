"""``coldchain drills``: each vehicle, depot and main road of a plan taken out in turn."""
