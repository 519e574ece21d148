mod account;
mod client;
mod doors;
mod gate;
mod members;
mod products;
mod secrets;
