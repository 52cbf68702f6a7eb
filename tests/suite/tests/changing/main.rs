//! Writing: every verb as one statement, hooks around all of them, and transactions.

mod cancelled;
mod hooks;
mod transactions;
mod verbs;
