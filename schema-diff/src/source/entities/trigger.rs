//! The trigger that keeps `updated_at`, and the one function that all of them call.

use entity_core::entity::{ColumnRole, EntityDef, naming};
use entity_core::schema::{
    Function, FunctionBody, FunctionKind, Ident, Object, ObjectId, Parallel, QualName, Trigger, TriggerEnabled,
    TriggerEvent, TriggerLevel, TriggerTiming, TypeName, Volatility,
};

use super::Build;

impl Build {
    pub(super) fn triggers(&mut self, entity: &'static EntityDef, table: &QualName) {
        let Some(column) = entity.columns.iter().find(|column| column.role == ColumnRole::UpdatedAt) else { return };
        let function = QualName::public(format!("set_{}", column.name));
        let function_id = ObjectId::Function(function.clone(), String::new());
        self.add(function_id.clone(), Object::Function(touch(column.name)));
        let id = ObjectId::Trigger(table.clone(), naming::updated_at_trigger(entity));
        self.need(&id, function_id);
        self.add(id, Object::Trigger(before_update(function)));
    }
}

/// The function that every `updated_at` trigger calls.
pub(crate) fn touch(column: &str) -> Function {
    let column = Ident::from(column);
    Function {
        kind: FunctionKind::Function,
        arguments: Vec::new(),
        returns: Some(TypeName::from_static("trigger")),
        language: Ident::from_static("plpgsql"),
        body: FunctionBody::Source(format!("\nBEGIN\n  NEW.{column} = now();\n  RETURN NEW;\nEND;\n")),
        volatility: Volatility::Volatile,
        strict: false,
        leakproof: false,
        security_definer: false,
        parallel: Parallel::Unsafe,
        cost: None,
        rows: None,
        support: None,
        transforms: Vec::new(),
        config: Vec::new(),
    }
}

/// The trigger that calls it.
pub(crate) fn before_update(function: QualName) -> Trigger {
    Trigger {
        timing: TriggerTiming::Before,
        events: vec![TriggerEvent::Update(Vec::new())],
        level: TriggerLevel::Row,
        when: None,
        function,
        arguments: Vec::new(),
        old_table: None,
        new_table: None,
        constraint: None,
        enabled: TriggerEnabled::Origin,
    }
}
