//! A table of numbers by keys of 64 bits.
//!
//! Takes keys that are hashes; promises few steps for each where they are spread as words of a
//! language are. Keys that are made to fall together cost more steps, and give the same numbers.

/// A key that is hashed already gives a number; keys are equal only if they are the same number.
#[derive(Debug)]
pub(super) struct Table {
    /// Key and number; the number is [`FREE`] where the slot has no key. A power of two.
    slots: Vec<(u64, u32)>,
}

/// The number of a slot without a key.
const FREE: u32 = u32::MAX;

impl Table {
    /// A table for at most `keys` keys.
    pub fn with_room_for(keys: usize) -> Table {
        // at least half of the slots stay free, so that a key is found in few steps
        Table { slots: vec![(0, FREE); (keys * 2 + 1).next_power_of_two()] }
    }

    /// The slot that holds `key`, else the free one where it belongs.
    fn slot(&self, key: u64) -> usize {
        let last = self.slots.len() - 1;
        // the upper half of a product depends on all bits of the key
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        while self.slots[at].1 != FREE && self.slots[at].0 != key {
            at = (at + 1) & last;
        }
        at
    }

    /// The number of `key`.
    pub fn get(&self, key: u64) -> Option<u32> {
        Some(self.slots[self.slot(key)].1).filter(|&number| number != FREE)
    }

    /// The number of `key`, which becomes `number` if the key is new.
    pub fn get_or_set(&mut self, key: u64, number: u32) -> u32 {
        let at = self.slot(key);
        if self.slots[at].1 == FREE {
            self.slots[at] = (key, number);
        }
        self.slots[at].1
    }
}

/// A key made of two.
pub(super) fn pair(first: u64, second: u64) -> u64 {
    (first.rotate_left(23) ^ second).wrapping_mul(0xff51_afd7_ed55_8ccd) ^ second.rotate_left(41)
}
