//! What waits at one UDP port: datagrams, each of which is taken whole or not at all (udp(7)).

use std::collections::VecDeque;

use super::stream::{OF_A_RUN, RUNS, Run, shown};

/// A datagram that was sent and not received.
struct Datagram {
    /// Which one of those that were sent here, from 0.
    number: usize,
    /// The port it came from.
    from: u16,
    /// Its first bytes.
    known: Vec<u8>,
    /// How many bytes it has.
    length: usize,
}

/// The datagrams that wait at a port, in the order in which they were sent.
#[derive(Default)]
pub struct Queue {
    waiting: VecDeque<Datagram>,
    sent: usize,
}

impl Queue {
    /// A datagram is sent here, of which the first bytes are known.
    pub fn sends(&mut self, from: u16, known: &[u8], length: usize) {
        self.waiting.push_back(Datagram {
            number: self.sent,
            from,
            known: known.to_vec(),
            length,
        });
        self.sent += 1;
    }

    /// A datagram is received, into so much room: it leaves the kernel whole, however little of it was wanted. Who has
    /// sent it may not be known (recv(2)). Whether it had been sent.
    ///
    /// Two datagrams of one sender do not overtake each other here. So those of the same sender before it were thrown
    /// away: the kernel does so without a word when the receiver's buffer is full (socket(7), SO_RCVBUF).
    pub fn receives(&mut self, from: Option<u16>, known: &[u8], count: usize, room: usize) -> bool {
        let found = self.waiting.iter().position(|datagram| {
            from.is_none_or(|from| from == datagram.from)
                && (count == datagram.length || (count == room && count < datagram.length))
                && known.iter().zip(&datagram.known).all(|(a, b)| a == b)
        });
        let Some(taken) = found.and_then(|place| self.waiting.remove(place)) else {
            return false;
        };
        let is_lost = |other: &Datagram| other.from == taken.from && other.number < taken.number;
        self.waiting.retain(|other| !is_lost(other));
        true
    }

    /// What waits: the datagrams in front, and how many are behind them.
    pub fn waiting(&self) -> (Vec<Run>, usize) {
        let front = self.waiting.iter().take(RUNS);
        let runs = front.map(|datagram| Run {
            unit: datagram.number,
            text: shown(&datagram.known, datagram.length, OF_A_RUN),
        });
        (runs.collect(), self.waiting.len().saturating_sub(RUNS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiting(queue: &Queue) -> Vec<String> {
        queue.waiting().0.into_iter().map(|run| run.text).collect()
    }

    #[test]
    fn a_datagram_is_taken_whole_by_whoever_has_no_room_for_it() {
        let mut queue = Queue::default();
        queue.sends(1, b"aaaaaaaa", 8);
        queue.sends(1, b"bbbbbbbb", 8);
        assert!(queue.receives(None, b"aaaa", 4, 4));
        assert_eq!(waiting(&queue), ["bbbbbbbb"]);
        assert!(!queue.receives(Some(1), b"bbbb", 4, 10), "cut without need");
        assert!(queue.receives(Some(1), b"bbbb", 4, 4));
        assert_eq!(waiting(&queue), [""; 0]);
    }

    #[test]
    fn what_was_overtaken_by_its_own_sender_was_thrown_away() {
        let mut queue = Queue::default();
        for (from, bytes) in [(1, b"a"), (2, b"b"), (1, b"c")] {
            queue.sends(from, bytes, 1);
        }
        assert!(queue.receives(Some(1), b"c", 1, 9));
        assert_eq!(waiting(&queue), ["b"]);
        assert!(!queue.receives(Some(1), b"c", 1, 9), "nobody has sent two");
    }
}
