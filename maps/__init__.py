"""Folium pages that need no network."""
