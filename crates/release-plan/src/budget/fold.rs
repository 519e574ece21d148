//! Makes the graph smaller without changing what can be reached: what the same customers want is one node, what one customer
//! alone wants is that customer's own cost, and an arc that others imply is left away.

use super::bits::Bits;
use super::graph::{Graph, Node};

/// A customer as the fold sees one: what taking them brings, what it costs by itself, which shared things they need.
#[derive(Debug, Clone)]
pub(super) struct Customer {
    /// Their number in the problem.
    pub(super) name: u32,
    pub(super) profit: i64,
    /// The cost of what nobody else needs.
    pub(super) own: i64,
    /// The shared things they need, ascending.
    pub(super) needs: Vec<u32>,
}

/// A folded problem: its graph and, of each customer, who it is and all that they need.
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    pub(super) graph: Graph,
    /// A number for each node that stays the same however it is folded: a customer's in the problem, and for a group that of
    /// the costliest thing in it, counted after the customers of the problem.
    pub(super) name: Vec<u32>,
    /// All groups that a customer needs, as nodes; the graph's arcs leave away those that others imply.
    pub(super) needs: Vec<Vec<Node>>,
    /// The customers that need a group, by its number among the groups.
    pub(super) users: Vec<Vec<Node>>,
}

/// What customers share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Thing {
    pub(super) name: u32,
    pub(super) cost: i64,
}

/// Folds customers and what they share.
pub(super) fn fold(mut customers: Vec<Customer>, things: &[Thing]) -> Folded {
    let users = users_of(&customers, things.len());
    let (groups, group_of) = group(&mut customers, users, things);
    for customer in &mut customers {
        let mut needs: Vec<u32> = customer.needs.iter().filter_map(|need| group_of[*need as usize]).collect();
        needs.sort_unstable();
        needs.dedup();
        customer.needs = needs;
    }
    let above = supersets(&customers, &groups);
    let first = customers.len() as u32;
    let mut arcs = vec![];
    for (node, customer) in (0_u32..).zip(&customers) {
        arcs.extend(least(&customer.needs, &groups, &above).map(|group| (node, first + group)));
    }
    for (node, larger) in (first..).zip(&above) {
        arcs.extend(least(&larger.list, &groups, &above).map(|group| (node, first + group)));
    }
    let nodes = customers.len() + groups.len();
    let mut profit: Vec<i64> = customers.iter().map(|customer| customer.profit).collect();
    profit.resize(nodes, 0);
    let cost = customers.iter().map(|customer| customer.own).chain(groups.iter().map(|group| group.cost)).collect();
    Folded {
        graph: Graph::new(profit, cost, customers.len(), &arcs),
        name: customers.iter().map(|customer| customer.name).chain(groups.iter().map(|group| group.name)).collect(),
        needs: customers.iter().map(|customer| customer.needs.iter().map(|group| first + group).collect()).collect(),
        users: groups.into_iter().map(|group| group.users).collect(),
    }
}

/// What the same customers need.
struct Group {
    name: u32,
    costliest: i64,
    cost: i64,
    users: Vec<Node>,
}

/// A group's supersets: those that everybody who needs it needs too.
struct Above {
    list: Vec<u32>,
    bits: Bits,
}

fn users_of(customers: &[Customer], things: usize) -> Vec<Vec<Node>> {
    let mut users = vec![vec![]; things];
    for (node, customer) in (0_u32..).zip(customers) {
        for need in &customer.needs {
            users[*need as usize].push(node);
        }
    }
    users
}

/// Joins what the same customers need; what one alone needs becomes their own cost. Says which group a thing is in.
fn group(customers: &mut [Customer], users: Vec<Vec<Node>>, things: &[Thing]) -> (Vec<Group>, Vec<Option<u32>>) {
    let mut known: std::collections::HashMap<Vec<Node>, u32> = std::collections::HashMap::new();
    let mut groups: Vec<Group> = vec![];
    let mut group_of = vec![None; things.len()];
    for (thing, users) in users.into_iter().enumerate() {
        let Thing { name, cost } = things[thing];
        match users.as_slice() {
            _ if cost == 0 => {}
            [] => {}
            [only] => customers[*only as usize].own += cost,
            _ => {
                let number = *known.entry(users.clone()).or_insert_with(|| {
                    groups.push(Group { name, costliest: cost, cost: 0, users });
                    groups.len() as u32 - 1
                });
                let group = &mut groups[number as usize];
                group.cost += cost;
                if cost > group.costliest {
                    (group.name, group.costliest) = (name, cost);
                }
                group_of[thing] = Some(number);
            }
        }
    }
    (groups, group_of)
}

/// Of each group, those that all of its users need too. They are looked for among the needs of its least needy user.
fn supersets(customers: &[Customer], groups: &[Group]) -> Vec<Above> {
    let of: Vec<Bits> = groups.iter().map(|group| Bits::of(customers.len(), &group.users)).collect();
    let find = |number: usize| {
        let group = &groups[number];
        let least = group.users.iter().min_by_key(|user| customers[**user as usize].needs.len());
        let near = least.map_or(&[][..], |user| &customers[*user as usize].needs);
        let list: Vec<u32> = near
            .iter()
            .copied()
            .filter(|other| {
                groups[*other as usize].users.len() > group.users.len() && of[number].is_within(&of[*other as usize])
            })
            .collect();
        let bits = Bits::of(groups.len(), &list);
        Above { list, bits }
    };
    (0..groups.len()).map(find).collect()
}

/// Of groups, those that no other of them implies.
fn least<'a>(list: &[u32], groups: &'a [Group], above: &'a [Above]) -> impl Iterator<Item = u32> + use<'a> {
    let mut order = list.to_vec();
    order.sort_by_key(|group| groups[*group as usize].users.len());
    let mut implied = Bits::none(groups.len());
    let mut kept = vec![];
    for group in order {
        if !implied.has(group) {
            implied.add(&above[group as usize].bits);
            kept.push(group);
        }
    }
    kept.into_iter()
}
