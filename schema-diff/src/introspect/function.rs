//! Reads functions and procedures.

use entity_core::schema::{
    Argument, ArgumentMode, Expr, Function, FunctionBody, FunctionKind, Ident, Object, ObjectId, Parallel, TypeName,
    Volatility,
};

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
        arguments: arguments(record)?,
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
        support: record.maybe_qualified("support_namespace", "support_name")?,
        transforms: record.get::<Vec<String>>("transforms")?.into_iter().map(TypeName::from).collect(),
        config: record.get("config")?,
    })
}

fn arguments(record: &Record<'_>) -> Result<Vec<Argument>, Error> {
    let names: Vec<Option<String>> = record.get("argument_names")?;
    let types: Vec<String> = record.get("argument_all_types")?;
    let defaults: Vec<Option<String>> = record.get("argument_defaults")?;
    let modes: Vec<&str> = record.get("argument_modes")?;
    let parts = modes.into_iter().zip(names).zip(types.into_iter().zip(defaults));
    let arguments = parts.map(|((mode, name), (ty, default))| {
        let (name, default) = (name.map(Ident::from), default.map(Expr::from));
        Ok(Argument { mode: argument_mode(record, mode)?, name, ty: TypeName::from(ty), default })
    });
    arguments.collect()
}

fn argument_mode(record: &Record<'_>, mode: &str) -> Result<ArgumentMode, Error> {
    match mode {
        "i" => Ok(ArgumentMode::In),
        "o" => Ok(ArgumentMode::Out),
        "b" => Ok(ArgumentMode::InOut),
        "v" => Ok(ArgumentMode::Variadic),
        other => record.unknown("argument_modes", other),
    }
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

pub(super) fn parallel(record: &Record<'_>) -> Result<Parallel, Error> {
    match record.get("parallel")? {
        "u" => Ok(Parallel::Unsafe),
        "r" => Ok(Parallel::Restricted),
        "s" => Ok(Parallel::Safe),
        other => record.unknown("parallel", other),
    }
}
