//! How far two members are from each other.

use super::Place;

/// Mean radius of the earth in kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

/// Kilometres between two places, as the crow flies.
///
/// On the British grid by Pythagoras (its scale is wrong by less than 0.1%), on the globe by the haversine formula. A
/// place on the grid is first turned to degrees where the other is in degrees; good to about ten metres.
pub fn distance_km(a: Place, b: Place) -> f64 {
    if let (Place::Grid { easting, northing }, Place::Grid { easting: east, northing: north }) = (a, b) {
        return (easting - east).hypot(northing - north) / 1000.0;
    }
    let ((latitude, longitude), (other_latitude, other_longitude)) = (degrees(a), degrees(b));
    let (phi, other_phi) = (latitude.to_radians(), other_latitude.to_radians());
    let half = |angle: f64| (angle.to_radians() / 2.0).sin().powi(2);
    let chord = half(other_latitude - latitude) + phi.cos() * other_phi.cos() * half(other_longitude - longitude);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}

/// Latitude and longitude of a place (WGS 84).
pub fn degrees(place: Place) -> (f64, f64) {
    match place {
        Place::Globe { latitude, longitude } => (latitude, longitude),
        Place::Grid { easting, northing } => to_wgs84(from_grid(easting, northing)),
    }
}

/// Semi-axes of the Airy 1830 ellipsoid in metres.
const AIRY: (f64, f64) = (6_377_563.396, 6_356_256.909);
/// Semi-axes of WGS 84 in metres.
const WGS84: (f64, f64) = (6_378_137.0, 6_356_752.314_2);
/// Scale on the central meridian of the national grid.
const SCALE: f64 = 0.999_601_271_7;

fn eccentricity((a, b): (f64, f64)) -> f64 {
    1.0 - (b * b) / (a * a)
}

/// The meridional arc from the true origin at 49° N, in metres.
fn meridional_arc(phi: f64) -> f64 {
    let (a, b) = AIRY;
    let n = (a - b) / (a + b);
    let (n2, n3) = (n * n, n * n * n);
    let origin = 49f64.to_radians();
    let (difference, sum) = (phi - origin, phi + origin);
    b * SCALE
        * ((1.0 + n + 1.25 * (n2 + n3)) * difference - (3.0 * (n + n2) + 2.625 * n3) * difference.sin() * sum.cos()
            + 1.875 * (n2 + n3) * (2.0 * difference).sin() * (2.0 * sum).cos()
            - 35.0 / 24.0 * n3 * (3.0 * difference).sin() * (3.0 * sum).cos())
}

/// Latitude and longitude in radians on OSGB36: the inverse transverse Mercator projection.
///
/// Source: Ordnance Survey, A guide to coordinate systems in Great Britain, annexe C.
fn from_grid(easting: f64, northing: f64) -> (f64, f64) {
    let (a, _) = AIRY;
    let e2 = eccentricity(AIRY);
    let wanted = northing + 100_000.0;
    let mut phi = 49f64.to_radians() + wanted / (a * SCALE);
    for _ in 0..10 {
        let rest = wanted - meridional_arc(phi);
        if rest.abs() < 0.000_01 {
            break;
        }
        phi += rest / (a * SCALE);
    }
    let curve = 1.0 - e2 * phi.sin().powi(2);
    let nu = a * SCALE / curve.sqrt();
    let rho = a * SCALE * (1.0 - e2) / curve.powf(1.5);
    let eta2 = nu / rho - 1.0;
    let (tan, sec) = (phi.tan(), 1.0 / phi.cos());
    let (tan2, tan4) = (tan * tan, tan.powi(4));
    let east = easting - 400_000.0;
    let latitude = phi - tan / (2.0 * rho * nu) * east.powi(2)
        + tan / (24.0 * rho * nu.powi(3)) * (5.0 + 3.0 * tan2 + eta2 - 9.0 * tan2 * eta2) * east.powi(4)
        - tan / (720.0 * rho * nu.powi(5)) * (61.0 + 90.0 * tan2 + 45.0 * tan4) * east.powi(6);
    let longitude = (-2f64).to_radians() + sec / nu * east - sec / (6.0 * nu.powi(3)) * (nu / rho + 2.0 * tan2) * east.powi(3)
        + sec / (120.0 * nu.powi(5)) * (5.0 + 28.0 * tan2 + 24.0 * tan4) * east.powi(5);
    (latitude, longitude)
}

/// From OSGB36 in radians to WGS 84 in degrees by the Helmert transformation; good to about five metres.
///
/// Source: Ordnance Survey, A guide to coordinate systems in Great Britain, section 6.6.
fn to_wgs84((phi, lambda): (f64, f64)) -> (f64, f64) {
    let nu = AIRY.0 / (1.0 - eccentricity(AIRY) * phi.sin().powi(2)).sqrt();
    let old = [nu * phi.cos() * lambda.cos(), nu * phi.cos() * lambda.sin(), nu * (1.0 - eccentricity(AIRY)) * phi.sin()];
    let [x, y, z] = helmert(old);
    let e2 = eccentricity(WGS84);
    let axis = x.hypot(y);
    let mut latitude = z.atan2(axis * (1.0 - e2));
    for _ in 0..5 {
        let nu = WGS84.0 / (1.0 - e2 * latitude.sin().powi(2)).sqrt();
        latitude = (z + e2 * nu * latitude.sin()).atan2(axis);
    }
    (latitude.to_degrees(), y.atan2(x).to_degrees())
}

/// Metres from the earth's centre on OSGB36 to those on WGS 84.
fn helmert([x, y, z]: [f64; 3]) -> [f64; 3] {
    let [turn_x, turn_y, turn_z] = [0.1502, 0.2470, 0.8421].map(|seconds: f64| (seconds / 3600.0).to_radians());
    let scale = 1.0 - 20.4894e-6;
    [
        446.448 + scale * x - turn_z * y + turn_y * z,
        -125.157 + turn_z * x + scale * y - turn_x * z,
        542.060 - turn_y * x + turn_x * y + scale * z,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_on_the_grid_is_where_the_globe_has_it() {
        // The worked example of the Ordnance Survey: Caister water tower, E 651409.903 N 313177.270.
        let (latitude, longitude) = degrees(Place::Grid { easting: 651_409.903, northing: 313_177.270 });
        assert!((latitude - 52.657_98).abs() < 0.000_1 && (longitude - 1.716_04).abs() < 0.000_1, "{latitude} {longitude}");
    }

    #[test]
    fn a_degree_of_latitude_is_a_hundred_and_eleven_kilometres() {
        let km = distance_km(Place::Globe { latitude: 51.0, longitude: 0.0 }, Place::Globe { latitude: 52.0, longitude: 0.0 });
        assert!((km - 111.195).abs() < 0.001, "{km}");
    }

    #[test]
    fn three_and_four_kilometres_make_five() {
        let km = distance_km(Place::Grid { easting: 0.0, northing: 0.0 }, Place::Grid { easting: 3000.0, northing: 4000.0 });
        assert!((km - 5.0).abs() < 1e-9);
    }
}
