"""A region to try the program on: real geography, invented care."""

from geodata.demo.folder import write

__all__ = ["write"]
