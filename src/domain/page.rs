//! Pages of lists. Every list is read a page at a time, by the last item seen.

/// One page of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Page<T> {
    /// The items, in order.
    pub items: Vec<T>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// Cuts a page of `limit` out of the `limit + 1` items that were read.
    #[must_use]
    pub fn cut(mut items: Vec<T>, limit: usize, cursor: impl FnOnce(&T) -> Cursor) -> Self {
        let more = items.len() > limit;
        items.truncate(limit);
        let next = if more { items.last().map(cursor) } else { None };
        Self { items, next }
    }

    /// The same page, of other things.
    #[must_use]
    pub fn map<U>(self, with: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(with).collect(), next: self.next }
    }
}

/// A place in a list: what the last item seen sorts by, and its id.
///
/// It travels in URLs, so it holds nothing that its reader may not see.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Cursor {
    /// What the list is sorted by, as the store wrote it.
    pub sort: String,
    /// The item's id, in hexadecimal.
    pub id: String,
}

impl Cursor {
    /// The text that a URL carries.
    #[must_use]
    pub fn to_text(&self) -> String {
        format!("{}.{}", self.id, self.sort)
    }

    /// Reads the text of a URL. A text that was made up finds a place in the list, or none, and no more.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        let (id, sort) = text.split_once('.')?;
        let well_formed = id.len() == 32 && id.bytes().all(|b| b.is_ascii_hexdigit()) && sort.len() <= 1024;
        well_formed.then(|| Self { sort: sort.to_owned(), id: id.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_next_begins_unless_it_is_the_last() {
        let place = |item: &u8| Cursor { sort: item.to_string(), id: "0".repeat(32) };
        assert_eq!(Page::cut(vec![1, 2, 3], 2, place).next.map(|next| next.sort), Some("2".to_owned()));
        assert_eq!(Page::cut(vec![1, 2], 2, place).next, None);
        assert_eq!(Page::cut(Vec::new(), 2, place), Page { items: Vec::new(), next: None });
    }

    #[test]
    fn a_place_is_read_as_it_was_written_and_other_texts_are_no_place() {
        let place = Cursor { sort: "a.b/c".to_owned(), id: "0123456789abcdef".repeat(2) };
        assert_eq!(Cursor::from_text(&place.to_text()), Some(place.clone()));
        let too_long = Cursor { sort: "x".repeat(1_025), ..place };
        for wrong in ["", ".", "0.a", "zz", &too_long.to_text(), &format!("{}.a", "g".repeat(32))] {
            assert_eq!(Cursor::from_text(wrong), None, "{wrong:.40}");
        }
    }
}
