"""What can be written for somebody. Every run knows it; what is written (``paperwork``) only those that write."""

from enum import StrEnum


class Paper(StrEnum):
    """What can be written."""

    REQUEST = "request"
    NOMINATION = "nomination"
