internal import DotationText

/// What rows of a sheet take, in one column, from other people: a column that was sorted alone, filled one row too far or shifted.
///
/// Many people may share a mobile number, so that one more of them says little: ``MoveCounter`` tells what moved. Of the rows that are refused, as
/// most are where addresses were shifted, none counts of which it is in doubt whose it is.
struct MovedValues {
    /// An accepted row that takes what is another person's.
    struct Arrival {
        let request: RowRequest
        let value: String
        /// Whose it is: a dotation of the order by its position, or of another order.
        let holder: Holder
        /// Whether the holder had it at the export, and has another value today.
        let wasExported: Bool
    }

    enum Holder {
        case here(Int)
        case elsewhere(Dotation)
    }

    /// The accepted rows that take what is another person's, in the order in which they were read.
    private(set) var arrivals: [Arrival] = []
    /// How many values moved; 0 where that is no more than chance.
    private(set) var movedCount = 0

    /// Looks at what rows ask for in a column. `holders` are the dotations that have such a value, or had it at the export; `elsewhere` has
    /// those of other orders.
    init(
        _ column: SheetColumn, in rows: borrowing RowOutcomes, of dotations: [Dotation], holders: [Int], _ people: People,
        _ cells: CellComparison, elsewhere: [String: [Dotation]]
    ) {
        var values = AskedColumn(column, elsewhere)
        let asked = rows.requests.compactMap { request in
            request.value(of: column).map { (request: request, text: $0.text, number: values.number(ofKey: $0.key)) }
        }
        guard !asked.isEmpty else { return }
        for position in holders {
            let dotation = dotations[position]
            let today = dotation.contact.value(of: column)
            values.note(today, of: position, people[dotation], wasExported: false)
            if let exported = cells.exported(dotation.id)?.contact.value(of: column), exported != today {
                values.note(exported, of: position, people[dotation], wasExported: true)
            }
        }
        var counter = MoveCounter<Int>()
        for ask in asked where values[ask.number].isKnown { counter.note(ask.number, givingUp: values.held(by: ask.request.position)) }
        for ask in asked where rows.isOfItsPerson(ask.request) {
            let (position, value) = (ask.request.position, values[ask.number])
            let dotation = dotations[position]
            let person = people[dotation]
            guard !values.isOwned(ask.number, by: person), !value.elsewhere.contains(where: { $0.isProbablySamePerson(as: dotation) }),
                let (holder, wasExported) = value.holder
            else { continue }
            let isAccepted = ask.request.refusal == nil
            if isAccepted { arrivals.append(Arrival(request: ask.request, value: ask.text, holder: holder, wasExported: wasExported)) }
            counter.count(
                ask.number, held: values.held(by: position), isAccepted: isAccepted,
                isOneOtherFamilys: value.isOnePersons(notOfFamily: dotation, in: dotations))
        }
        movedCount = counter.movedCount
    }
}

extension RowOutcomes {
    /// Whether a row is about the person whose identifier it has, as far as its other cells say.
    fileprivate func isOfItsPerson(_ request: RowRequest) -> Bool {
        guard let refusal = request.refusal else { return true }
        return !refused[refusal].reasons.contains { [.mismatchedID, .lockedColumn, .duplicate].contains($0.code) }
    }
}

/// The values that rows ask for in a column, each with who has it and who takes it.
private struct AskedColumn {
    private let column: SheetColumn
    private let elsewhere: [String: [Dotation]]
    private var numbers: [String: Int] = [:]
    private var values: [AskedValue] = []
    private var owners: Set<Ownership> = []
    /// By position, the asked values that the dotation has, or had at the export.
    private var held: [Int: [Int]] = [:]

    private struct Ownership: Hashable {
        let value: Int
        let person: People.Person
    }

    init(_ column: SheetColumn, _ elsewhere: [String: [Dotation]]) {
        self.column = column
        self.elsewhere = elsewhere
    }

    subscript(number: Int) -> AskedValue { values[number] }

    mutating func number(ofKey key: String) -> Int {
        if let known = numbers[key] { return known }
        numbers[key] = values.count
        values.append(AskedValue(elsewhere: elsewhere[key] ?? []))
        return values.count - 1
    }

    /// Notes that a dotation has a value, or had it at the export, where some row asks for that.
    mutating func note(_ text: String, of position: Int, _ person: People.Person, wasExported: Bool) {
        guard let number = numbers[ContactKey.of(text, in: column)] else { return }
        if wasExported { values[number].exported.insert(position, person) } else { values[number].today.insert(position, person) }
        owners.insert(Ownership(value: number, person: person))
        held[position, default: []].append(number)
    }

    func isOwned(_ number: Int, by person: People.Person) -> Bool { owners.contains(Ownership(value: number, person: person)) }

    func held(by position: Int) -> [Int] { held[position] ?? [] }
}

private struct AskedValue {
    let elsewhere: [Dotation]
    var today = TwoPeople()
    var exported = TwoPeople()

    /// Whether anybody has it, or had it at the export.
    var isKnown: Bool { today.first != nil || exported.first != nil || !elsewhere.isEmpty }

    /// Somebody who has it today, or else had it at the export.
    var holder: (MovedValues.Holder, wasExported: Bool)? {
        if let today = today.first { return (.here(today.position), false) }
        if let other = elsewhere.first { return (.elsewhere(other), false) }
        return exported.first.map { (.here($0.position), true) }
    }

    /// Whether it is one person's alone, whose family name is not that of the dotation.
    func isOnePersons(notOfFamily dotation: Dotation, in dotations: [Dotation]) -> Bool {
        let here = today.first == nil && elsewhere.isEmpty ? exported : today
        guard here.second == nil else { return false }
        let holder = here.first.map { dotations[$0.position] }
        let others = elsewhere.filter { other in holder.map { !$0.isProbablySamePerson(as: other) } ?? true }
        guard (holder == nil ? 0 : 1) + others.count == 1, let holder = holder ?? others.first else { return false }
        let family = Folding.key(holder.lastName)
        return family.isEmpty || family != Folding.key(dotation.lastName)
    }
}

/// The first two different people of any number, each by a dotation: enough to tell whether there is one, another or none.
private struct TwoPeople {
    private(set) var first: (position: Int, person: People.Person)?
    private(set) var second: (position: Int, person: People.Person)?

    mutating func insert(_ position: Int, _ person: People.Person) {
        guard let first else { return first = (position, person) }
        if second == nil, first.person != person { second = (position, person) }
    }
}
