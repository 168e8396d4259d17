internal import Dotations

/// Events and people by their numbers: that of the first is 1, in the order in which they came. None is ever taken away, so that each keeps its
/// number.
extension SalesLedger {
    /// The event of a number.
    public func event(numbered number: Int) -> SaleEvent? { Self.element(number, of: events) }

    /// The number of an event.
    public func number(of event: SaleEvent.ID) -> Int? { events.firstIndex { $0.id == event }.map { $0 + 1 } }

    /// The person of a number.
    public func person(numbered number: Int) -> Beneficiary? { Self.element(number, of: setup.people) }

    /// The numbers of people, by their staff numbers.
    public func numbers(of matricules: Set<String>) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (index, person) in setup.people.enumerated() where matricules.contains(person.matricule) {
            numbers[person.matricule] = index + 1
        }
        return numbers
    }

    private static func element<Element>(_ number: Int, of elements: [Element]) -> Element? {
        1...max(1, elements.count) ~= number && !elements.isEmpty ? elements[number - 1] : nil
    }
}
