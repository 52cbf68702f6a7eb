//! Lists of columns of one entity.

use super::column::Column;
use super::expression::Nullness;

/// Columns of `E`: one, or a tuple of up to eight.
#[diagnostic::on_unimplemented(
    message = "this is no list of columns of `{E}`",
    label = "expected a column of `{E}`, or a tuple of some"
)]
pub trait ColumnList<E> {
    /// How a row holds them.
    type Row;

    #[doc(hidden)]
    fn places(self) -> Vec<usize>;
}

impl<E, T, N: Nullness> ColumnList<E> for Column<E, T, N> {
    type Row = (N::Cell<T>,);

    fn places(self) -> Vec<usize> {
        vec![self.index()]
    }
}

macro_rules! tuples {
    ($(($($t:ident $n:ident $x:ident),+);)*) => {
        $(impl<E, $($t, $n: Nullness),+> ColumnList<E> for ($(Column<E, $t, $n>,)+) {
            type Row = ($($n::Cell<$t>,)+);

            fn places(self) -> Vec<usize> {
                let ($($x,)+) = self;
                vec![$($x.index()),+]
            }
        })*
    };
}

tuples! {
    (A A1 a);
    (A A1 a, B B1 b);
    (A A1 a, B B1 b, C C1 c);
    (A A1 a, B B1 b, C C1 c, D D1 d);
    (A A1 a, B B1 b, C C1 c, D D1 d, F F1 f);
    (A A1 a, B B1 b, C C1 c, D D1 d, F F1 f, G G1 g);
    (A A1 a, B B1 b, C C1 c, D D1 d, F F1 f, G G1 g, H H1 h);
    (A A1 a, B B1 b, C C1 c, D D1 d, F F1 f, G G1 g, H H1 h, I I1 i);
}
