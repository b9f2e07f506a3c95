"""What can be taken along: PDF, slides, pictures, tables and map files."""
