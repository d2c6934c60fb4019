//! The address under which an article's corrections are kept.

/// Parameters of addresses that say where a reader comes from, not what is read. Those that begin
/// with one of [`TRACKING_STARTS`] are left out too.
const TRACKING: [&str; 12] = [
    "fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "igshid",
    "mc_cid", "mc_eid", "ref_src",
];
/// How names of such parameters begin.
const TRACKING_STARTS: [&str; 2] = ["utm_", "at_"];

/// An address without its fragment and without parameters that only follow readers around.
///
/// ```
/// use whosaid::corrections::key_address;
/// let address = "https://news.example/a?utm_source=x&page=2&fbclid=y#top";
/// assert_eq!(key_address(address), "https://news.example/a?page=2");
/// ```
pub fn key_address(address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let (place, query) = address.split_once('?').unwrap_or((address, ""));
    let mut key = String::from(place);
    let mut mark = '?';
    for parameter in query.split('&').filter(|parameter| !parameter.is_empty()) {
        let name = parameter.split('=').next().unwrap_or_default();
        if !TRACKING.contains(&name) && !TRACKING_STARTS.iter().any(|start| name.starts_with(start))
        {
            key.push(mark);
            key.push_str(parameter);
            mark = '&';
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_keeps_what_says_what_is_read() {
        for (address, key) in [
            ("https://a.example/", "https://a.example/"),
            ("https://a.example/#b?c", "https://a.example/"),
            ("https://a.example/?id=3&utm_medium=m", "https://a.example/?id=3"),
            ("https://a.example/?gclid=1&id=3&&x", "https://a.example/?id=3&x"),
            ("https://a.example/?gclid", "https://a.example/"),
            ("", ""),
        ] {
            assert_eq!(key_address(address), key);
        }
    }
}
