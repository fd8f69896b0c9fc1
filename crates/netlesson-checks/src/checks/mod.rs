//! The checks, one module a lesson. Each check is a script: who starts, who sends what, what must come.

pub mod basic_socket;
pub mod datagram_limits;
pub mod event_loop;
pub mod file_transfer;
pub mod loop_server;
pub mod packet_anatomy;
pub mod reliable_udp;
pub mod shared;
pub mod socket_options;
pub mod socketserver_threading;
pub mod sticky_packet_demo;
pub mod struct_header_fix;
pub mod udp_chat;
