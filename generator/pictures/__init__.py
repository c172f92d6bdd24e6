"""Pictures drawn at build time, as geometry; templates turn it into SVG."""
