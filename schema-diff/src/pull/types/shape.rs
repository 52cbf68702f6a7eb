//! PostGIS' shapes.

use super::{RustType, imported};

/// The kinds, and where each comes from.
const KINDS: [(&str, &str); 7] = [
    ("Point", "geo_types::Point"),
    ("LineString", "geo_types::LineString"),
    ("Polygon", "geo_types::Polygon"),
    ("MultiPoint", "geo_types::MultiPoint"),
    ("MultiLineString", "geo_types::MultiLineString"),
    ("MultiPolygon", "geo_types::MultiPolygon"),
    ("GeometryCollection", "geo_types::GeometryCollection"),
];

/// The type of `geography(Polygon,4326)` or `geometry(Point)`. Of plain `geometry` Rust cannot know the system.
pub(super) fn of(text: &str) -> Option<RustType> {
    let (family, rest) = text.strip_suffix(')')?.split_once('(')?;
    let (kind, srid) = rest.split_once(',').unwrap_or((rest, "0"));
    let srid: u32 = srid.parse().ok()?;
    let (rust, import, usual) = match family {
        "geography" => ("Geography", "entity_core::Geography", 4326),
        "geometry" => ("Geometry", "entity_core::Geometry", 0),
        _ => return None,
    };
    let (shape, uses) = match KINDS.iter().find(|(name, _)| *name == kind) {
        Some((name, path)) => (format!("{name}<f64>"), vec![import, *path]),
        // The name is taken by the type around it.
        None if kind == "Geometry" => ("geo_types::Geometry<f64>".to_owned(), vec![import]),
        None => return None,
    };
    let srid = if srid == usual { String::new() } else { format!(", {srid}") };
    Some(imported(&format!("{rust}<{shape}{srid}>"), &uses))
}
