//! Parts of a folder of saved pages, and means over them.

use std::fmt;

/// A part of the pages of a folder, by a page's place in the order of names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Two of three pages: rules are written with an eye on what is found wrongly here.
    Open,
    /// Every third page: only its figures are looked at.
    Closed,
}

impl Part {
    /// Both parts.
    pub const ALL: [Part; 2] = [Part::Open, Part::Closed];

    /// The part of page number `index`.
    pub fn of(index: usize) -> Part {
        if index % 3 == 2 { Part::Closed } else { Part::Open }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            Part::Open => "open",
            Part::Closed => "closed",
        })
    }
}

/// A mean; of nothing, where there is nothing to be measured.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mean(Option<f64>);

impl Mean {
    /// The mean of `values`.
    pub fn of(values: impl Iterator<Item = f64>) -> Mean {
        let (sum, count) =
            values.fold((0.0, 0_u32), |(sum, count), value| (sum + value, count + 1));
        Mean((count > 0).then(|| sum / f64::from(count)))
    }

    /// The mean, if there is one.
    pub fn value(self) -> Option<f64> {
        self.0
    }

    /// True unless it is below `least`.
    pub fn is_at_least(self, least: f64) -> bool {
        self.0.is_none_or(|mean| mean >= least)
    }
}

impl fmt::Display for Mean {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self.0 {
            Some(mean) => write!(f, "{mean:.3}"),
            None => f.write_str("-"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_third_page_is_closed() {
        let closed: Vec<usize> = (0..9).filter(|i| Part::of(*i) == Part::Closed).collect();
        assert_eq!(closed, [2, 5, 8]);
    }

    #[test]
    fn mean_of_nothing_is_no_figure() {
        assert_eq!(Mean::of([0.5, 1.0].into_iter()).to_string(), "0.750");
        let nothing = Mean::of(std::iter::empty());
        assert_eq!((nothing.to_string().as_str(), nothing.is_at_least(1.0)), ("-", true));
    }
}
