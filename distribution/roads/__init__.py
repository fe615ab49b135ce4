"""The strategic road graph: places joined to it, fastest ways, refuge on the way."""
