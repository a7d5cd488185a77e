package import PortModel

/// Something that the owner of a firewall has to do, or need not do, because the page changed.
package struct FirewallAction: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    /// Let traffic through that was not asked for before.
    case open
    /// Stop letting traffic through.
    case close
    /// Traffic of a flow that went away must stay open, because another flow asks for it.
    case keep
    /// Look again at what is open: how strongly it is asked for, or by whom, changed.
    case review
    /// No network firewall is concerned.
    case none
  }

  package let kind: Kind
  /// An instruction without a full stop: `open tcp 3844 from Client to Server (incoming on Server)`.
  package let text: String

  init(_ kind: Kind, _ text: String) {
    self.kind = kind
    self.text = text
  }
}

/// The actions that follow from a comparison.
///
/// Opening follows the new flow alone. Closing looks at the whole new specification: what any flow still asks for stays
/// open, also where another role's section states it.
package struct FirewallActions {
  private let old: PortSpecification
  private let new: PortSpecification

  package init(_ diff: SpecificationDiff) {
    old = diff.old
    new = diff.new
  }

  /// - Returns: At least one action, in the order in which to do them: open first, close last.
  package func actions(for change: SpecificationDiff.FlowChange) -> [FirewallAction] {
    switch change {
    case .added(let flow): added(flow)
    case .removed(let flow): removed(flow)
    case .changed(let old, let new, let fields): changed(from: old, to: new, fields: fields.map(\.field))
    }
  }

  private var newNames: FlowWording { FlowWording(new) }
  private var oldNames: FlowWording { FlowWording(old) }

  private func added(_ flow: Flow) -> [FirewallAction] {
    guard let opening = flow.openings.first else { return [loopback(flow)] }
    return [open(opening, for: flow)]
  }

  private func open(_ opening: Opening, for flow: Flow) -> FirewallAction {
    let traffic = newNames.traffic(opening) + newNames.bothWays(flow)
    let place = newNames.place(flow).map { " (\($0))" } ?? ""
    switch flow.requirement {
    case .required: return FirewallAction(.open, "open \(traffic)\(place)")
    case .conditional:
      return FirewallAction(.open, "open \(traffic)\(place) where this holds: \(newNames.condition(flow))")
    case .recommended: return FirewallAction(.open, "open \(traffic)\(place): recommended")
    case .optional:
      let fallback = flow.fallback.map { "; while it is closed: \($0)" } ?? ""
      return FirewallAction(.open, "open \(traffic)\(place) only if you want to use it: optional\(fallback)")
    case .unstated:
      return FirewallAction(.open, "open \(traffic)\(place); the page does not say whether it is required")
    }
  }

  private func loopback(_ flow: Flow) -> FirewallAction {
    let port = newNames.port(flow.transport, flow.ports)
    let host = newNames.name(flow.subject).map { " of \($0)" } ?? ""
    return FirewallAction(
      .none, "open nothing: \(port) stays on the host\(host); loopback must work, and no other host needs to reach it")
  }

  private func removed(_ flow: Flow) -> [FirewallAction] {
    guard !flow.openings.isEmpty else {
      return [FirewallAction(.none, "close nothing: \(oldNames.port(flow.transport, flow.ports)) never left the host")]
    }
    return closing(flow.openings)
  }

  /// What to do about traffic that a flow no longer asks for.
  private func closing(_ openings: [Opening]) -> [FirewallAction] {
    let asked = new.flows.flatMap { flow in flow.openings.map { (flow: flow, opening: $0) } }
    var actions: [FirewallAction] = []
    var closed: Set<Opening> = []
    for opening in openings {
      let rest = opening.subtracting(asked.map(\.opening))
      if rest != opening {
        let keepers = asked.filter { opening.isWithinParties(of: $0.opening) && opening.overlaps($0.opening) }
        let ids = keepers.map(\.flow.id).uniqued().joined(separator: ", ")
        for kept in keepers.map(\.opening).uniqued() {
          let traffic = newNames.traffic(kept)
          actions.append(FirewallAction(.keep, "keep \(traffic) open: \(ids) asks for it"))
        }
      }
      guard let rest, closed.insert(rest).inserted else { continue }
      let others = asked.filter { rest.overlaps($0.opening) }.map(\.flow.id).uniqued()
      let exception = others.isEmpty ? "" : ", except what \(others.joined(separator: ", ")) asks for"
      let traffic = oldNames.traffic(rest)
      actions.append(FirewallAction(.close, "close \(traffic)\(exception), once no installation uses it any more"))
    }
    return actions.uniqued()
  }

  // MARK: Changed flows

  private func changed(from old: Flow, to new: Flow, fields: [Flow.Field]) -> [FirewallAction] {
    var actions: [FirewallAction] = []
    let unsaid = new.openings.filter { opening in
      old.openings.contains { $0.ports == opening.ports && $0.isWithinParties(of: opening) && $0 != opening }
    }
    if let opening = unsaid.first {
      // Saying less is no reason to let more through.
      actions.append(review("keep what is open of \(newNames.traffic(opening)): the page says less about it now"))
    }
    let opened = new.openings.filter { !unsaid.contains($0) }.compactMap { $0.subtracting(old.openings) }
    if let opening = opened.first {
      // Both ways are one instruction, unless only the way back is new.
      let isWayBack = opened.count == 1 && new.isBidirectional && opening.source == new.destination
      actions.append(isWayBack ? openBack(opening) : open(opening, for: new))
    } else if new.scope == .sameHost, old.scope == .network {
      actions.append(loopback(new))
    }
    let isStillOpen = opened.count < new.openings.count || new.openings.isEmpty
    if isStillOpen { actions += reviews(from: old, to: new, fields: fields) }
    let left = unsaid.isEmpty ? old.openings.filter { !new.openings.contains($0) } : []
    let closings = closing(left).filter { $0.kind == .close }
    actions += closings
    return actions.isEmpty ? [FirewallAction(.none, "nothing to open or close: the traffic stays the same")] : actions
  }

  private func openBack(_ opening: Opening) -> FirewallAction {
    FirewallAction(.open, "open \(newNames.traffic(opening)) too: either side may connect now")
  }

  /// What to look at again where the traffic itself stays.
  private func reviews(from old: Flow, to new: Flow, fields: [Flow.Field]) -> [FirewallAction] {
    fields.compactMap { field in
      switch field {
      case .requirement: requirementReview(from: old, to: new)
      case .condition where old.requirement == new.requirement: conditionReview(from: old, to: new)
      case .binding: bindingReview(new)
      case .direction: directionReview(new)
      case .service:
        review("firewalls that know applications: expect \(new.service ?? "any service") on \(traffic(new))")
      case .subject, .source, .destination, .transport, .ports, .bidirectional, .scope, .condition: nil
      }
    }
  }

  private func review(_ text: String) -> FirewallAction { FirewallAction(.review, text) }

  private func traffic(_ flow: Flow) -> String {
    guard let opening = flow.openings.first else { return newNames.port(flow.transport, flow.ports) }
    return newNames.traffic(opening)
  }

  private func requirementReview(from old: Flow, to new: Flow) -> FirewallAction {
    let traffic = traffic(new)
    switch new.requirement {
    case .required:
      return review("make sure that \(traffic) is open: required now, \(oldNames.level(old)) before")
    case .conditional:
      let condition = newNames.condition(new)
      guard old.requirement == .required else {
        return review("make sure that \(traffic) is open where this holds: \(condition)")
      }
      return review("\(traffic) may be closed unless this holds: \(condition)")
    case .recommended: return review("keep \(traffic) open: recommended now, \(oldNames.level(old)) before")
    case .optional:
      let fallback = new.fallback.map { "; while it is closed: \($0)" } ?? ""
      return review("\(traffic) may be closed: optional now, \(oldNames.level(old)) before\(fallback)")
    case .unstated:
      return review("keep \(traffic) as it is: the page no longer says whether it is required")
    }
  }

  private func conditionReview(from old: Flow, to new: Flow) -> FirewallAction {
    review(
      "check where \(traffic(new)) is needed: where this holds: \(newNames.condition(new));"
        + " no longer where this holds: \(oldNames.condition(old))")
  }

  private func bindingReview(_ new: Flow) -> FirewallAction {
    switch new.binding {
    case .default:
      review("check which port each installation uses: the page calls \(traffic(new)) a default")
    case .fixed:
      review("check that no installation uses another port: the page says that \(traffic(new)) cannot be changed")
    case nil: review("the page no longer says whether the port of \(traffic(new)) can be changed")
    }
  }

  private func directionReview(_ new: Flow) -> FirewallAction {
    guard let place = newNames.place(new) else {
      return review("the page no longer says in which direction \(traffic(new)) goes")
    }
    return review("check on which side the rule for \(traffic(new)) stands: \(place) now")
  }
}

extension Array where Element: Hashable {
  /// The elements without repetitions, in order.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
