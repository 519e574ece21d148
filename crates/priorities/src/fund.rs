//! Buy a feature (Hohmann, “Innovation games”, 2006): people put play money on features; what reaches its price is bought.

/// Money somebody put on a feature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Purchase {
    /// Who, by number.
    pub person: usize,
    /// On which feature, by number.
    pub feature: usize,
    /// How much.
    pub amount: u64,
}

/// A feature after the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Funded {
    /// What it costs.
    pub price: u64,
    /// What was put on it.
    pub paid: u64,
    /// By how many people.
    pub people: usize,
    /// Whether it was bought.
    pub bought: bool,
}

/// Sums up a game with these prices; what somebody puts beyond the money they have does not count, in the order it was put.
pub fn fund(prices: &[u64], purse: u64, purchases: &[Purchase]) -> Vec<Funded> {
    let mut spent: std::collections::HashMap<usize, u64> = std::collections::HashMap::new();
    let mut paid = vec![0_u64; prices.len()];
    let mut people = vec![std::collections::HashSet::new(); prices.len()];
    for purchase in purchases.iter().filter(|purchase| purchase.feature < prices.len()) {
        let so_far = spent.entry(purchase.person).or_default();
        let amount = purchase.amount.min(purse - *so_far);
        if amount > 0 {
            *so_far += amount;
            paid[purchase.feature] = paid[purchase.feature].saturating_add(amount);
            people[purchase.feature].insert(purchase.person);
        }
    }
    prices
        .iter()
        .enumerate()
        .map(|(feature, price)| Funded {
            price: *price,
            paid: paid[feature],
            people: people[feature].len(),
            bought: paid[feature] >= *price,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_join_to_buy_and_nobody_spends_more_than_they_have() {
        let put = |person, feature, amount| Purchase { person, feature, amount };
        let funded = fund(&[120, 50], 100, &[put(0, 0, 80), put(1, 0, 40), put(0, 1, 90), put(9, 7, 5)]);
        assert_eq!((funded[0].paid, funded[0].people, funded[0].bought), (120, 2, true));
        assert_eq!((funded[1].paid, funded[1].bought), (20, false));
    }
}
