//! Who needs attention on the left, why on the right.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use super::{Scene, pane, theme::Role};

pub(super) fn draw(scene: Scene<'_>, area: Rect, buffer: &mut Buffer) {
    let list = pane::rect(scene.app.triage_list_area()).intersection(area);
    let findings = scene.app.triage_findings();
    for (line, row) in pane::rows(scene.app.triage.cursor, list) {
        let Some(finding) = findings.get(line) else { break };
        let spans = vec![
            Span::styled(format!("{} ", finding.pattern.sign()), scene.theme.style(Role::Condoned)),
            Span::raw(finding.title.to_string()),
        ];
        pane::row(&Line::from(spans), pane::row_style(scene, scene.app.triage.cursor, line), row, buffer);
    }
}
