/// A property of a flow; its name is the one in the specification.
enum FlowField: String, CaseIterable {
  case binding, bidirectional, condition, destination, direction, fallback, ports, purpose, requirement, scope, service,
    source, subject, transport
}

/// Values for some of a flow's properties.
///
/// There are a handful, so a list is faster than a dictionary, and most flows have none at all.
struct FlowFieldMap<Value> {
  private(set) var entries: [(field: FlowField, value: Value)] = []

  subscript(field: FlowField) -> Value? {
    get { entries.first { $0.field == field }?.value }
    set {
      let index = entries.firstIndex { $0.field == field }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?):
        if entries.isEmpty { entries.reserveCapacity(6) }
        entries.append((field, value))
      case (nil, nil): break
      }
    }
  }
}

extension FlowFieldMap: Sendable where Value: Sendable {}
