"""From a folder of files to a region: what each file and column is likely to be, and how sure that is."""
