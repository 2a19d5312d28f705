//! Places on the globe and on the British grid on one plane, in kilometres.

use crate::model::{Place, degrees};

/// Mean radius of the earth in kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// East and north in kilometres for each member; none for who has no place.
///
/// The national grid is a plane already. As soon as one place is in degrees, all are turned to degrees and projected by a
/// transverse Mercator of the sphere around their mean longitude (Snyder, Map projections: a working manual, 1987, section
/// 8): within 300 km of it lengths are wrong by less than one per cent, which is less than a cell of any window.
pub(crate) fn places_km(places: &[Option<Place>]) -> Vec<Option<(f64, f64)>> {
    let on_grid = |place: &Option<Place>| match place {
        Some(Place::Grid { easting, northing }) => Some((easting / 1000.0, northing / 1000.0)),
        Some(Place::Globe { .. }) | None => None,
    };
    let is_all_grid = places.iter().flatten().all(|place| matches!(place, Place::Grid { .. }));
    let on_plane: Vec<Option<(f64, f64)>> = if is_all_grid { places.iter().map(on_grid).collect() } else { from_globe(places) };
    on_plane.into_iter().map(|place| place.filter(|(east, north)| east.is_finite() && north.is_finite())).collect()
}

fn from_globe(places: &[Option<Place>]) -> Vec<Option<(f64, f64)>> {
    let on_globe: Vec<Option<(f64, f64)>> = places.iter().map(|place| place.map(degrees)).collect();
    let longitudes: Vec<f64> = on_globe.iter().flatten().map(|(_, longitude)| *longitude).filter(|degrees| degrees.is_finite()).collect();
    let mean = longitudes.iter().sum::<f64>() / longitudes.len().max(1) as f64;
    on_globe.into_iter().map(|place| place.map(|(latitude, longitude)| transverse_mercator(latitude, longitude - mean))).collect()
}

fn transverse_mercator(latitude: f64, off_meridian: f64) -> (f64, f64) {
    let (phi, lambda) = (latitude.to_radians(), off_meridian.to_radians());
    // A quarter of the globe away the projection goes to infinity; nobody's network reaches there.
    let across = (phi.cos() * lambda.sin()).clamp(-0.999, 0.999);
    (EARTH_KM * across.atanh(), EARTH_KM * phi.tan().atan2(lambda.cos()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grid_is_kept_as_it_is() {
        let places = [Some(Place::Grid { easting: 400_000.0, northing: 300_000.0 }), None];
        assert_eq!(places_km(&places), [Some((400.0, 300.0)), None]);
    }

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        let places = [51.0, 52.0].map(|latitude| Some(Place::Globe { latitude, longitude: -1.0 }));
        let plane = places_km(&places);
        let [Some((_, south)), Some((_, north))] = plane.as_slice() else { panic!("{plane:?}") };
        assert!((north - south - 111.195).abs() < 0.01);
    }

    #[test]
    fn the_same_place_in_both_systems_is_the_same_place() {
        // Caister water tower, the worked example of the Ordnance Survey.
        let grid = Place::Grid { easting: 651_409.903, northing: 313_177.270 };
        let globe = Place::Globe { latitude: 52.657_98, longitude: 1.716_04 };
        let plane = places_km(&[Some(grid), Some(globe)]);
        let [Some(a), Some(b)] = plane.as_slice() else { panic!("{plane:?}") };
        assert!((a.0 - b.0).hypot(a.1 - b.1) < 0.05, "{a:?} {b:?}");
    }
}
