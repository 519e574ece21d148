//! How likely a count is.

/// The natural logarithm of the gamma function for numbers above 0: Stirling's series, after the argument was raised to where
/// its first terms tell ten digits.
pub(crate) fn ln_gamma(x: f64) -> f64 {
    const FAR: f64 = 8.0;
    let (mut raised, mut product) = (x, 1.0);
    while raised < FAR {
        product *= raised;
        raised += 1.0;
    }
    let inverse = 1.0 / (raised * raised);
    let series = (1.0 / 12.0 - inverse * (1.0 / 360.0 - inverse * (1.0 / 1_260.0 - inverse / 1_680.0))) / raised;
    (raised - 0.5) * raised.ln() - raised + 0.5 * std::f64::consts::TAU.ln() + series - product.ln()
}

/// How likely `count` is, as a logarithm, when arrivals come at a rate that is itself gamma distributed: the negative binomial
/// distribution with this mean and shape.
pub(crate) fn ln_likelihood(count: f64, mean: f64, shape: f64) -> f64 {
    ln_gamma(count + shape) - ln_gamma(shape) - ln_gamma(count + 1.0) - shape * (mean / shape).ln_1p()
        + count * (mean / (shape + mean)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ln_gamma_knows_factorials_and_the_half() {
        let mut factorial = 1.0_f64;
        for n in 1..=20 {
            assert!((ln_gamma(f64::from(n)) - factorial.ln()).abs() < 1e-9, "{n}");
            factorial *= f64::from(n);
        }
        assert!((ln_gamma(0.5) - std::f64::consts::PI.sqrt().ln()).abs() < 1e-9);
    }

    #[test]
    fn likelihoods_sum_to_one_and_have_their_mean() {
        for (mean, shape) in [(0.3, 0.1), (4.0, 2.0), (30.0, 11.0)] {
            let told: Vec<f64> = (0..4_000).map(|n| ln_likelihood(f64::from(n), mean, shape).exp()).collect();
            let sum: f64 = told.iter().sum();
            let first: f64 = told.iter().zip(0..).map(|(share, n)| share * f64::from(n)).sum();
            assert!((sum - 1.0).abs() < 1e-6 && (first - mean).abs() < 1e-4, "{mean} {shape}: {sum} {first}");
        }
    }
}
