"""What to do next: scopes worth looking at, sponsors to ask, steps to take. Pure, like all of the core."""
