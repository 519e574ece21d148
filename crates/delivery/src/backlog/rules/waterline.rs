//! Waterlines: where what fits a sprint or a release ends.

/// What stands above a waterline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Above {
    /// Stories.
    pub stories: i64,
    /// Their points; those without an estimate count nothing.
    pub points: i64,
    /// Those that are not ready.
    pub unready: i64,
}

/// A story as a waterline sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weight {
    /// Its points.
    pub points: i64,
    /// Whether it is ready.
    pub ready: bool,
}

/// Where the line goes among some rows of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waterline {
    /// Above these rows: the first of them does not fit any more, or an earlier one did not.
    Passed,
    /// Before the row at this index.
    Before(usize, Above),
    /// All of these rows fit.
    Below(Above),
}

/// Looks for the line in rows that stand below `above`: it is drawn before the first story that does not fit.
pub fn find(rows: &[Weight], above: Above, capacity: i64) -> Waterline {
    if above.points > capacity {
        return Waterline::Passed;
    }
    let mut sum = above;
    for (index, row) in rows.iter().enumerate() {
        if sum.points + row.points > capacity {
            return Waterline::Before(index, sum);
        }
        sum.stories += 1;
        sum.points += row.points;
        sum.unready += i64::from(!row.ready);
    }
    Waterline::Below(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(points: &[i64]) -> Vec<Weight> {
        points.iter().map(|points| Weight { points: *points, ready: *points < 8 }).collect()
    }

    #[test]
    fn a_sprint_ends_before_the_first_story_that_does_not_fit() {
        let above = Above { stories: 6, points: 27, unready: 2 };
        let found = find(&rows(&[5, 3, 8, 3, 5, 3, 8]), Above::default(), 27);
        assert_eq!(found, Waterline::Before(6, Above { unready: 1, ..above }));
        assert_eq!(
            find(&rows(&[5, 3]), Above::default(), 27),
            Waterline::Below(Above { stories: 2, points: 8, unready: 0 })
        );
        assert_eq!(find(&rows(&[28, 1]), Above::default(), 27), Waterline::Before(0, Above::default()));
        assert_eq!(find(&rows(&[]), Above::default(), 27), Waterline::Below(Above::default()));
    }

    #[test]
    fn a_later_page_goes_on_from_what_stands_above_it() {
        let above = Above { stories: 200, points: 20, unready: 3 };
        assert_eq!(
            find(&rows(&[5, 3]), above, 27),
            Waterline::Before(1, Above { stories: 201, points: 25, unready: 3 })
        );
        assert_eq!(find(&rows(&[5]), Above { points: 28, ..above }, 27), Waterline::Passed);
        // What has no estimate fits, even where nothing else would.
        assert_eq!(
            find(&rows(&[0]), Above { points: 27, ..above }, 27),
            Waterline::Below(Above { stories: 201, points: 27, unready: 3 })
        );
    }
}
