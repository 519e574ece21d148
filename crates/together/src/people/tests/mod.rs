mod client;
mod gate;
