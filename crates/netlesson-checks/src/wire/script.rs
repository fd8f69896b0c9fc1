//! What happens to bytes on their way to a student's program: where they are cut, where they are held, and
//! how the stream ends. A script is made by hand or by chance from a seed, and played by
//! [`Stream::play`](super::Stream::play).

/// Bytes, and what happens to them.
///
/// They go out slice by slice, each only once the one before has been read: one `recv` cannot return bytes
/// of two slices. Within a slice they are glued, whatever messages they are: two frames, or one and a half.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Script {
    bytes: Vec<u8>,
    /// Where a slice ends and the next begins: ascending, no two of them equal, none at an end.
    cuts: Vec<usize>,
    hold: Option<usize>,
    end: End,
}

/// How the stream ends after the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// It does not.
    Open,
    /// By FIN. What the program sends can still be read.
    Finish,
    /// By RST, once the program has read all.
    Reset,
    /// By RST, while all that is not held back by a hold is unread.
    ResetUnread,
}

impl Script {
    /// All in one slice.
    pub fn whole(bytes: impl AsRef<[u8]>) -> Self {
        Self {
            bytes: bytes.as_ref().to_vec(),
            cuts: Vec::new(),
            hold: None,
            end: End::Open,
        }
    }

    /// A new slice begins at each of these offsets, in whatever order they are named.
    pub fn cut_at(bytes: impl AsRef<[u8]>, offsets: impl IntoIterator<Item = usize>) -> Self {
        let mut script = Self::whole(bytes);
        script.cuts.extend(offsets);
        script.tidied()
    }

    /// Every byte is a slice.
    pub fn every_byte(bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        Self::cut_at(bytes, 1..bytes.len())
    }

    /// A few slices, cut by chance.
    pub fn random(bytes: impl AsRef<[u8]>, random: &mut fastrand::Rng) -> Self {
        const MOST: usize = 24;
        let bytes = bytes.as_ref();
        let cuts = random.usize(1..=MOST);
        // A cut at an end is none.
        Self::cut_at(bytes, (0..cuts).map(|_| random.usize(0..=bytes.len())))
    }

    /// At this byte nothing more is sent until the program has read all before it and then has come to rest.
    pub fn hold_at(mut self, offset: usize) -> Self {
        self.hold = Some(offset);
        self.cuts.push(offset);
        self.tidied()
    }

    /// The stream ends at this byte, by FIN. What the program sends can still be read: the connection is
    /// half closed.
    pub fn finish_at(self, offset: usize) -> Self {
        self.ends(offset, End::Finish)
    }

    /// The connection is reset at this byte, once the program has read all before it.
    pub fn reset_at(self, offset: usize) -> Self {
        self.ends(offset, End::Reset)
    }

    /// The connection is reset at this byte, before the program has read anything behind the hold, if there is
    /// one: it is stopped meanwhile.
    pub fn reset_unread_at(self, offset: usize) -> Self {
        self.ends(offset, End::ResetUnread)
    }

    fn ends(mut self, offset: usize, end: End) -> Self {
        self.end = end;
        self.bytes.truncate(offset);
        self.tidied()
    }

    fn tidied(mut self) -> Self {
        self.cuts.retain(|cut| (1..self.bytes.len()).contains(cut));
        self.cuts.sort_unstable();
        self.cuts.dedup();
        self
    }

    /// The slices, in order: what each `recv` returns, if its buffer is large enough.
    pub fn slices(&self) -> Vec<&[u8]> {
        let length = self.bytes.len();
        let starts = [0].iter().chain(&self.cuts);
        let ends = self.cuts.iter().chain([&length]);
        let slices = starts
            .zip(ends)
            .map(|(&start, &end)| &self.bytes[start..end]);
        slices.filter(|slice| !slice.is_empty()).collect()
    }

    /// The byte at which it is held, and how many slices come before it.
    pub(super) fn hold(&self) -> Option<(usize, usize)> {
        let hold = self.hold?.min(self.bytes.len());
        let ends = self.slices().into_iter().scan(0, |end, slice| {
            *end += slice.len();
            Some(*end)
        });
        Some((hold, ends.take_while(|&end| end <= hold).count()))
    }

    pub(super) fn end(&self) -> End {
        self.end
    }
}
