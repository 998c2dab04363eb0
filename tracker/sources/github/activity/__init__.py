"""How much many people did within a time, counted by search: for those who lead or administer."""
