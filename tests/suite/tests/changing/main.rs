//! Writing: every verb as one statement, hooks around all of them, and transactions.

mod hooks;
mod transactions;
mod verbs;
