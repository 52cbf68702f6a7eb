//! Sequences, and columns that draw from them.

use entity_core::entity::{Entity as _, Schema};
use entity_core::prelude::*;

use crate::world::{World, says};

mod entities {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(
        schema = "shop",
        sequence(name = "invoice_numbers", start = 100, increment = 5, max = 100_000, cache = 2, cycle),
        sequence(name = "Lines", type = integer, increment = -1, owned_by = line)
    )]
    pub(super) struct Invoice {
        #[column(primary_key)]
        pub(super) id: i64,
        #[column(default = nextval("invoice_numbers"))]
        pub(super) number: i64,
        #[column(default = nextval("Lines"))]
        pub(super) line: i32,
    }

    #[derive(Debug, Entity)]
    pub(super) struct Reminder {
        #[column(primary_key, default = nextval("shop.invoice_numbers"))]
        pub(super) id: i64,
        pub(super) text: String,
    }
}

mod fewer {
    use entity_core::Entity;

    #[derive(Debug, Entity)]
    #[entity(schema = "shop", sequence(name = "invoice_numbers", start = 100, increment = 7))]
    pub(super) struct Invoice {
        #[column(primary_key)]
        id: i64,
        #[column(default = nextval("invoice_numbers"))]
        number: i64,
        line: i32,
    }
}

use entities::{Invoice, NewInvoice, NewReminder, Reminder};

const FULL: Schema = Schema::new(&[|| Reminder::DEF, || Invoice::DEF], "");
const FEWER: Schema = Schema::new(&[|| fewer::Invoice::DEF, || Reminder::DEF], "");

#[tokio::test]
async fn columns_draw_from_sequences() {
    let world = World::empty().await;
    let up = world.becomes(&FULL).await;
    says(
        &up,
        &[
            "CREATE SEQUENCE shop.invoice_numbers INCREMENT BY 5 MAXVALUE 100000 START WITH 100 CACHE 2 CYCLE",
            "CREATE SEQUENCE shop.\"Lines\" AS integer INCREMENT BY -1",
            "ALTER SEQUENCE shop.\"Lines\" OWNED BY shop.invoices.line",
            "nextval('shop.\"Lines\"'::regclass)",
        ],
    );
    let db = suite::pool(&world.database, 1).await;
    let invoice = NewInvoice { id: 1 }.insert(&db).await.expect("an invoice");
    assert_eq!((invoice.number, invoice.line), (100, -1));
    let reminder = NewReminder { text: "pay".to_owned() }.insert(&db).await.expect("a reminder");
    assert!(reminder.id > 100);
    let up = world.becomes(&FEWER).await;
    says(&up, &["ALTER SEQUENCE shop.invoice_numbers INCREMENT BY 7", "DROP SEQUENCE shop.\"Lines\""]);
}
