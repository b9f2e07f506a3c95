"""The web shell: settings, versions, headers, compression, assets."""
