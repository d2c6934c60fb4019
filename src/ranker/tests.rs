use super::*;

const SHIPPED: &[u8] = include_bytes!("../../models/links.bin");

fn shipped() -> Ranker {
    Ranker::load(SHIPPED).unwrap()
}

#[test]
fn the_shipped_ranker_is_read() {
    assert!(shipped().network(0).is_some());
    assert!(shipped().network(usize::MAX).is_none());
}

#[test]
fn damaged_rankers_are_refused() {
    assert_eq!(Ranker::load(b"").err(), Some(Error::NotARanker));
    let mut other = SHIPPED.to_vec();
    other[4] = 9;
    assert_eq!(Ranker::load(&other).err(), Some(Error::Version(9)));
    let mut changed = SHIPPED.to_vec();
    *changed.last_mut().unwrap() ^= 1;
    assert_eq!(Ranker::load(&changed).err(), Some(Error::Damaged));
    for cut in [5, 9, 11, SHIPPED.len() - 1] {
        assert_eq!(Ranker::load(&SHIPPED[..cut]).err(), Some(Error::Damaged), "cut at {cut}");
    }
}

#[test]
fn scores_depend_only_on_the_features_of_their_pair() {
    let (ranker, mut item, mut near, mut far) =
        (shipped(), Row::default(), Row::default(), Row::default());
    item.set(3, UNIT);
    near.set(1, UNIT);
    far.set(0, UNIT / 2);
    let network = ranker.network(0).unwrap();
    let both = network.scores(&item, &[near.clone(), far.clone()]).candidates;
    assert_eq!(both[0], network.scores(&item, &[near]).candidates[0]);
    assert_eq!(both[1], network.scores(&item, &[far]).candidates[0]);
    assert_ne!(both[0], both[1]);
}

#[test]
fn a_feature_that_no_network_knows_counts_nothing() {
    let (ranker, mut strange) = (shipped(), Row::default());
    strange.set(u8::MAX, UNIT);
    let network = ranker.network(0).unwrap();
    let plain = network.scores(&Row::default(), &[Row::default()]);
    assert_eq!(network.scores(&Row::default(), &[strange]), plain);
}
