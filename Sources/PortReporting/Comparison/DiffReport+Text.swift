import PortModel

extension DiffReport {
  /// For a terminal: changes of the meaning first, with what they ask of a firewall's owner, then the texts.
  package func text(style: TextStyle) -> String {
    var text = style.paint(headline, .bold) + "\n"
    for (change, actions) in flows { text += "\n" + block(change, actions, style) }
    let rest =
      diff.roles.map { ("role " + $0.verb, title($0)) }
      + diff.checks.map { ("checks changed", "\($0.kind.rawValue): \($0.old) → \($0.new)") }
    if !rest.isEmpty { text += "\n" }
    for (verb, title) in rest { text += style.paint(verb, .bold) + " " + VisibleText.line(title) + "\n" }
    if !diff.annotations.isEmpty { text += "\n" + style.paint("texts, without effect on the meaning", .bold) + "\n" }
    for annotation in diff.annotations { text += "  " + VisibleText.line(title(annotation)) + "\n" }
    return text
  }

  private func block(_ change: SpecificationDiff.FlowChange, _ actions: [FirewallAction], _ style: TextStyle) -> String
  {
    let colour: TextStyle.Colour =
      switch change {
      case .added: .green
      case .removed: .redText
      case .changed: .yellow
      }
    var text = style.paint(change.verb, colour) + " " + VisibleText.line(title(change)) + "\n"
    switch change {
    case .added(let flow): text += "  " + VisibleText.line(newWords.summary(flow)) + "\n"
    case .removed(let flow): text += "  " + VisibleText.line(oldWords.summary(flow)) + "\n"
    case .changed(_, let flow, let fields):
      text += "  " + VisibleText.line(newWords.summary(flow)) + "\n"
      for field in fields { text += "  " + VisibleText.line(title(field)) + "\n" }
    }
    for action in actions { text += "  => " + VisibleText.line(action.text) + "\n" }
    return text
  }
}
