//! What a query reads when it is told expression by expression.

use tokio_postgres::types::Type;

use super::expression::{Expression, Nullness};
use super::nested::Nested;
use super::node::Node;
use super::projection::{Level, Record};
use super::source::Mentions;
use crate::error::Error;
use crate::value::{Value, Values};

/// A tuple of expressions over `Q`.
#[diagnostic::on_unimplemented(
    message = "the query cannot read this tuple",
    label = "expected a tuple of expressions over entities that the query reads from",
    note = "every entity must be part of the query: `.join(relation)`, or `relation.get(column)` for one value",
    note = "a single expression is `(Entity::column,)`; there may be up to twelve"
)]
pub trait Selection<Q, At> {
    /// How a row holds them.
    type Row: Record;

    #[doc(hidden)]
    fn nodes(self) -> Vec<Node>;
}

/// One value of a row: a `T`, or an `Option<T>` where it may be null.
pub trait FromCell: Sized + Send + 'static {
    #[doc(hidden)]
    fn accepts_cell(ty: &Type) -> bool;

    #[doc(hidden)]
    fn decode_cell(values: &mut Values<'_>) -> Result<Self, Error>;
}

impl<T: Value> FromCell for T {
    fn accepts_cell(ty: &Type) -> bool {
        T::accepts(ty)
    }

    fn decode_cell(values: &mut Values<'_>) -> Result<Self, Error> {
        values.required()
    }
}

impl<T: Value> FromCell for Option<T> {
    fn accepts_cell(ty: &Type) -> bool {
        T::accepts(ty)
    }

    fn decode_cell(values: &mut Values<'_>) -> Result<Self, Error> {
        values.nullable()
    }
}

/// How an expression of a query over `Q` is held by a row.
type Held<Q, X, At> =
    <<<X as Expression>::Null as Nullness>::From<<Q as Mentions<<X as Expression>::Of, At>>::Null> as Nullness>::Cell<
        <X as Expression>::Value,
    >;

macro_rules! tuples {
    ($(($($x:ident $at:ident),+);)*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<Q, $($x, $at),+> Selection<Q, ($($at,)+)> for ($($x,)+)
            where
                $($x: Expression, Q: Mentions<$x::Of, $at>, Held<Q, $x, $at>: FromCell,)+
            {
                type Row = ($(Held<Q, $x, $at>,)+);

                #[allow(non_snake_case, reason = "the names are those of the types")]
                fn nodes(self) -> Vec<Node> {
                    let ($($x,)+) = self;
                    vec![$($x.node()),+]
                }
            }

            impl<$($x: FromCell),+> Record for ($($x,)+) {
                fn level() -> Level {
                    Level::of_cells(vec![$($x::accepts_cell),+])
                }

                fn decode(values: &mut Values<'_>, _: &mut Nested<'_>) -> Result<Self, Error> {
                    Ok(($($x::decode_cell(values)?,)+))
                }
            }
        )*
    };
}

tuples! {
    (A A1);
    (A A1, B B1);
    (A A1, B B1, C C1);
    (A A1, B B1, C C1, D D1);
    (A A1, B B1, C C1, D D1, E E1);
    (A A1, B B1, C C1, D D1, E E1, F F1);
    (A A1, B B1, C C1, D D1, E E1, F F1, G G1);
    (A A1, B B1, C C1, D D1, E E1, F F1, G G1, H H1);
    (A A1, B B1, C C1, D D1, E E1, F F1, G G1, H H1, I I1);
    (A A1, B B1, C C1, D D1, E E1, F F1, G G1, H H1, I I1, J J1);
    (A A1, B B1, C C1, D D1, E E1, F F1, G G1, H H1, I I1, J J1, K K1);
    (A A1, B B1, C C1, D D1, E E1, F F1, G G1, H H1, I I1, J J1, K K1, L L1);
}
