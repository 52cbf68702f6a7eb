//! Scenarios of SeaORM's own tests and documentation.

mod joining;
mod loading;
mod pages;
mod partials;
mod saving;
mod selecting;
mod streams;
mod transacting;
mod values;
mod writing;
