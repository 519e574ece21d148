//! How much a team gets done in a sprint.

use serde::Serialize;

use super::NoFigure;

/// So many sprints are shown at most.
pub const SHOWN_SPRINTS: usize = 8;
/// From so many on their range says something.
pub const ENOUGH_SPRINTS: usize = 5;

/// The last sprints and their range; an average alone would hide how far they are apart.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Velocity {
    /// What was done (by the definition of done, at the end of the sprint) in each, the oldest first.
    pub sprints: Vec<f64>,
    /// The least.
    pub lowest: f64,
    /// The one in the middle.
    pub median: f64,
    /// The most.
    pub highest: f64,
    /// Whether there are enough sprints to plan with.
    pub is_enough: bool,
}

/// The range of the last eight sprints at most.
///
/// # Errors
/// When there is none, or when what was done is negative, larger than a billion, or no number.
pub fn velocity(done: &[f64]) -> Result<Velocity, NoFigure> {
    NoFigure::of_estimates(done.iter().copied())?;
    let sprints = done[done.len().saturating_sub(SHOWN_SPRINTS)..].to_vec();
    let mut sorted = sprints.clone();
    sorted.sort_by(f64::total_cmp);
    let (Some(lowest), Some(highest)) = (sorted.first().copied(), sorted.last().copied()) else {
        return Err(NoFigure::NoSprint);
    };
    let median = f64::midpoint(sorted[(sorted.len() - 1) / 2], sorted[sorted.len() / 2]);
    Ok(Velocity { is_enough: sprints.len() >= ENOUGH_SPRINTS, sprints, lowest, median, highest })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_range_is_that_of_the_last_eight() {
        let told = velocity(&[99.0, 20.0, 24.0, 0.0, 18.0, 22.0, 25.0, 21.0, 23.0]).unwrap();
        assert_eq!((told.lowest, told.median, told.highest, told.is_enough), (0.0, 21.5, 25.0, true));
        assert_eq!((told.sprints.len(), told.sprints[0]), (8, 20.0));
        assert!(!velocity(&[20.0]).unwrap().is_enough);
    }

    #[test]
    fn what_is_no_velocity_is_refused() {
        assert_eq!(velocity(&[]), Err(NoFigure::NoSprint));
        assert_eq!(velocity(&[3.0, f64::INFINITY]), Err(NoFigure::NoEstimate { place: 1 }));
    }
}
