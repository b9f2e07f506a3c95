"""Registers on the net -> ordinary files beside `region.toml`, each with a sidecar that says where from."""
