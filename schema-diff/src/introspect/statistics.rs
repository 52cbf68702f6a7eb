//! Reads extended statistics.

use entity_core::schema::{Expr, Object, ObjectId, QualName, Statistics, StatisticsKind};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "statistics", sql: include_str!("sql/statistics.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let Some(table) = reading.table(record.get("table_oid")?) else { return Ok(()) };
    let id = ObjectId::Statistics(record.name()?);
    let statistics = statistics(record, table)?;
    reading.insert(class::STATISTICS, record.get("oid")?, id, Object::Statistics(statistics));
    Ok(())
}

fn statistics(record: &Record<'_>, table: QualName) -> Result<Statistics, Error> {
    let target: i32 = record.get("target")?;
    let expressions: Vec<String> = record.get("expressions")?;
    Ok(Statistics {
        table,
        kinds: kinds(record)?,
        columns: record.idents("columns")?,
        expressions: expressions.into_iter().map(Expr::from).collect(),
        target: (target >= 0).then_some(target),
    })
}

fn kinds(record: &Record<'_>) -> Result<Vec<StatisticsKind>, Error> {
    let codes: Vec<String> = record.get("kinds")?;
    let mut kinds = Vec::new();
    for code in codes {
        match code.as_str() {
            "d" => kinds.push(StatisticsKind::Distinct),
            "f" => kinds.push(StatisticsKind::Dependencies),
            "m" => kinds.push(StatisticsKind::MostCommon),
            // Those of expressions come by themselves.
            "e" => {}
            other => return record.unknown("kind", other),
        }
    }
    kinds.sort_unstable();
    Ok(kinds)
}
