"""A strict local stand-in for the GitHub REST and GraphQL APIs."""

from standin.hub import Standin
from standin.options import Options
from standin.server import StandinServer, running_standin, world_path
from standin.world import World, WorldError, load_world

SAMPLE_WORLD = world_path("sample-world")

__all__ = [
    "SAMPLE_WORLD",
    "Options",
    "Standin",
    "StandinServer",
    "World",
    "WorldError",
    "load_world",
    "running_standin",
]
