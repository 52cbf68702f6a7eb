//! Random filters and orders over random rows: the server's answer is that of a plain evaluation in Rust.

use std::cmp::Ordering;

use chrono::{DateTime, Utc};
use entity_core::prelude::*;

/// What is asked about.
#[allow(dead_code, reason = "its columns are asked for, its fields are not read")]
#[derive(Debug, Entity)]
struct Fact {
    #[column(primary_key)]
    id: i64,
    whole: Option<i32>,
    float: Option<f64>,
    #[column(collate = "C")]
    word: Option<String>,
    at: Option<DateTime<Utc>>,
    sure: Option<bool>,
    list: Vec<i32>,
}

const SCHEMA: Schema = entity_core::schema![Fact];

/// A moment that the calendar of Rust may lack.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Moment {
    Never,
    At(i64),
    Forever,
}

/// A row as Rust holds it.
#[derive(Clone, Debug)]
struct Row {
    id: i64,
    whole: Option<i32>,
    float: Option<f64>,
    word: Option<String>,
    at: Option<Moment>,
    sure: Option<bool>,
    list: Vec<i32>,
}

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let at = self.roll(from.len() as u64);
        from[usize::try_from(at).expect("small")].clone()
    }

    fn maybe<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.roll(5) == 0 { None } else { Some(value(self)) }
    }
}

const WHOLES: [i32; 9] = [i32::MIN, -7, -1, 0, 1, 2, 7, 1000, i32::MAX];
const FLOATS: [f64; 9] = [f64::NAN, f64::NEG_INFINITY, f64::INFINITY, -1.5, -0.0, 0.0, 1e-300, 2.5, f64::MAX];
const WORDS: [&str; 13] = ["", "a", "A", "ab", "a_b", "a%b", "ä", "ß", "e\u{301}", "é", "日本", "🦀", "\u{200b}a"];
const LISTS: [&[i32]; 7] = [&[], &[1], &[1, 1], &[1, 2, 3], &[3, 2, 1], &[0], &[-7, 1000]];
const SECONDS: [i64; 6] = [-2_208_988_800, -1, 0, 1, 1_700_000_000, 253_402_300_799];

fn moment(dice: &mut Dice) -> Moment {
    match dice.roll(8) {
        0 => Moment::Never,
        1 => Moment::Forever,
        _ => Moment::At(dice.pick(&SECONDS)),
    }
}

fn row(id: i64, dice: &mut Dice) -> Row {
    Row {
        id,
        whole: dice.maybe(|dice| dice.pick(&WHOLES)),
        float: dice.maybe(|dice| dice.pick(&FLOATS)),
        word: dice.maybe(|dice| dice.pick(&WORDS).to_owned()),
        at: dice.maybe(moment),
        sure: dice.maybe(|dice| dice.roll(2) == 0),
        list: dice.pick(&LISTS).to_vec(),
    }
}

impl Row {
    fn sql(&self) -> String {
        let text = |value: Option<String>| value.map_or_else(|| "NULL".to_owned(), |value| format!("'{value}'"));
        let at = self.at.map(|at| match at {
            Moment::Never => "-infinity".to_owned(),
            Moment::Forever => "infinity".to_owned(),
            Moment::At(seconds) => DateTime::<Utc>::from_timestamp(seconds, 0).expect("a time").to_rfc3339(),
        });
        let list: Vec<_> = self.list.iter().map(ToString::to_string).collect();
        format!(
            "({}, {}, {}, {}, {}, {}, '{{{}}}')",
            self.id,
            text(self.whole.map(|whole| whole.to_string())),
            text(self.float.map(|float| format!("{float:?}").replace("inf", "Infinity"))),
            text(self.word.clone()),
            text(at),
            text(self.sure.map(|sure| sure.to_string())),
            list.join(",")
        )
    }
}

#[derive(Clone, Copy, Debug)]
enum How {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

const HOWS: [How; 6] = [How::Eq, How::Ne, How::Lt, How::Le, How::Gt, How::Ge];

impl How {
    fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Eq => order.is_eq(),
            Self::Ne => order.is_ne(),
            Self::Lt => order.is_lt(),
            Self::Le => order.is_le(),
            Self::Gt => order.is_gt(),
            Self::Ge => order.is_ge(),
        }
    }
}

macro_rules! compared {
    ($column:expr, $how:expr, $value:expr) => {
        match $how {
            How::Eq => $column.eq($value),
            How::Ne => $column.ne($value),
            How::Lt => $column.lt($value),
            How::Le => $column.le($value),
            How::Gt => $column.gt($value),
            How::Ge => $column.ge($value),
        }
    };
}

/// A condition.
#[derive(Clone, Debug)]
enum Asked {
    Whole(How, i32),
    WholePlus(How, i32),
    WholeIn(Vec<i32>),
    WholeNotIn(Vec<i32>),
    WholeBetween(i32, i32),
    WholeSame(Option<i32>),
    WholeNull,
    WholeOr(i32, How, i32),
    Float(How, f64),
    FloatNull,
    Word(How, String),
    WordStarts(String),
    WordEnds(String),
    WordHas(String),
    WordLength(How, i32),
    At(How, i64),
    Sure,
    NotSure,
    ListContains(Vec<i32>),
    ListWithin(Vec<i32>),
    ListOverlaps(Vec<i32>),
    ListHas(i32),
    ListLength(How, i32),
    ListIs(Vec<i32>),
    Not(Box<Asked>),
    And(Vec<Asked>),
    Or(Vec<Asked>),
}

fn asked(dice: &mut Dice, depth: u32) -> Asked {
    let how = dice.pick(&HOWS);
    let kind = dice.roll(if depth == 0 { 24 } else { 33 });
    match kind {
        0 => Asked::Whole(how, dice.pick(&WHOLES)),
        1 => Asked::WholePlus(how, dice.pick(&[-7, 0, 1, 7, 1000])),
        2 => Asked::WholeIn((0..dice.roll(4)).map(|_| dice.pick(&WHOLES)).collect()),
        3 => Asked::WholeNotIn((0..dice.roll(4)).map(|_| dice.pick(&WHOLES)).collect()),
        4 => Asked::WholeBetween(dice.pick(&WHOLES), dice.pick(&WHOLES)),
        5 => Asked::WholeSame(dice.maybe(|dice| dice.pick(&WHOLES))),
        6 => Asked::WholeNull,
        7 => Asked::WholeOr(dice.pick(&WHOLES), how, dice.pick(&WHOLES)),
        8 => Asked::Float(how, dice.pick(&FLOATS)),
        9 => Asked::FloatNull,
        10 => Asked::Word(how, dice.pick(&WORDS).to_owned()),
        11 => Asked::WordStarts(dice.pick(&WORDS).to_owned()),
        12 => Asked::WordEnds(dice.pick(&WORDS).to_owned()),
        13 => Asked::WordHas(dice.pick(&WORDS).to_owned()),
        14 => Asked::WordLength(how, dice.pick(&[0, 1, 2, 3])),
        15 => Asked::At(how, dice.pick(&SECONDS)),
        16 => Asked::Sure,
        17 => Asked::NotSure,
        18 => Asked::ListContains(dice.pick(&LISTS).to_vec()),
        19 => Asked::ListWithin(dice.pick(&LISTS).to_vec()),
        20 => Asked::ListOverlaps(dice.pick(&LISTS).to_vec()),
        21 => Asked::ListHas(dice.pick(&WHOLES)),
        22 => Asked::ListLength(how, dice.pick(&[0, 1, 2, 3])),
        23 => Asked::ListIs(dice.pick(&LISTS).to_vec()),
        24..=26 => Asked::Not(Box::new(asked(dice, depth - 1))),
        27..=29 => Asked::And((0..dice.roll(4)).map(|_| asked(dice, depth - 1)).collect()),
        _ => Asked::Or((0..dice.roll(4)).map(|_| asked(dice, depth - 1)).collect()),
    }
}

impl Asked {
    fn filter(&self) -> Filter<Fact> {
        let at = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).expect("a time");
        match self {
            Self::Whole(how, value) => compared!(Fact::whole, how, *value),
            Self::WholePlus(how, value) => compared!(Fact::whole.modulo(1000).plus(1), how, *value),
            Self::WholeIn(values) => Fact::whole.is_in(values),
            Self::WholeNotIn(values) => Fact::whole.not_in(values),
            Self::WholeBetween(low, high) => Fact::whole.between(*low, *high),
            Self::WholeSame(value) => Fact::whole.is_not_distinct_from(*value),
            Self::WholeNull => Fact::whole.is_null(),
            Self::WholeOr(other, how, value) => compared!(Fact::whole.coalesce(*other), how, *value),
            Self::Float(how, value) => compared!(Fact::float, how, *value),
            Self::FloatNull => Fact::float.is_not_null(),
            Self::Word(how, value) => compared!(Fact::word, how, value),
            Self::WordStarts(piece) => Fact::word.starts_with(piece),
            Self::WordEnds(piece) => Fact::word.ends_with(piece),
            Self::WordHas(piece) => Fact::word.contains_text(piece),
            Self::WordLength(how, value) => compared!(Fact::word.char_length(), how, *value),
            Self::At(how, seconds) => compared!(Fact::at, how, at(*seconds)),
            Self::Sure => Fact::sure.is_true(),
            Self::NotSure => Fact::sure.eq(false),
            Self::ListContains(values) => Fact::list.contains(values.clone()),
            Self::ListWithin(values) => Fact::list.contained_by(values.clone()),
            Self::ListOverlaps(values) => Fact::list.overlaps(values.clone()),
            Self::ListHas(value) => Fact::list.has(*value),
            Self::ListLength(how, value) => compared!(Fact::list.cardinality(), how, *value),
            Self::ListIs(values) => Fact::list.eq(values.clone()),
            Self::Not(inner) => inner.filter().not(),
            Self::And(parts) => Filter::all(parts.iter().map(Self::filter)),
            Self::Or(parts) => Filter::any(parts.iter().map(Self::filter)),
        }
    }

    /// Whether it holds: null where SQL says null.
    fn holds(&self, row: &Row) -> Option<bool> {
        let whole = row.whole;
        match self {
            Self::Whole(how, value) => whole.map(|whole| how.holds(whole.cmp(value))),
            Self::WholePlus(how, value) => whole.map(|whole| how.holds((whole % 1000 + 1).cmp(value))),
            Self::WholeIn(values) => {
                if values.is_empty() {
                    Some(false)
                } else {
                    whole.map(|whole| values.contains(&whole))
                }
            }
            Self::WholeNotIn(values) => {
                if values.is_empty() {
                    Some(true)
                } else {
                    whole.map(|whole| !values.contains(&whole))
                }
            }
            Self::WholeBetween(low, high) => whole.map(|whole| (low..=high).contains(&&whole)),
            Self::WholeSame(value) => Some(whole == *value),
            Self::WholeNull => Some(whole.is_none()),
            Self::WholeOr(other, how, value) => Some(how.holds(whole.unwrap_or(*other).cmp(value))),
            Self::Float(how, value) => row.float.map(|float| how.holds(floats(float, *value))),
            Self::FloatNull => Some(row.float.is_some()),
            Self::Word(how, value) => row.word.as_ref().map(|word| how.holds(word.as_bytes().cmp(value.as_bytes()))),
            Self::WordStarts(piece) => row.word.as_ref().map(|word| word.starts_with(piece)),
            Self::WordEnds(piece) => row.word.as_ref().map(|word| word.ends_with(piece)),
            Self::WordHas(piece) => row.word.as_ref().map(|word| word.contains(piece)),
            Self::WordLength(how, value) => {
                row.word.as_ref().map(|word| how.holds(i32::try_from(word.chars().count()).expect("short").cmp(value)))
            }
            Self::At(how, seconds) => {
                row.at.map(|at| how.holds(at.partial_cmp(&Moment::At(*seconds)).expect("moments have an order")))
            }
            Self::Sure => Some(row.sure == Some(true)),
            Self::NotSure => row.sure.map(|sure| !sure),
            Self::ListContains(values) => Some(values.iter().all(|value| row.list.contains(value))),
            Self::ListWithin(values) => Some(row.list.iter().all(|value| values.contains(value))),
            Self::ListOverlaps(values) => Some(row.list.iter().any(|value| values.contains(value))),
            Self::ListHas(value) => Some(row.list.contains(value)),
            Self::ListLength(how, value) => Some(how.holds(i32::try_from(row.list.len()).expect("short").cmp(value))),
            Self::ListIs(values) => Some(row.list == *values),
            Self::Not(inner) => inner.holds(row).map(|holds| !holds),
            Self::And(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| part.holds(row)).collect();
                if parts.contains(&Some(false)) {
                    Some(false)
                } else if parts.contains(&None) {
                    None
                } else {
                    Some(true)
                }
            }
            Self::Or(parts) => {
                let parts: Vec<_> = parts.iter().map(|part| part.holds(row)).collect();
                if parts.contains(&Some(true)) {
                    Some(true)
                } else if parts.contains(&None) {
                    None
                } else {
                    Some(false)
                }
            }
        }
    }
}

/// PostgreSQL's order of floats: NaN is equal to itself and greater than everything.
fn floats(left: f64, right: f64) -> Ordering {
    match (left.is_nan(), right.is_nan()) {
        (true, true) => Ordering::Equal,
        (true, false) => Ordering::Greater,
        (false, true) => Ordering::Less,
        (false, false) => left.partial_cmp(&right).expect("numbers have an order"),
    }
}

#[derive(Clone, Copy, Debug)]
enum By {
    Whole,
    Float,
    Word,
    At,
    Sure,
    List,
}

#[derive(Clone, Copy, Debug)]
enum Way {
    Asc,
    Desc,
    AscNullsFirst,
    DescNullsLast,
}

macro_rules! ordered {
    ($column:expr, $way:expr) => {
        match $way {
            Way::Asc => $column.asc(),
            Way::Desc => $column.desc(),
            Way::AscNullsFirst => $column.asc_nulls_first(),
            Way::DescNullsLast => $column.desc_nulls_last(),
        }
    };
}

fn order(by: By, way: Way) -> Order<Fact> {
    match by {
        By::Whole => ordered!(Fact::whole, way),
        By::Float => ordered!(Fact::float, way),
        By::Word => ordered!(Fact::word, way),
        By::At => ordered!(Fact::at, way),
        By::Sure => ordered!(Fact::sure, way),
        By::List => ordered!(Fact::list, way),
    }
}

fn placed<T>(left: Option<T>, right: Option<T>, way: Way, order: impl FnOnce(T, T) -> Ordering) -> Ordering {
    let nulls_first = matches!(way, Way::Desc | Way::AscNullsFirst);
    match (left, right) {
        (None, None) => Ordering::Equal,
        (None, Some(_)) => {
            if nulls_first {
                Ordering::Less
            } else {
                Ordering::Greater
            }
        }
        (Some(_), None) => {
            if nulls_first {
                Ordering::Greater
            } else {
                Ordering::Less
            }
        }
        (Some(left), Some(right)) => {
            let order = order(left, right);
            if matches!(way, Way::Desc | Way::DescNullsLast) { order.reverse() } else { order }
        }
    }
}

fn compare(left: &Row, right: &Row, by: By, way: Way) -> Ordering {
    match by {
        By::Whole => placed(left.whole, right.whole, way, |left, right| left.cmp(&right)),
        By::Float => placed(left.float, right.float, way, floats),
        By::Word => {
            placed(left.word.as_ref(), right.word.as_ref(), way, |left, right| left.as_bytes().cmp(right.as_bytes()))
        }
        By::At => placed(left.at, right.at, way, |left, right| left.partial_cmp(&right).expect("an order")),
        By::Sure => placed(left.sure, right.sure, way, |left, right| left.cmp(&right)),
        By::List => placed(Some(&left.list), Some(&right.list), way, Ord::cmp),
    }
}

#[tokio::test]
async fn ten_thousand_random_questions_are_answered_as_rust_would() {
    let seed = std::env::var("RANDOM_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_122);
    let rounds = std::env::var("RANDOM_ROUNDS").ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(10_000);
    let mut dice = Dice(seed);
    let rows: Vec<Row> = (0..150).map(|id| row(id, &mut dice)).collect();
    let (database, db) = suite::made(&SCHEMA).await;
    let values: Vec<_> = rows.iter().map(Row::sql).collect();
    database.run(&format!("INSERT INTO facts VALUES {}", values.join(", "))).await;
    let mut found_some = 0;
    for round in 0..rounds {
        let asked = asked(&mut dice, 3);
        let orders: Vec<(By, Way)> = (0..dice.roll(3))
            .map(|_| {
                let by = dice.pick(&[By::Whole, By::Float, By::Word, By::At, By::Sure, By::List]);
                (by, dice.pick(&[Way::Asc, Way::Desc, Way::AscNullsFirst, Way::DescNullsLast]))
            })
            .collect();
        let mut query = Fact::query().filter(asked.filter());
        for (by, way) in &orders {
            query = query.order_by(order(*by, *way));
        }
        let query = query.order_by(Fact::id.asc()).select((Fact::id,));
        let sql = query.sql();
        let found = query.all(&db).await.unwrap_or_else(|error| panic!("{error}: {asked:?}\n{sql}"));
        let mut expected: Vec<&Row> = rows.iter().filter(|row| asked.holds(row) == Some(true)).collect();
        expected.sort_by(|left, right| {
            let keys = orders.iter().map(|(by, way)| compare(left, right, *by, *way));
            keys.fold(Ordering::Equal, Ordering::then).then(left.id.cmp(&right.id))
        });
        let expected: Vec<_> = expected.into_iter().map(|row| (row.id,)).collect();
        assert_eq!(found, expected, "round {round} of seed {seed}: {asked:?} by {orders:?}\n{sql}");
        found_some += u32::from(!found.is_empty() && found.len() < rows.len());
    }
    assert!(found_some > rounds / 3, "questions that choose are asked: {found_some} of {rounds}");
}
