internal import Dotations

/// Events and people by their numbers: that of the first is 1, in the order in which they came. None is ever taken away, so that each keeps its
/// number.
extension SalesLedger {
    /// The event of a number.
    public func event(numbered number: Int) -> SaleEvent? { events[numbered: number] }

    /// The number of an event.
    public func number(of event: SaleEvent.ID) -> Int? { events.firstIndex { $0.id == event }.map { $0 + 1 } }

    /// The person of a number.
    public func person(numbered number: Int) -> Beneficiary? { setup.people[numbered: number] }

    /// The numbers of people, by their staff numbers.
    public func numbers(of matricules: Set<String>) -> [String: Int] {
        var numbers: [String: Int] = [:]
        for (index, person) in setup.people.enumerated() where matricules.contains(person.matricule) {
            numbers[person.matricule] = index + 1
        }
        return numbers
    }
}

extension Array {
    /// The element of a number, which is 1 for the first; nil where there is none.
    package subscript(numbered number: Int) -> Element? { number > 0 && number <= count ? self[number - 1] : nil }
}
