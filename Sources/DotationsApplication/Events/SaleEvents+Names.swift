internal import DotationSales
internal import Dotations

extension [SaleEvent] {
    /// The event of a name.
    ///
    /// - Throws: `events.unknown`.
    func named(_ name: String) throws(ApplicationError) -> SaleEvent {
        if let event = first(where: { $0.id == SaleEvent.ID(name: name) }) { return event }
        throw .unknownEvent(name, known: self)
    }

    /// The events of these names; nil, which is all of them, where none is given.
    func named(_ names: [String]) throws(ApplicationError) -> Set<SaleEvent.ID>? {
        guard !names.isEmpty else { return nil }
        return Set(try names.map { name throws(ApplicationError) in try named(name).id })
    }
}
