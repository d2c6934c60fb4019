//! The layer of corrections over an analysis: what they change, and the analysis that comes out.
//!
//! Takes an analysis and changes of its items, in any order; gives a new analysis that keeps the
//! promises of every analysis: ids are places, no actor is without a mention, no statement stands
//! in itself.

use std::rc::Rc;

use crate::analysis::{Actor, ActorKind, Analysis, Attribution, Form, Mention, SourceKind};
use crate::sort;
use crate::text::{Byte, Span};

/// An actor of the analysis by its id, or one that is added: those follow.
pub(super) type Node = usize;

/// An item of the corrected analysis that a correction shows in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// An actor.
    Actor(u32),
    /// An attribution.
    Attribution(u32),
}

/// An analysis as the reader corrected it.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// The corrected analysis. What the reader changed is marked `corrected_by_reader`.
    pub analysis: Rc<Analysis<Byte>>,
    /// For each correction, in their order: the items that it shows in; none if what it is about is
    /// gone, or is shown no longer.
    pub marks: Vec<Vec<Mark>>,
    /// For each correction, in their order: true if what it is about was found.
    pub found: Vec<bool>,
    /// For each actor: where it comes from.
    pub(super) actors: Vec<Origin>,
    /// For each attribution: its id in the engine's analysis.
    pub(super) attributions: Vec<u32>,
}

/// Where an actor of a corrected analysis comes from.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Origin {
    /// The engine found it: its id in the engine's analysis.
    Found(u32),
    /// The reader added it by this name.
    Added(String),
}

impl Corrected {
    /// An analysis without corrections.
    pub fn of(analysis: &Rc<Analysis<Byte>>) -> Corrected {
        Corrected {
            analysis: analysis.clone(),
            marks: Vec::new(),
            found: Vec::new(),
            actors: analysis.actors.iter().map(|actor| Origin::Found(actor.id)).collect(),
            attributions: analysis.attributions.iter().map(|a| a.id).collect(),
        }
    }
}

/// What corrections change in an analysis.
pub(super) struct Layer<'a> {
    text: &'a str,
    analysis: &'a Rc<Analysis<Byte>>,
    added: &'a [String],
    /// By attribution: its speaker, if that is the reader's.
    speakers: Vec<Option<Option<Node>>>,
    /// By attribution: true if it is no statement, or hidden.
    gone: Vec<bool>,
    /// By attribution: true if it is hidden with all that stands inside.
    hidden: Vec<bool>,
    /// Which actor is which other one.
    same: Vec<(Node, Node)>,
    /// By actor: its name, if that is the reader's.
    names: Vec<Option<String>>,
    /// By actor: true if it is hidden.
    hidden_actors: Vec<bool>,
    /// Mentions that are another's: actor, index, whose.
    mentions: Vec<(u32, u32, Option<Node>)>,
    /// What each correction is about.
    about: Vec<(usize, About)>,
}

/// Which actors are the same.
struct Persons {
    /// By actor: the one that it is shown as.
    shown_as: Vec<Node>,
    /// By actor that is shown: all that are shown as this one.
    members: Vec<Vec<Node>>,
    /// By actor that is shown: true if the reader hides it.
    hidden: Vec<bool>,
}

/// A mention that the reader gave to another actor, for the statements whose source it stands in.
struct Heard {
    mention: Span<Byte>,
    before: Node,
    now: Node,
}

/// Actors by their nodes, in the order in which they are shown.
type Shown = Vec<(Node, Actor<Byte>)>;

/// What a correction is about.
#[derive(Debug, Clone, Copy)]
enum About {
    Actor(Node),
    Attribution(usize),
}

impl<'a> Layer<'a> {
    pub(super) fn new(
        text: &'a str,
        analysis: &'a Rc<Analysis<Byte>>,
        added: &'a [String],
    ) -> Layer<'a> {
        let (actors, attributions) =
            (analysis.actors.len() + added.len(), analysis.attributions.len());
        Layer {
            text,
            analysis,
            added,
            speakers: vec![None; attributions],
            gone: vec![false; attributions],
            hidden: vec![false; attributions],
            same: Vec::new(),
            names: vec![None; actors],
            hidden_actors: vec![false; actors],
            mentions: Vec::new(),
            about: Vec::new(),
        }
    }

    /// Correction `at`: the attribution has this speaker, or none.
    pub(super) fn speaker(&mut self, at: usize, id: usize, speaker: Option<Node>) {
        self.speakers[id] = Some(speaker);
        self.about.push((at, About::Attribution(id)));
    }

    /// Correction `at`: it is no attribution.
    pub(super) fn remove(&mut self, at: usize, id: usize) {
        self.gone[id] = true;
        self.about.push((at, About::Attribution(id)));
    }

    /// Correction `at`: the attribution is not shown, nor what stands inside it.
    pub(super) fn hide(&mut self, at: usize, id: usize) {
        self.hidden[id] = true;
        self.about.push((at, About::Attribution(id)));
    }

    /// Correction `at`: an actor is another one.
    pub(super) fn same(&mut self, at: usize, actor: Node, other: Node) {
        self.same.push((actor, other));
        self.about.push((at, About::Actor(other)));
    }

    /// Correction `at`: an actor has this name.
    pub(super) fn name(&mut self, at: usize, actor: Node, name: &str) {
        if !name.trim().is_empty() {
            self.names[actor] = Some(name.into());
            self.about.push((at, About::Actor(actor)));
        }
    }

    /// Correction `at`: a mention is another actor's, or nobody's.
    pub(super) fn mention(&mut self, at: usize, (actor, index): (u32, u32), whose: Option<Node>) {
        self.mentions.retain(|&(a, i, _)| (a, i) != (actor, index));
        self.mentions.push((actor, index, whose));
        self.about.push((at, About::Actor(whose.unwrap_or(actor as Node))));
    }

    /// Correction `at`: an actor is not shown.
    pub(super) fn hide_actor(&mut self, at: usize, actor: Node) {
        self.hidden_actors[actor] = true;
        self.about.push((at, About::Actor(actor)));
    }

    /// The analysis that comes out, where there are `all` corrections.
    pub(super) fn finish(self, all: usize) -> Corrected {
        if self.about.is_empty() {
            let mut same = Corrected::of(self.analysis);
            same.found = vec![false; all];
            same.marks = vec![Vec::new(); all];
            return same;
        }
        let persons = self.persons();
        let kept = self.kept();
        let (mentions, heard) = self.moved(&persons);
        let by = self.speakers_of(&persons, &heard);
        let (actors, places) = self.actors(&persons, mentions, &kept, &by);
        let mut attributions = Vec::new();
        let mut ids = vec![None; kept.len()];
        for (id, base) in self.analysis.attributions.iter().enumerate().filter(|(id, _)| kept[*id])
        {
            ids[id] = Some(attributions.len() as u32);
            let id_now = attributions.len() as u32;
            attributions
                .push(Attribution { id: id_now, ..self.attribution(base, &by[id], &places) });
        }
        self.nest(&mut attributions, &ids);
        let mut corrected = Corrected {
            marks: vec![Vec::new(); all],
            found: vec![false; all],
            actors: actors.iter().map(|(node, _)| self.origin(*node)).collect(),
            attributions: (0..kept.len() as u32).filter(|&id| kept[id as usize]).collect(),
            analysis: Rc::new(Analysis {
                actors: actors.into_iter().map(|(_, actor)| actor).collect(),
                attributions,
                ..Analysis::clone(self.analysis)
            }),
        };
        for &(at, about) in &self.about {
            corrected.found[at] = true;
            corrected.marks[at].extend(match about {
                About::Actor(node) => places[persons.shown_as[node]].map(Mark::Actor),
                About::Attribution(id) => ids[id].map(Mark::Attribution),
            });
        }
        corrected
    }

    /// Puts each attribution inside the nearest one that is shown; a parent may stand after its
    /// child in the list.
    fn nest(&self, attributions: &mut [Attribution<Byte>], ids: &[Option<u32>]) {
        for (id, base) in self.analysis.attributions.iter().enumerate() {
            let parents = std::iter::successors(base.inside, |&up| {
                self.analysis.attributions.get(up as usize).and_then(|a| a.inside)
            });
            // A chain of parents is never longer than the list.
            let parent =
                parents.take(ids.len()).find_map(|up| ids.get(up as usize).copied().flatten());
            if let Some(own) = ids[id] {
                attributions[own as usize].inside = parent;
            }
        }
    }

    /// Which actors are the same, and which of these gives its name.
    fn persons(&self) -> Persons {
        let mut group: Vec<Node> = (0..self.names.len()).collect();
        for &(one, other) in &self.same {
            let (from, to) = (group[one].max(group[other]), group[one].min(group[other]));
            group.iter_mut().filter(|g| **g == from).for_each(|g| *g = to);
        }
        // The one that is said to be no other gives its name; of several the first with a name.
        let is_other =
            |node: Node| self.same.iter().any(|&(one, other)| one == node && other != node);
        let rank = |node: Node| {
            let unnamed = self.analysis.actors.get(node).is_some_and(|actor| actor.unnamed);
            (is_other(node), unnamed, node)
        };
        let mut first: Vec<Node> = (0..group.len()).collect();
        for node in 0..group.len() {
            let best = &mut first[group[node]];
            if group[*best] != group[node] || rank(node) < rank(*best) {
                *best = node;
            }
        }
        let shown_as: Vec<Node> = group.iter().map(|&g| first[g]).collect();
        let mut members = vec![Vec::new(); shown_as.len()];
        let mut hidden = vec![false; shown_as.len()];
        for (node, &person) in shown_as.iter().enumerate() {
            members[person].push(node);
            hidden[person] |= self.hidden_actors[node];
        }
        Persons { shown_as, members, hidden }
    }

    /// By attribution: true if it is shown.
    fn kept(&self) -> Vec<bool> {
        let all = &self.analysis.attributions;
        let shown = |id: usize| {
            let above = std::iter::successors(Some(id as u32), |&up| all.get(up as usize)?.inside);
            !self.gone[id]
                && !above.take(all.len()).any(|up| self.hidden.get(up as usize) == Some(&true))
        };
        (0..all.len()).map(shown).collect()
    }

    /// The mentions by actor, as the reader gave them to others, and what these changes mean for
    /// speakers.
    fn moved(&self, persons: &Persons) -> (Vec<Vec<Mention<Byte>>>, Vec<Heard>) {
        let mut whose: Vec<Vec<Option<Node>>> = self
            .analysis
            .actors
            .iter()
            .map(|actor| vec![Some(actor.id as Node); actor.mentions.len()])
            .collect();
        // "He" in the source of a statement is the one of whom the reader says that he speaks.
        for (attribution, speaker) in self.analysis.attributions.iter().zip(&self.speakers) {
            let Some(Some(speaker)) = *speaker else { continue };
            for &before in &attribution.speakers {
                let Some(actor) = self.analysis.actors.get(before as usize) else { continue };
                for (at, mention) in actor.mentions.iter().enumerate() {
                    if mention.form == Form::Pronoun && within(mention.span, &attribution.source) {
                        whose[before as usize][at] = Some(speaker);
                    }
                }
            }
        }
        let mut heard = Vec::new();
        for &(actor, at, now) in &self.mentions {
            whose[actor as usize][at as usize] = now;
            if let Some(now) = now {
                let span = self.analysis.actors[actor as usize].mentions[at as usize].span;
                heard.push(Heard { mention: span, before: actor as Node, now });
            }
        }
        let mut mentions = vec![Vec::new(); self.names.len()];
        for (actor, whose) in self.analysis.actors.iter().zip(whose) {
            for (mention, now) in actor.mentions.iter().zip(whose) {
                if let Some(now) = now {
                    mentions[persons.shown_as[now]].push(*mention);
                }
            }
        }
        (mentions, heard)
    }

    /// By attribution: who speaks, each once.
    fn speakers_of(&self, persons: &Persons, heard: &[Heard]) -> Vec<Vec<Node>> {
        let of = |(attribution, own): (&Attribution<Byte>, &Option<Option<Node>>)| {
            let speakers: Vec<Node> = match own {
                Some(speaker) => speaker.iter().copied().collect(),
                None => attribution
                    .speakers
                    .iter()
                    .map(|&before| {
                        let now = heard.iter().find(|heard| {
                            heard.before == before as Node
                                && within(heard.mention, &attribution.source)
                        });
                        now.map_or(before as Node, |heard| heard.now)
                    })
                    .collect(),
            };
            let mut once: Vec<Node> = Vec::new();
            for speaker in speakers.into_iter().filter_map(|s| persons.shown_as.get(s).copied()) {
                if !persons.hidden[speaker] && !once.contains(&speaker) {
                    once.push(speaker);
                }
            }
            once
        };
        self.analysis.attributions.iter().zip(&self.speakers).map(of).collect()
    }

    /// The actors in order of first mention, and by node the place of each.
    fn actors(
        &self,
        persons: &Persons,
        mut mentions: Vec<Vec<Mention<Byte>>>,
        kept: &[bool],
        by: &[Vec<Node>],
    ) -> (Shown, Vec<Option<u32>>) {
        for (id, speakers) in by.iter().enumerate().filter(|(id, _)| kept[*id]) {
            for &speaker in speakers {
                if !mentions[speaker].is_empty() {
                    continue;
                }
                let span = self.stands_for(&self.analysis.attributions[id]);
                mentions[speaker] = vec![Mention { span, head: span, form: Form::Description }];
            }
        }
        let mut actors: Shown = Vec::new();
        for (node, mut own) in mentions.into_iter().enumerate() {
            if !own.is_empty() && !persons.hidden[node] {
                sort::by_keys(&mut own, |m| [m.span.start() as usize, m.span.end() as usize]);
                own.dedup_by_key(|m| m.span);
                actors.push((node, self.actor(persons, node, own)));
            }
        }
        sort::by_keys(&mut actors, |(_, actor)| {
            actor
                .mentions
                .first()
                .map_or([0; 2], |m| [m.span.start(), m.span.end()].map(|n| n as usize))
        });
        let mut places = vec![None; persons.shown_as.len()];
        for (place, (node, actor)) in actors.iter_mut().enumerate() {
            places[*node] = Some(place as u32);
            actor.id = place as u32;
        }
        for (_, actor) in &mut actors {
            let affiliation =
                actor.affiliation.and_then(|id| places[persons.shown_as[id as usize]]);
            actor.affiliation = affiliation.filter(|&id| id != actor.id);
        }
        (actors, places)
    }

    /// An actor that is shown for all that are the same; its affiliation is an id of the engine's.
    fn actor(&self, persons: &Persons, node: Node, mentions: Vec<Mention<Byte>>) -> Actor<Byte> {
        let all = &persons.members[node];
        let own = |node: Node| self.analysis.actors.get(node);
        let name = all.iter().find_map(|&other| self.names[other].clone());
        let kind = own(node).map_or(self.kind_of_added(node), |actor| actor.kind);
        let named = name.is_some() || own(node).is_none();
        let is_own = all.len() > 1
            || named
            || self.mentions.iter().any(|&(before, _, now)| {
                now.map(|now| persons.shown_as[now]) == Some(node)
                    || persons.shown_as[before as usize] == node
            });
        Actor {
            id: 0,
            name: name.unwrap_or_else(|| match own(node) {
                Some(actor) => actor.name.clone(),
                None => self.added[node - self.analysis.actors.len()].clone(),
            }),
            kind: if named && kind == ActorKind::Role { ActorKind::Person } else { kind },
            unnamed: !named && own(node).is_some_and(|actor| actor.unnamed),
            description: all.iter().find_map(|&other| own(other)?.description.clone()),
            affiliation: all.iter().find_map(|&other| own(other)?.affiliation),
            mentions,
            corrected_by_reader: is_own,
        }
    }

    /// What an added actor is, by the statements that the reader gave it.
    fn kind_of_added(&self, node: Node) -> ActorKind {
        let bodies = self.analysis.attributions.iter().zip(&self.speakers).any(|(a, speaker)| {
            *speaker == Some(Some(node)) && a.source_kind == Some(SourceKind::Body)
        });
        if bodies { ActorKind::Organization } else { ActorKind::Person }
    }

    /// The words of an attribution that stand for a speaker who is mentioned nowhere.
    fn stands_for(&self, attribution: &Attribution<Byte>) -> Span<Byte> {
        let said = attribution.source.first().or(attribution.cue.first());
        said.copied().unwrap_or_else(|| {
            let first = attribution.content.first().copied().unwrap_or_default();
            let word = first.of(self.text).split_whitespace().next().unwrap_or_default();
            Span::new(first.start(), first.start() + word.len() as u32)
        })
    }

    /// An attribution with the speakers `by`; its id and nesting are still the engine's.
    fn attribution(
        &self,
        base: &Attribution<Byte>,
        by: &[Node],
        places: &[Option<u32>],
    ) -> Attribution<Byte> {
        let mut now = base.clone();
        now.speakers = by.iter().filter_map(|&node| places[node]).collect();
        let before: Vec<Node> = base.speakers.iter().map(|&s| s as Node).collect();
        let own = self.speakers[base.id as usize];
        now.corrected_by_reader = own.is_some() || before != by;
        if now.speakers.is_empty() {
            now.speaker_confidence = 0.0;
        } else if own.is_some() {
            now.speaker_confidence = 1.0;
        }
        match own {
            Some(Some(node)) => {
                let kind =
                    self.analysis.actors.get(node).map_or(self.kind_of_added(node), |a| a.kind);
                now.source_kind = Some(match kind {
                    ActorKind::Organization | ActorKind::Country => SourceKind::Body,
                    _ => SourceKind::Person,
                });
            }
            Some(None) => {
                now.source = Vec::new();
                now.source_kind = Some(SourceKind::Unstated);
            }
            None => {}
        }
        now
    }

    fn origin(&self, node: Node) -> Origin {
        match node.checked_sub(self.analysis.actors.len()) {
            None => Origin::Found(node as u32),
            Some(at) => Origin::Added(self.added[at].clone()),
        }
    }
}

/// True if a passage lies within one of several.
fn within(span: Span<Byte>, pieces: &[Span<Byte>]) -> bool {
    pieces.iter().any(|piece| piece.contains(span))
}
