//! The types of the document: answers, kinds of things, actions.

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};
use together::app::KindOf;
use together::journal::Registered;
use together::thread::{Field, Holds, Kind};

use crate::api::rules::Envelope;
use crate::api::shapes::{DoneShape, Entries, Problem, Products, ProposedShape, Things, Whole};

/// Where the document keeps its types.
const PLACE: &str = "#/components/schemas/";

/// The types of the document by name.
pub(super) struct Components {
    /// Their schemas.
    pub(super) schemas: Map<String, Value>,
}

impl Components {
    /// The types of the answers, and of what stands around an action.
    pub(super) fn of_answers() -> Self {
        let settings =
            SchemaSettings::draft2020_12().with(|settings| settings.definitions_path = "/components/schemas".into());
        let mut generator = SchemaGenerator::new(settings);
        generator.subschema_for::<Products>();
        generator.subschema_for::<Things>();
        generator.subschema_for::<Whole>();
        generator.subschema_for::<Entries>();
        generator.subschema_for::<DoneShape>();
        generator.subschema_for::<ProposedShape>();
        generator.subschema_for::<Problem>();
        generator.subschema_for::<Envelope>();
        Self { schemas: generator.take_definitions(true) }
    }

    /// Of each kind a type that says its states and fields.
    pub(super) fn add_kinds(&mut self, kinds: &[&'static KindOf]) {
        for of in kinds {
            let states: Vec<&str> = of.states.iter().map(|(state, _)| *state).collect();
            let fields: Map<String, Value> =
                of.fields.iter().map(|field| (field.name.to_owned(), field_schema(field))).collect();
            let own = json!({
                "type": "object",
                "properties": {
                    "kind": { "const": of.kind.code() },
                    "state": { "enum": states },
                    "fields": { "type": "object", "properties": fields }
                }
            });
            let schema = json!({ "allOf": [{ "$ref": format!("{PLACE}Thing") }, own] });
            self.schemas.insert(kind_name(of.kind), schema);
        }
    }

    /// The type of an action with what stands around it; answers how to refer to it.
    pub(super) fn add_action(&mut self, action: &Registered) -> Value {
        let mut schema = schema_of(action);
        let mut renamed = Vec::new();
        if let Some(Value::Object(types)) = schema.as_object_mut().and_then(|schema| schema.remove("$defs")) {
            for (name, mut used) in types {
                refer_here(&mut used, &[]);
                renamed.push((name.clone(), self.keep(name, used, action.name)));
            }
        }
        refer_here(&mut schema, &renamed);
        self.schemas.insert(action.name.to_owned(), schema);
        let both = json!([{ "$ref": format!("{PLACE}{}", action.name) }, { "$ref": format!("{PLACE}Envelope") }]);
        json!({ "type": "object", "allOf": both, "unevaluatedProperties": false })
    }

    /// Two rooms may have types of one name: the second is then called after its action.
    fn keep(&mut self, name: String, schema: Value, action: &str) -> String {
        let name = match self.schemas.get(&name) {
            Some(known) if *known != schema => format!("{action}.{name}"),
            _ => name,
        };
        self.schemas.insert(name.clone(), schema);
        name
    }
}

/// The schema of an action's struct.
pub fn schema_of(action: &Registered) -> Value {
    let mut schema = (action.schema)().to_value();
    if let Some(schema) = schema.as_object_mut() {
        schema.remove("$schema");
        schema.insert("title".to_owned(), json!(action.name));
    }
    schema
}

/// The name of a kind's type: `KeyResult`.
pub fn kind_name(kind: Kind) -> String {
    let words = kind.title().split(' ');
    words.map(|word| word[..1].to_uppercase() + &word[1..]).collect()
}

fn field_schema(field: &Field) -> Value {
    let mut schema = match field.holds {
        Holds::Text => json!({ "type": ["string", "null"] }),
        Holds::Whole => json!({ "type": ["integer", "null"] }),
        Holds::Share => json!({ "type": ["integer", "null"], "description": "In thousandths." }),
        Holds::Real => json!({ "type": ["number", "null"] }),
        Holds::Time => json!({ "type": ["string", "null"], "format": "date-time" }),
        Holds::Id => json!({ "type": ["string", "null"], "description": "The key of a thing, or the id of a person." }),
    };
    if field.label != field.name {
        schema["title"] = json!(field.label);
    }
    schema
}

/// Turns references inside of one schema into references to the document's types.
fn refer_here(schema: &mut Value, renamed: &[(String, String)]) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(target) if key == "$ref" => {
                        if let Some(name) = target.strip_prefix("#/$defs/") {
                            let now = renamed.iter().find(|(was, _)| was == name).map_or(name, |(_, now)| now);
                            *target = format!("{PLACE}{now}");
                        }
                    }
                    other => refer_here(other, renamed),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| refer_here(item, renamed)),
        _ => {}
    }
}
