//! Labels of tokens: outside any name; or first, inner, last or only token of a name of one kind
//! (Ratinov and Roth 2009, "BILOU").

use super::name::NameKind;

/// The number of labels.
pub const LABELS: usize = 17;

/// Kinds in the order in which labels and files count them.
pub const KINDS: [NameKind; 4] =
    [NameKind::Person, NameKind::Organization, NameKind::Location, NameKind::Nationality];

/// Where a token stands in its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Position {
    /// First of several.
    Begin,
    /// Between the first and the last.
    Inside,
    /// Last of several.
    Last,
    /// The only one.
    Unit,
}

/// A label, by its number: 0 outside, then four positions for each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Label(u8);

impl Label {
    /// Not part of a name.
    pub const OUTSIDE: Label = Label(0);

    /// The label of a token at `position` in a name of kind number `kind`.
    pub const fn new(kind: usize, position: Position) -> Label {
        assert!(kind < KINDS.len());
        Label(1 + 4 * kind as u8 + position as u8)
    }

    /// Label number `index`.
    pub const fn at(index: usize) -> Label {
        assert!(index < LABELS);
        Label(index as u8)
    }

    /// Its number, below [`LABELS`].
    pub const fn index(self) -> usize {
        self.0 as usize
    }

    /// Number of the kind, unless outside.
    pub const fn kind(self) -> Option<usize> {
        if self.0 == 0 { None } else { Some((self.0 as usize - 1) / 4) }
    }

    /// Position in the name, unless outside.
    pub const fn position(self) -> Option<Position> {
        if self.0 == 0 {
            return None;
        }
        Some(match (self.0 - 1) % 4 {
            0 => Position::Begin,
            1 => Position::Inside,
            2 => Position::Last,
            _ => Position::Unit,
        })
    }

    /// True if a name may start here, or none is here.
    pub const fn may_start(self) -> bool {
        matches!(self.position(), None | Some(Position::Begin | Position::Unit))
    }

    /// True if no name goes on after this token.
    pub const fn may_end(self) -> bool {
        matches!(self.position(), None | Some(Position::Last | Position::Unit))
    }

    /// True if `next` may follow: names are whole, and of one kind.
    pub const fn may_precede(self, next: Label) -> bool {
        if self.may_end() {
            return next.may_start();
        }
        match (self.kind(), next.kind()) {
            (Some(a), Some(b)) => {
                a == b && matches!(next.position(), Some(Position::Inside | Position::Last))
            }
            _ => false,
        }
    }
}

/// The names that labels mark: first token, token after the last, number of the kind. A name ends
/// at a label that does not continue it.
pub fn spans(labels: &[Label]) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (i, label) in labels.iter().enumerate() {
        let goes_on = i > 0 && labels[i - 1].may_precede(*label) && !label.may_start();
        if !goes_on && let Some((start, kind)) = open.take() {
            out.push((start, i, kind));
        }
        if !goes_on && let Some(kind) = label.kind() {
            open = Some((i, kind));
        }
        if label.may_end()
            && let Some((start, kind)) = open.take()
        {
            out.push((start, i + 1, kind));
        }
    }
    if let Some((start, kind)) = open {
        out.push((start, labels.len(), kind));
    }
    out
}

/// Makes all of `labels` one name of kind number `kind`.
pub fn mark(labels: &mut [Label], kind: usize) {
    let last = labels.len().saturating_sub(1);
    for (i, label) in labels.iter_mut().enumerate() {
        *label = Label::new(
            kind,
            match (i == 0, i == last) {
                (true, true) => Position::Unit,
                (true, false) => Position::Begin,
                (false, true) => Position::Last,
                (false, false) => Position::Inside,
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_labels_are_one_to_one() {
        for i in 0..LABELS {
            let label = Label::at(i);
            assert_eq!(label.index(), i);
            if let (Some(kind), Some(position)) = (label.kind(), label.position()) {
                assert_eq!(Label::new(kind, position), label);
            }
        }
    }

    #[test]
    fn marked_names_are_found_again() {
        let mut labels = [Label::OUTSIDE; 7];
        mark(&mut labels[0..3], 0);
        mark(&mut labels[3..4], 2);
        mark(&mut labels[5..7], 1);
        assert_eq!(spans(&labels), [(0, 3, 0), (3, 4, 2), (5, 7, 1)]);
        assert!(labels.windows(2).all(|w| w[0].may_precede(w[1])));
    }

    #[test]
    fn a_name_cut_off_ends_there() {
        let begin = Label::new(0, Position::Begin);
        let inside = Label::new(1, Position::Inside);
        assert_eq!(
            spans(&[begin, begin, Label::OUTSIDE, inside]),
            [(0, 1, 0), (1, 2, 0), (3, 4, 1)]
        );
    }
}
