//! The head of a domain's log: a Merkle tree that only grows (RFC 6962, 2.1).

use sha2::{Digest, Sha256};

/// The size of a log and the roots of its complete subtrees, largest first: all that the next leaf needs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct TreeHead {
    size: u64,
    frontier: Vec<[u8; 32]>,
}

/// A head that no log can have.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("a tree of {size} leaves has not {subtrees} bytes of frontier")]
pub struct InvalidTreeHead {
    size: u64,
    subtrees: usize,
}

impl TreeHead {
    /// Reads a head as the database keeps it: the frontier's hashes one after the other.
    pub fn from_parts(size: u64, frontier: &[u8]) -> Result<Self, InvalidTreeHead> {
        let (hashes, rest) = frontier.as_chunks::<32>();
        if rest.is_empty() && hashes.len() == size.count_ones() as usize {
            Ok(Self { size, frontier: hashes.to_vec() })
        } else {
            Err(InvalidTreeHead { size, subtrees: frontier.len() })
        }
    }

    /// How many leaves the log has, which is the index of the next.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The frontier as the database keeps it.
    #[must_use]
    pub fn frontier_bytes(&self) -> Vec<u8> {
        self.frontier.concat()
    }

    /// Adds a leaf and says which index it got.
    pub fn append(&mut self, leaf: [u8; 32]) -> u64 {
        let index = self.size;
        let mut node = leaf;
        let mut merges = self.size.trailing_ones();
        while merges > 0 {
            if let Some(left) = self.frontier.pop() {
                node = parent(&left, &node);
            }
            merges -= 1;
        }
        self.frontier.push(node);
        self.size = index.saturating_add(1);
        index
    }

    /// The root hash of the whole log.
    #[must_use]
    pub fn root(&self) -> [u8; 32] {
        let mut subtrees = self.frontier.iter().rev();
        match subtrees.next() {
            None => Sha256::digest([]).into(),
            Some(last) => subtrees.fold(*last, |right, left| parent(left, &right)),
        }
    }
}

fn parent(left: &[u8; 32], right: &[u8; 32]) -> [u8; 32] {
    Sha256::new().chain_update([1]).chain_update(left).chain_update(right).finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6962, 2.1, as written there.
    fn by_definition(leaves: &[[u8; 32]]) -> [u8; 32] {
        match leaves {
            [] => Sha256::digest([]).into(),
            [leaf] => *leaf,
            _ => {
                let half = leaves.len().next_power_of_two() / 2;
                parent(&by_definition(&leaves[..half]), &by_definition(&leaves[half..]))
            }
        }
    }

    #[test]
    fn the_root_is_that_of_rfc_6962_for_every_size() {
        let mut head = TreeHead::default();
        let mut leaves = Vec::new();
        for index in 0..130_u64 {
            assert_eq!(head.root(), by_definition(&leaves), "{index} leaves");
            let leaf: [u8; 32] = Sha256::new().chain_update([0]).chain_update(index.to_be_bytes()).finalize().into();
            assert_eq!(head.append(leaf), index);
            leaves.push(leaf);
            assert_eq!(TreeHead::from_parts(head.size(), &head.frontier_bytes()), Ok(head.clone()));
        }
        assert!(TreeHead::from_parts(3, &[0; 32]).is_err());
        assert!(TreeHead::from_parts(1, &[0; 31]).is_err());
    }
}
