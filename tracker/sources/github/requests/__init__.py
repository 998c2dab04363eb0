"""Membership requests: the issues in which people asked, one by one and as a list, read or stored."""
