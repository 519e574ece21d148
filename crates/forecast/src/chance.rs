//! Chance that is the same for the same seed, on every machine and in every version of every library.

use crate::density::ln_gamma;

/// A generator of random numbers: `SplitMix64` (Steele, Lea and Flood 2014).
#[derive(Debug, Clone)]
pub(crate) struct Chance(u64);

/// From here on counting arrivals one by one costs more than Hörmann's rejection, which needs a mean of at least 10.
const MANY: f64 = 10.0;

impl Chance {
    /// The generator of a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Evenly from 0 up to but not including 1.
    pub(crate) fn share(&mut self) -> f64 {
        // 53 bits are what a float of this size can tell apart.
        (self.next() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// One of `0..len`; 0 when there is none.
    pub(crate) fn index(&mut self, len: usize) -> usize {
        ((u128::from(self.next()) * len as u128) >> 64) as usize
    }

    /// From a gamma distribution of scale 1 (Marsaglia and Tsang 2000).
    pub(crate) fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let lift = (1.0 - self.share()).powf(1.0 / shape);
            return self.gamma(shape + 1.0) * lift;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let normal = self.normal();
            let cubed = (1.0 + c * normal).powi(3);
            let taken = || 0.5 * normal * normal + d - d * cubed + d * cubed.ln();
            if cubed > 0.0 && (1.0 - self.share()).ln() < taken() {
                return d * cubed;
            }
        }
    }

    /// How many arrivals when `mean` are expected.
    pub(crate) fn poisson(&mut self, mean: f64) -> u64 {
        if mean >= MANY { self.poisson_of_many(mean) } else { self.poisson_of_few(mean) }
    }

    /// By multiplying until the product falls below `exp(-mean)` (Knuth).
    fn poisson_of_few(&mut self, mean: f64) -> u64 {
        let floor = (-mean).exp();
        let (mut arrivals, mut product) = (0, self.share());
        while product > floor {
            arrivals += 1;
            product *= self.share();
        }
        arrivals
    }

    /// By transformed rejection with squeeze: PTRS of Hörmann (1993).
    fn poisson_of_many(&mut self, mean: f64) -> u64 {
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = 0.024_83 * b - 0.059;
        let (inverse_alpha, squeeze) = (1.1239 + 1.1328 / (b - 3.4), 0.9277 - 3.6224 / (b - 2.0));
        loop {
            let (u, v) = (self.share() - 0.5, 1.0 - self.share());
            let edge = 0.5 - u.abs();
            let k = ((2.0 * a / edge + b) * u + mean + 0.43).floor();
            if edge >= 0.07 && v <= squeeze {
                return k as u64;
            }
            if k < 0.0 || (edge < 0.013 && v > edge) {
                continue;
            }
            if (v * inverse_alpha / (a / (edge * edge) + b)).ln() <= k * mean.ln() - mean - ln_gamma(k + 1.0) {
                return k as u64;
            }
        }
    }

    /// From the standard normal distribution, by Marsaglia's polar method.
    fn normal(&mut self) -> f64 {
        loop {
            let (x, y) = (2.0 * self.share() - 1.0, 2.0 * self.share() - 1.0);
            let square = x * x + y * y;
            if square > 0.0 && square < 1.0 {
                return x * (-2.0 * square.ln() / square).sqrt();
            }
        }
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moments(mut draw: impl FnMut(&mut Chance) -> f64) -> (f64, f64) {
        let mut chance = Chance::new(1);
        let drawn: Vec<f64> = (0..200_000).map(|_| draw(&mut chance)).collect();
        let mean = drawn.iter().sum::<f64>() / drawn.len() as f64;
        (mean, drawn.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / drawn.len() as f64)
    }

    fn near(told: f64, expected: f64) -> bool {
        (told - expected).abs() < 0.02 * expected
    }

    #[test]
    fn shares_are_even() {
        let (mean, variance) = moments(Chance::share);
        assert!(near(mean, 0.5) && near(variance, 1.0 / 12.0));
    }

    #[test]
    fn gamma_has_its_mean_and_variance() {
        for shape in [0.3, 1.0, 4.5, 60.0] {
            let (mean, variance) = moments(|chance| chance.gamma(shape));
            assert!(near(mean, shape) && near(variance, shape), "{shape}: {mean} {variance}");
        }
    }

    #[test]
    fn arrivals_have_their_mean_and_variance() {
        for expected in [0.2, 3.0, 9.9, 10.0, 45.0, 3_000.0] {
            let (mean, variance) = moments(|chance| chance.poisson(expected) as f64);
            assert!(near(mean, expected) && near(variance, expected), "{expected}: {mean} {variance}");
        }
        assert_eq!(Chance::new(1).poisson(0.0), 0);
    }

    #[test]
    fn the_generator_is_the_published_one() {
        assert_eq!(Chance::new(0).next(), 0xE220_A839_7B1D_CDAF);
    }
}
