//! Reads functions and procedures.

use entity_core::schema::{Function, FunctionBody, FunctionKind, Object, ObjectId, Parallel, TypeName, Volatility};

use super::reading::{Reading, class};
use super::{Error, Part, Record};

pub(super) const PART: Part = Part { noun: "functions", sql: include_str!("sql/function.sql"), add };

fn add(record: &Record<'_>, reading: &mut Reading) -> Result<(), Error> {
    let arguments = record.get::<Vec<String>>("argument_types")?.join(", ");
    let id = ObjectId::Function(record.name()?, arguments);
    reading.insert(class::PROC, record.get("oid")?, id, Object::Function(function(record)?));
    Ok(())
}

fn function(record: &Record<'_>) -> Result<Function, Error> {
    Ok(Function {
        kind: kind(record)?,
        arguments: record.expr("arguments")?,
        returns: record.get::<Option<String>>("returns")?.map(TypeName::from),
        language: record.ident("language")?,
        body: body(record)?,
        volatility: volatility(record)?,
        strict: record.get("strict")?,
        leakproof: record.get("leakproof")?,
        security_definer: record.get("security_definer")?,
        parallel: parallel(record)?,
        cost: record.get("cost")?,
        rows: record.get("rows")?,
        config: record.get("config")?,
    })
}

fn kind(record: &Record<'_>) -> Result<FunctionKind, Error> {
    match record.get("kind")? {
        "f" => Ok(FunctionKind::Function),
        "p" => Ok(FunctionKind::Procedure),
        "w" => Ok(FunctionKind::Window),
        other => record.unknown("kind", other),
    }
}

fn body(record: &Record<'_>) -> Result<FunctionBody, Error> {
    let source = record.get("source")?;
    let library: Option<String> = record.get("library")?;
    Ok(match (record.maybe_expr("sql_body")?, library) {
        (Some(body), _) => FunctionBody::Sql(body),
        (None, Some(library)) => FunctionBody::Object(library, source),
        (None, None) => FunctionBody::Source(source),
    })
}

fn volatility(record: &Record<'_>) -> Result<Volatility, Error> {
    match record.get("volatility")? {
        "v" => Ok(Volatility::Volatile),
        "s" => Ok(Volatility::Stable),
        "i" => Ok(Volatility::Immutable),
        other => record.unknown("volatility", other),
    }
}

fn parallel(record: &Record<'_>) -> Result<Parallel, Error> {
    match record.get("parallel")? {
        "u" => Ok(Parallel::Unsafe),
        "r" => Ok(Parallel::Restricted),
        "s" => Ok(Parallel::Safe),
        other => record.unknown("parallel", other),
    }
}
