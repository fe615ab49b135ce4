"""Pictures of what people would rather see than read, as SVG: in pages, papers and the map."""
