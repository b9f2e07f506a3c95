"""Timetables of public transport: read from GTFS, searched for the latest journeys in time."""
