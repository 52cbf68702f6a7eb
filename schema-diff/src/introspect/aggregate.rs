//! Reads aggregates.

use entity_core::schema::{
    Aggregate, AggregateKind, AggregateState, Modify, MovingState, Object, ObjectId, QualName, TypeName,
};

use super::reading::{Reading, class};
use super::{Error, Part, Record, function};

pub(super) const PART: Part = Part { noun: "aggregates", sql: include_str!("sql/aggregate.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let arguments = record.get::<Vec<String>>("argument_types")?.join(", ");
    let id = ObjectId::Aggregate(record.name()?, arguments);
    reading.insert(class::PROC, record.get("oid")?, id, Object::Aggregate(aggregate(record)?));
    Ok(())
}

fn aggregate(record: &Record<'_>) -> Result<Aggregate, Error> {
    Ok(Aggregate {
        kind: kind(record)?,
        arguments: record.expr("arguments")?,
        returns: TypeName::from(record.get::<String>("returns")?),
        state: Box::new(state(record)?),
        moving: moving(record)?.map(Box::new),
        combine: named(record, "combine")?,
        serialize: named(record, "serialize")?,
        deserialize: named(record, "deserialize")?,
        sort_operator: record.maybe_expr("sort_operator")?,
        parallel: function::parallel(record)?,
    })
}

fn kind(record: &Record<'_>) -> Result<AggregateKind, Error> {
    match record.get("kind")? {
        "n" => Ok(AggregateKind::Plain),
        "o" => Ok(AggregateKind::OrderedSet),
        "h" => Ok(AggregateKind::Hypothetical),
        other => record.unknown("kind", other),
    }
}

fn state(record: &Record<'_>) -> Result<AggregateState, Error> {
    let function = named(record, "transition")?;
    Ok(AggregateState {
        function: function.ok_or_else(|| record.unexpected("lack of a transition function".to_owned()))?,
        ty: TypeName::from(record.get::<String>("ty")?),
        space: record.get("space")?,
        finish: named(record, "finish")?,
        extra: record.get("extra")?,
        modify: modify(record, "modify")?,
        initial: record.get("initial")?,
    })
}

fn moving(record: &Record<'_>) -> Result<Option<MovingState>, Error> {
    let functions = (named(record, "moving")?, named(record, "moving_inverse")?);
    let (Some(function), Some(inverse)) = functions else { return Ok(None) };
    let state = AggregateState {
        function,
        ty: TypeName::from(record.get::<String>("moving_ty")?),
        space: record.get("moving_space")?,
        finish: named(record, "moving_finish")?,
        extra: record.get("moving_extra")?,
        modify: modify(record, "moving_modify")?,
        initial: record.get("moving_initial")?,
    };
    Ok(Some(MovingState { state, inverse }))
}

fn modify(record: &Record<'_>, column: &'static str) -> Result<Modify, Error> {
    match record.get(column)? {
        "r" => Ok(Modify::ReadOnly),
        "s" => Ok(Modify::Shareable),
        "w" => Ok(Modify::ReadWrite),
        other => record.unknown(column, other),
    }
}

fn named(record: &Record<'_>, column: &'static str) -> Result<Option<QualName>, Error> {
    let pair: Option<Vec<String>> = record.get(column)?;
    let mut parts = pair.unwrap_or_default().into_iter();
    Ok(parts.next().zip(parts.next()).map(|(namespace, name)| QualName::new(namespace, name)))
}
