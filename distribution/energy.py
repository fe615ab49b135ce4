"""What energy costs and emits: the prices and CO₂ factors of the parameters on a vehicle's consumption."""

from __future__ import annotations

from dataclasses import replace

from distribution.fleet import VehicleType
from distribution.parameters import Parameters


def at_prices(vehicle_type: VehicleType, parameters: Parameters) -> VehicleType:
    """Return a vehicle type at the prices of the parameters; one of unknown fuel stays as it is."""
    prices = {
        "diesel": parameters.diesel_vnd_l,
        "petrol": parameters.petrol_vnd_l,
        "electric": parameters.electricity_vnd_kwh,
    }
    if vehicle_type.fuel not in prices:
        return vehicle_type
    return replace(
        vehicle_type,
        energy_vnd_km=round(vehicle_type.energy_per_100km * prices[vehicle_type.fuel] / 100),
        unit_vnd_h=round(vehicle_type.unit_l_h * parameters.diesel_vnd_l),
    )


def emitting(vehicle_type: VehicleType, parameters: Parameters) -> VehicleType:
    """Return a vehicle type with the CO₂ that its consumption emits, on the road and in the cooling unit."""
    factors = {
        "diesel": parameters.diesel_co2_g_l,
        "petrol": parameters.petrol_co2_g_l,
        "electric": parameters.grid_co2_g_kwh,
    }
    return replace(
        vehicle_type,
        co2_g_km=round(vehicle_type.energy_per_100km * factors[vehicle_type.fuel] / 100),
        unit_co2_g_h=round(vehicle_type.unit_l_h * parameters.diesel_co2_g_l),
    )
