//! The seven roles a person may have in a product.

use super::words::words;

words! {
    /// What a person is in a product. One person may have several, for the whole product or for one team.
    Role, "role" {
        ProductManager "product-manager" "Product manager";
        ProductOwner   "product-owner"   "Product owner";
        Developer      "developer"       "Developer";
        ScrumMaster    "scrum-master"    "Scrum master";
        BusinessLeader "business-leader" "Business leader";
        ProjectManager "project-manager" "Project manager";
        Customer       "customer"        "Customer";
    }
}

impl Role {
    /// Every role but customer, in the order of the matrix's columns.
    pub const MEMBERS: [Self; 6] = [
        Self::ProductManager,
        Self::ProductOwner,
        Self::Developer,
        Self::ScrumMaster,
        Self::BusinessLeader,
        Self::ProjectManager,
    ];

    /// Members read all of their product and may propose; customers make requests.
    pub const fn is_member(self) -> bool {
        !matches!(self, Self::Customer)
    }

    /// Several of them: “Product owners”.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::ProductManager => "Product managers",
            Self::ProductOwner => "Product owners",
            Self::Developer => "Developers",
            Self::ScrumMaster => "Scrum masters",
            Self::BusinessLeader => "Business leaders",
            Self::ProjectManager => "Project managers",
            Self::Customer => "Customers",
        }
    }

    /// The head of its column: developers are many, every other role is one voice.
    pub const fn column(self) -> &'static str {
        match self {
            Self::Developer => self.plural(),
            _ => self.label(),
        }
    }

    /// Inside a sentence: “the product owner”, “the developers”.
    pub const fn named(self) -> &'static str {
        match self {
            Self::ProductManager => "the product manager",
            Self::ProductOwner => "the product owner",
            Self::Developer => "the developers",
            Self::ScrumMaster => "the scrum master",
            Self::BusinessLeader => "the business leader",
            Self::ProjectManager => "the project manager",
            Self::Customer => "the customer",
        }
    }

    /// Where there is no room for more: “owner, waits 1 day”.
    pub const fn short(self) -> &'static str {
        match self {
            Self::ProductManager => "manager",
            Self::ProductOwner => "owner",
            Self::Developer => "developers",
            Self::ScrumMaster => "scrum master",
            Self::BusinessLeader => "leader",
            Self::ProjectManager => "project manager",
            Self::Customer => "customer",
        }
    }

    /// The two letters of the two who share the product.
    pub const fn mark(self) -> Option<&'static str> {
        match self {
            Self::ProductManager => Some("PM"),
            Self::ProductOwner => Some("PO"),
            _ => None,
        }
    }

    /// The word style sheets know it by: two voices have a colour, the leader has a mark of its own.
    pub const fn css(self) -> Option<&'static str> {
        match self {
            Self::ProductManager => Some("manager"),
            Self::ProductOwner => Some("owner"),
            Self::BusinessLeader => Some("leader"),
            _ => None,
        }
    }

    /// The verb that goes with [`Role::named`]: “the developers decide”, “the product owner decides”.
    pub(super) fn verb(self, verb: &str) -> String {
        match self {
            Self::Developer => verb.to_owned(),
            _ => format!("{verb}s"),
        }
    }
}
