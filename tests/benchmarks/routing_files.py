"""Small instances of each class as files, in the formats of the public libraries; all figures are made up."""

from __future__ import annotations

from pathlib import Path

CVRP = """NAME : tiny
TYPE : CVRP
DIMENSION : 5
EDGE_WEIGHT_TYPE : EUC_2D
CAPACITY : 10
NODE_COORD_SECTION
1 0 0
2 3 4
3 6 8
4 0 -5
5 0 -10
DEMAND_SECTION
1 0
2 5
3 5
4 5
5 5
DEPOT_SECTION
1
-1
EOF
"""
TIMED = """NAME : timed
TYPE : VRPTW
DIMENSION : 3
VEHICLES : 2
CAPACITY : 10
SERVICE_TIME : 2
EDGE_WEIGHT_TYPE : EUC_2D
NODE_COORD_SECTION
1 0 0
2 1 1
3 0 5
DEMAND_SECTION
1 0
2 4
3 4
TIME_WINDOW_SECTION
1 0 100
2 10 20
3 0 50
DEPOT_SECTION
1
-1
EOF
"""
PERIODIC = """1 2 3 5
90.5 10
90.5 10
0 12
0 10
0 10
0 0 0 0 0 0 0
1 3 4 2 5 1 2 16 8
2 6 8 0 5 2 2 10 20
3 0 5 0 5 5 1 31
"""
BEST_KNOWN = "class,instance,best_known,rounding\nCVRP,tiny,40,round\nVRPTW,timed,12.8,dimacs\n"


def library(folder: Path) -> Path:
    """Write a folder of three classes with best known values of two."""
    files = {"CVRP/tiny.vrp": CVRP, "VRPTW/timed.vrp": TIMED, "PVRP/periodic.txt": PERIODIC}
    for name, text in {**files, "best_known.csv": BEST_KNOWN, "README.md": "made up\n"}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="ascii")
    return folder
