"""What was found: outcomes with their evidence, the tiers held, what is ready, what to do next.

A report is finished here: totals, order, verdicts and words are in it, and a format only lays it out.
"""
