//! What a reader or the owner does, as values.

use crate::analysis::QuoteKind;
use crate::selection::{Layers, Selectable};
use crate::ui::checks::Refusal;
use crate::ui::messages::{Appearance, Command, Correcting, OtherText, TakeAway};
use crate::ui::places::{EscapeFrom, SheetHeight};
use crate::ui::views::{CastFilter, SpeakerFilter, View};
use crate::voices::Heard;

/// An action that changes a [`PanelState`].
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// A row was pressed: selects it, or closes its card.
    Press(Selectable),
    /// A link within a card was pressed: selects another thing, the card stays where it is.
    Follow(Selectable),
    /// The card's close button, or Escape within the card: its row gets the focus back.
    Close,
    /// Escape elsewhere: the focus stays where it is.
    Dismiss,
    /// The reader is done with the text that the clipboard refused.
    CloseOffer,
    /// Takes away the bar that says what was corrected, or where a report can be sent.
    CloseBar,
    /// The pointer or focus came to a row, or left it.
    Point(Option<Selectable>),
    /// Escape: closes what lies on top, the panel last.
    Escape(EscapeFrom),
    /// Follows an actor's voice: only its words stand out in the text.
    FollowVoice(u32),
    /// To the next (+1) or previous (-1) statement of the voice that is followed.
    StepVoice(isize),
    /// Follows no voice any more.
    LeaveVoice,
    /// Draws the sheet up or down.
    SetSheet(SheetHeight),
    /// The sheet's grip was pressed: the next height.
    PressGrip,
    /// Puts the launcher away.
    PutAway,
    /// Opens or closes the panel.
    SetOpen(bool),
    /// Opens a tab.
    SetView(View),
    /// Switches layers on and off.
    SetLayers(Layers),
    /// Searches the open list.
    Search(String),
    /// Narrows the cast.
    SetCastFilter(CastFilter),
    /// Narrows the quotes by kind.
    SetQuoteKind(Option<QuoteKind>),
    /// Narrows the quotes by speaker.
    SetSpeakerFilter(SpeakerFilter),
    /// Lifts all filters and the search.
    ClearFilters,
    /// Opens the quotes with this actor's attributions only.
    ListQuotesOf(u32),
    /// Opens the quotes with the statements that count for a voice, by its place.
    ListQuotesOfVoice(u32),
    /// Opens the voices that the source note counts.
    Hear(Heard),
    /// Changes how the interface looks.
    SetAppearance(Appearance),
    /// Asks for something to take away.
    TakeAway(TakeAway),
    /// Checks the quotations against this text, or says why it cannot be used; `None` forgets the
    /// text checked against, with what was found.
    Check(Option<Result<OtherText, Refusal>>),
    /// Shows more rows of a long list.
    MoreRows,
    /// A frame has passed: some more rows are drawn.
    DrawOn,
    /// The page is about to be printed: all rows of the list that was open last are drawn.
    BeforePrint,
    /// Printing is over: the tab is open again that was open before.
    AfterPrint,
    /// To the next (+1) or previous (-1) mention of the selected actor, or from the selected
    /// attribution to the next or previous one listed.
    Step(isize),
    /// Shows or hides what can be corrected of the selected item.
    SetMending(bool),
    /// Corrects something, or takes a correction back.
    Correct(Correcting),
    /// Scrolls the text to the selected attribution.
    Reveal,
    /// The page was scrolled or resized: only the card has to be placed anew.
    Moved,
    /// The owner's command.
    Obey(Command),
}

impl Action {
    /// True for an action that no press of the reader's stands behind: focus and scrolling that an
    /// earlier one asked for may not be done yet.
    pub fn comes_by_itself(&self) -> bool {
        matches!(
            self,
            Action::Obey(_)
                | Action::Point(_)
                | Action::Moved
                | Action::DrawOn
                | Action::BeforePrint
                | Action::AfterPrint
        )
    }
}
