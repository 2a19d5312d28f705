//! The nouns: what somebody keeps about a network, and the one way it changes.
//!
//! A [`Network`] is a set of [`Record`]s. Everything that changes it is a [`Step`], a named list of
//! [`Change`]s. Nothing here is derived, and nothing here knows a screen, a file or the clock.

mod capacity;
mod comment;
mod conflict;
mod count;
mod declare;
mod deed;
mod distance;
mod field;
mod find;
mod fold;
mod id;
mod lookup;
mod measure;
mod member;
mod network;
mod number;
mod origins;
mod own;
mod pin;
mod prose;
mod rating;
mod record;
mod response;
mod section;
mod shown;
mod step;
mod support;
mod tie;
mod view;

pub use capacity::Capacity;
pub use comment::HandComment;
pub use conflict::{Clash, Conflict, Version};
pub use count::{count, counted};
pub(crate) use declare::words;
pub use deed::{Deed, Past, TakenBack};
pub use distance::{degrees, distance_km};
pub use field::{Field, FieldError, clean};
pub use find::NoMember;
pub use fold::{fold, nearest};
pub use id::{Id, MeasureId, MemberId, MembershipId, Mint, NationalId, NotAnId, PinId, hashed_letters};
pub(crate) use lookup::Lookup;
pub use measure::{Definition, Direction, Family, KeyStage, Measure, MeasureRole, NationalFigure, Reading};
pub use member::{Education, Group, Kind, Member, Place, SourceKind, Status};
pub use network::{About, Gathered, Network};
pub use number::{Coordinate, DaysPerWeek, Metres, Number, Percent, Year};
pub use origins::Origins;
pub use own::Own;
pub use pin::{Pin, PinLayout};
pub use prose::Prose;
pub use rating::{Basis, Confidence, Inside, Phase, Rating, Stage, Withdrawn};
pub use record::{Dated, Keyed, Record, RecordKind};
pub use response::{Answer, Remark, Response, Word};
pub use section::Section;
pub use shown::Shown;
pub use step::{Change, Origin, Refusal, Step};
pub use support::{Approach, Support, SupportState};
pub use tie::{Membership, Tie, Trust, Visit};
pub use view::{NamedView, NoView};
